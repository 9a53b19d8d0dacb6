import { Readable } from 'node:stream'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { createDirectLine, type DirectLinePorts } from '../../bot/channels/direct-line.ts'
import { type Bearer, createTokens } from '../../bot/channels/direct-line-tokens.ts'
import { type Answer, type Call, createAccess, HttpError, type Route } from '../../bot/http/index.ts'
import type { Person } from '../../bot/identity/index.ts'
import { type ConversationRecord, conversationKey, type Opening } from '../../bot/store/index.ts'
import type { Inbound } from '../../bot/turn.ts'

type Asked = { id?: string; query?: string; headers?: Record<string, string>; body?: unknown; address?: string }

const BASE = '/v3/directline'
const [SECRET, PREVIOUS] = ['a-secret-of-the-intranet', 'the-secret-before']
const ANN: Person = { id: 'ann@corp.example', name: 'Ann' }
const PAGE = 'https://intranet.example'

const tokens = createTokens(['a secret of the bot that is long enough'], Date.now)
let ports: DirectLinePorts
let open: Map<string, ConversationRecord>
let inbound: Inbound[]
let notified: string[]
let gated: unknown[]
let lines: { seq: number; at: number; activity: Record<string, unknown> }[]

beforeEach(() => {
  open = new Map()
  inbound = []
  notified = []
  gated = []
  lines = []
  const gate =
    (name: string) =>
    async (...who: unknown[]) =>
      void gated.push([name, ...who])
  ports = {
    config: { anonymous: true },
    store: {
      open: async (opening: Opening) => remember(opening),
      conversation: async (key) => open.get(key),
      lines: async (_, after) => lines.filter(({ seq }) => seq > after),
      addFile: vi.fn(async () => {}),
    },
    tokens,
    streams: { notify: (key) => void notified.push(key) },
    access: createAccess({ host: '127.0.0.1', publicUrl: new URL('https://help.example'), origins: [PAGE] }),
    gate: {
      token: gate('token'),
      conversation: gate('conversation'),
      message: gate('message'),
      diagnosis: gate('diagnosis'),
    },
    takeTurn: async (turn) => {
      inbound.push(turn)
      return { activityId: `activity-${inbound.length}` } as Awaited<ReturnType<DirectLinePorts['takeTurn']>>
    },
    mask: (text) => text.replaceAll(/SECRET-\w+/g, '[hidden]'),
  }
})

function remember({ name, person, locale }: Opening): boolean {
  const key = conversationKey(name)
  if (open.has(key)) return false
  open.set(key, { key, ...name, person, locale, seq: 0 })
  return true
}

const keyOf = (conversation: string) => conversationKey({ channel: 'directline', conversation })

function routeOf(method: Route['method'], path: string): Route {
  const route = createDirectLine(ports).find((one) => one.method === method && one.path === `${BASE}${path}`)
  if (!route) throw new Error(`There is no ${method} ${path}.`)
  return route
}

/** The answer to a request, or the refusal. */
async function ask(method: Route['method'], path: string, asked: Asked = {}): Promise<Answer & { code?: string }> {
  const { id, query = '', headers = {}, body, address = '203.0.113.7' } = asked
  const isJson = body !== undefined && !(body instanceof Buffer)
  const content = isJson ? Buffer.from(JSON.stringify(body)) : body
  const stream = Readable.from(content === undefined ? [] : [content])
  const all = { host: 'help.example', ...(isJson && { 'content-type': 'application/json' }), ...headers }
  const request = Object.assign(stream, { headers: all }) as unknown as Call['request']
  const params: Call['params'] = id === undefined ? {} : { id }
  const call = { request, params, query: new URLSearchParams(query), address }
  try {
    return await routeOf(method, path).handle(call)
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    const { status, code, headers } = error
    return { status, code, headers }
  }
}

const bearerOf = (token: string) => ({ authorization: `Bearer ${token}` })
const guest: Bearer = { conversation: 'c', user: 'dl_1' }

/** Headers of a guest whose conversation has begun. */
async function begin(bearer = guest, locale = 'de'): Promise<Record<string, string>> {
  const { conversation, user } = bearer
  remember({ name: { channel: 'directline', conversation }, person: user, locale })
  return bearerOf(await tokens.issue(bearer))
}

describe('createDirectLine for who may chat', () => {
  it('gives anybody a token of their own, and counts where from', async () => {
    const { status, body } = await ask('post', '/tokens/generate')
    const { conversationId, token, expires_in } = body as Record<string, string>
    expect([status, expires_in]).toEqual([200, 1800])
    expect(await tokens.read(token ?? '')).toMatchObject({ conversation: conversationId })
    expect(gated).toEqual([['token', '203.0.113.7']])
  })

  it('asks for the secret where not everybody may chat', async () => {
    ports.config = { anonymous: false, directLineSecret: SECRET, previousSecret: PREVIOUS }
    expect(await ask('post', '/tokens/generate')).toMatchObject({ status: 403, code: 'SecretNeeded' })
    expect(await ask('post', '/tokens/generate', { headers: bearerOf('another-secret') })).toMatchObject({
      status: 403,
    })
    for (const secret of [SECRET, PREVIOUS])
      expect(await ask('post', '/tokens/generate', { headers: bearerOf(secret) })).toMatchObject({ status: 200 })
  })

  it('asks nobody who has the secret to sign in, and everybody else', async () => {
    let person: Person | undefined
    ports.identity = { identify: async () => person }
    ports.config = { anonymous: true, directLineSecret: 'secret' }
    expect(await ask('post', '/tokens/generate')).toMatchObject({ status: 401, code: 'SignInNeeded' })
    expect(await ask('post', '/tokens/generate', { headers: bearerOf('secret') })).toMatchObject({ status: 200 })
    person = ANN
    const { body } = await ask('post', '/tokens/generate')
    expect(await tokens.read((body as { token: string }).token)).toMatchObject({ person: ANN })
  })

  it('minds no header of a proxy where no secret is set', async () => {
    const headers = { authorization: 'Basic dXNlcjpwYXNz' }
    expect(await ask('post', '/tokens/generate', { headers })).toMatchObject({ status: 200 })
  })

  it('takes no secret where none is set', async () => {
    ports.config = { anonymous: false }
    expect(await ask('post', '/tokens/generate', { headers: bearerOf('undefined') })).toMatchObject({ status: 403 })
    expect(await ask('post', '/conversations', { headers: bearerOf('undefined') })).toMatchObject({ status: 401 })
  })

  it('reads the body of whom it gives a token, and refuses one that is none', async () => {
    expect(await ask('post', '/tokens/generate', { body: { user: { id: 'dl_x' } } })).toMatchObject({ status: 200 })
    const headers = { 'content-type': 'text/plain' }
    expect(await ask('post', '/tokens/generate', { body: Buffer.from('x'), headers })).toMatchObject({ status: 415 })
  })

  it('renews a token for the same conversation', async () => {
    const { status, body } = await ask('post', '/tokens/refresh', { headers: await begin() })
    const { conversationId, token, expires_in } = body as Record<string, string>
    expect([status, conversationId, expires_in]).toEqual([200, 'c', 1800])
    expect(await tokens.read(token ?? '')).toMatchObject(guest)
  })

  it.each([
    ['nothing', {}],
    ['another scheme', { authorization: 'Basic dXNlcjpwYXNz' }],
    ['words before', { authorization: 'x Bearer a' }],
    ['words behind', { authorization: 'Bearer a b' }],
    ['too much', bearerOf('x'.repeat(4097))],
    ['a token of nobody', bearerOf('a.b.c')],
  ])('renews nothing for %s', async (_, headers) => {
    expect(await ask('post', '/tokens/refresh', { headers })).toMatchObject({ status: 401, code: 'Unauthorized' })
  })

  it('takes a token with nothing before or behind it', async () => {
    const { authorization = '' } = await begin()
    for (const odd of [`x ${authorization}`, `${authorization} x`, `${authorization}, ${authorization}`])
      expect(await ask('post', '/tokens/refresh', { headers: { authorization: odd } })).toMatchObject({ status: 401 })
  })

  it('takes the scheme in any spelling', async () => {
    const { authorization = '' } = await begin()
    const headers = { authorization: authorization.replace('Bearer', 'bearer') }
    expect(await ask('post', '/tokens/refresh', { headers })).toMatchObject({ status: 200 })
  })
})

describe('createDirectLine for conversations', () => {
  it('begins one, and says where its stream is', async () => {
    const headers = bearerOf(await tokens.issue({ ...guest, person: ANN }))
    const { status, body } = await ask('post', '/conversations', { headers, body: { locale: 'de-AT' } })
    const { streamUrl = '', token = '', ...rest } = body as Record<string, string>
    expect([status, rest]).toEqual([201, { conversationId: 'c', expires_in: 1800, referenceGrammarId: '' }])
    const [address, t = ''] = streamUrl.split('&t=')
    expect(address).toBe(`wss://help.example${BASE}/conversations/c/stream?watermark=0`)
    expect(await tokens.readStream(t)).toMatchObject(guest)
    expect(await tokens.read(token)).toMatchObject({ ...guest, person: ANN })
    expect(open.get(keyOf('c'))).toMatchObject({ channel: 'directline', person: ANN.id, locale: 'de-AT' })
    expect(gated).toEqual([['conversation', '203.0.113.7', ANN.id]])
  })

  it('goes on with one that has begun, and counts it once', async () => {
    const headers = bearerOf(await tokens.issue(guest))
    await ask('post', '/conversations', { headers })
    expect(await ask('post', '/conversations', { headers })).toMatchObject({ status: 200 })
    expect(gated).toEqual([['conversation', '203.0.113.7', undefined]])
    expect(open.get(keyOf('c'))).toMatchObject({ person: 'dl_1', locale: 'en' })
  })

  it('begins a new one for each who comes with the secret', async () => {
    ports.config = { anonymous: false, directLineSecret: 'secret' }
    for (const _ of ['first', 'second'])
      expect(await ask('post', '/conversations', { headers: bearerOf('secret') })).toMatchObject({ status: 201 })
    expect(open.size).toBe(2)
  })

  it.each([[{ locale: 'x'.repeat(36) }], [{ locale: 7 }], ['de'], [[]]])(
    'begins one in English where the language is not said: %j',
    async (body) => {
      await ask('post', '/conversations', { headers: bearerOf(await tokens.issue(guest)), body })
      expect(open.get(keyOf('c'))).toMatchObject({ locale: 'en' })
    },
  )

  it('says where the stream goes on after a break', async () => {
    const { status, body } = await ask('get', '/conversations/:id', {
      id: 'c',
      query: 'watermark=7',
      headers: await begin(),
    })
    expect([status, (body as { streamUrl: string }).streamUrl]).toEqual([
      200,
      expect.stringContaining('?watermark=7&t='),
    ])
  })

  it('reads what comes after a watermark', async () => {
    lines = [1, 2, 3].map((seq) => ({ seq, at: 0, activity: { text: `${seq}` } }))
    const asked = { id: 'c', query: 'watermark=1', headers: await begin() }
    expect(await ask('get', '/conversations/:id/activities', asked)).toMatchObject({
      status: 200,
      body: { activities: [{ text: '2' }, { text: '3' }], watermark: '3' },
    })
  })

  it.each([
    ['get', '/conversations/:id'],
    ['get', '/conversations/:id/activities'],
    ['post', '/conversations/:id/activities'],
    ['post', '/conversations/:id/upload'],
  ] as const)('%s %s knows no conversation but the own one, and none that has not begun', async (method, path) => {
    const headers = await begin()
    await begin({ conversation: 'd', user: 'dl_2' })
    const none = { status: 404, code: 'ConversationNotFound' }
    expect(await ask(method, path, { id: 'd', headers })).toMatchObject(none)
    const early = bearerOf(await tokens.issue({ conversation: 'e', user: 'dl_3' }))
    expect(await ask(method, path, { id: 'e', headers: early })).toMatchObject(none)
    expect([inbound, gated]).toEqual([[], []])
  })
})

describe('createDirectLine for activities', () => {
  const post = async (body: unknown, bearer: Bearer = guest) =>
    await ask('post', '/conversations/:id/activities', { id: 'c', headers: await begin(bearer), body })

  it('takes a turn for a message, as the person of the token', async () => {
    const body = { type: 'message', text: 'hi', from: { id: 'admin' }, channelId: 'msteams' }
    expect(await post(body)).toMatchObject({ status: 200, body: { id: 'activity-1' } })
    expect(inbound).toMatchObject([
      {
        activity: { type: 'message', text: 'hi', channelId: 'directline' },
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        opening: { name: { channel: 'directline', conversation: 'c' }, person: 'dl_1', locale: 'de' },
        profile: 'webchat',
        person: { id: 'dl_1' },
        bot: { id: 'bot', name: 'Activation support' },
        files: [],
        delivery: 'watermark',
      },
    ])
    expect(inbound[0]?.person).not.toHaveProperty('name')
    expect([gated, notified]).toEqual([[['message', keyOf('c')]], [keyOf('c')]])
  })

  it('says who somebody is whom the organisation knows', async () => {
    await post({ type: 'event', name: 'webchat/join' }, { ...guest, person: ANN })
    expect(inbound).toMatchObject([{ opening: { person: ANN.id }, person: { id: 'dl_1', name: 'Ann' } }])
  })

  it('knows by its own id what a client sends again', async () => {
    await post({ type: 'message', text: 'hi', channelData: { clientActivityID: 'client-1' } })
    expect(inbound[0]?.id).toBe('client-1')
  })

  it.each(['typing', 'endOfConversation'])('takes %s without a turn', async (type) => {
    const { status, body } = await post({ type })
    expect([status, body]).toEqual([200, { id: expect.stringMatching(/^[0-9a-f-]{36}$/) }])
    expect([inbound, notified]).toEqual([[], []])
  })

  it.each(['conversationUpdate', 'invoke', ''])('takes no %j', async (type) => {
    expect(await post({ type })).toMatchObject({
      status: 400,
      code: type === '' ? 'BadActivity' : 'ActivityNotSupported',
    })
    expect(inbound).toEqual([])
  })

  it('takes a message with a file, whose text is kept without its secrets', async () => {
    const form = new FormData()
    form.append('activity', new Blob(['{"type":"message","text":"see file"}']))
    form.append('file', new Blob(['SECRET-1 in a log']), 'log.txt')
    const sent = new Response(form)
    const headers = { ...(await begin()), 'content-type': sent.headers.get('content-type') ?? '' }
    const body = Buffer.from(await sent.arrayBuffer())
    expect(await ask('post', '/conversations/:id/upload', { id: 'c', headers, body })).toMatchObject({ status: 200 })
    expect(inbound).toMatchObject([{ activity: { text: 'see file' }, files: [{ name: 'log.txt' }] }])
    const kept = expect.objectContaining({ name: 'log.txt', content: Buffer.from('[hidden] in a log') })
    expect(ports.store.addFile).toHaveBeenCalledWith(keyOf('c'), kept)
    expect(gated).toEqual([['message', keyOf('c')]])
  })
})

describe('createDirectLine for pages of other origins', () => {
  const one = '/conversations/:id'
  const paths = ['/tokens/generate', '/tokens/refresh', '/conversations', one, `${one}/activities`, `${one}/upload`]

  it('answers pages that are listed, so that they may read the answer', async () => {
    const { status, headers } = await ask('post', '/tokens/generate', { headers: { origin: PAGE } })
    expect([status, headers]).toEqual([
      200,
      {
        'Access-Control-Allow-Origin': PAGE,
        'Access-Control-Expose-Headers': 'Retry-After',
        'Cross-Origin-Resource-Policy': 'cross-origin',
        Vary: 'Origin',
      },
    ])
  })

  it('lets them read a refusal as well, with what it says', async () => {
    ports.gate.token = () => Promise.reject(new HttpError(429, 'TooManyRequests', { 'Retry-After': '7' }))
    const asked = { headers: { origin: PAGE } }
    expect(await ask('post', '/tokens/generate', asked)).toMatchObject({
      status: 429,
      code: 'TooManyRequests',
      headers: { 'Access-Control-Allow-Origin': PAGE, 'Retry-After': '7' },
    })
    ports.gate.token = () => Promise.reject(new Error('The disk is full.'))
    await expect(ask('post', '/tokens/generate', asked)).rejects.toThrow('The disk is full.')
  })

  it('says nothing about origins to who has none', async () => {
    expect(await ask('post', '/tokens/generate')).toHaveProperty('headers', {})
  })

  it('hears no page of anybody else', async () => {
    const asked = { headers: { origin: 'https://evil.example' } }
    expect(await ask('post', '/tokens/generate', asked)).toMatchObject({ status: 403, code: 'WrongOrigin' })
    expect(gated).toEqual([])
  })

  it.each(paths)('tells a page before it asks what it may send to %s', async (path) => {
    expect(await ask('opts', path, { headers: { origin: PAGE } })).toMatchObject({
      status: 204,
      headers: {
        'Access-Control-Allow-Origin': PAGE,
        'Access-Control-Allow-Methods': 'GET, POST',
        'Access-Control-Allow-Headers': 'authorization, content-type, x-ms-bot-agent, x-requested-with',
        'Access-Control-Max-Age': '600',
      },
    })
  })

  it('has one answer before each path', () => {
    const before = createDirectLine(ports).filter(({ method }) => method === 'opts')
    expect(before.map(({ path }) => path.slice(BASE.length))).toEqual(paths)
  })
})
