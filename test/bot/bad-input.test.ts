import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { DirectLineClient } from './direct-line-client.ts'
import { startTestBot, type TestBot } from './test-bot.ts'

let running: TestBot
let client: DirectLineClient

beforeAll(async () => {
  running = await startTestBot({}, { limits: { messagesPerMinute: 1e6, messagesPerSecond: 1e6 } })
  client = await DirectLineClient.start(running.bot.url)
})
afterAll(() => running.stop())

const path = () => `/conversations/${client.id}/activities`
const message = (text: string) => JSON.stringify({ type: 'message', text })

async function postRaw(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Promise<number> {
  const response = await fetch(`${client.base}${path()}`, {
    method: 'POST',
    body,
    headers: { Authorization: `Bearer ${client.token}`, 'Content-Type': 'application/json', ...headers },
  })
  await response.arrayBuffer()
  return response.status
}

describe('readJson', () => {
  it.each<[string, () => Promise<number>, number]>([
    ['a body over the limit', () => postRaw(message('x'.repeat(600_000))), 413],
    ['bytes that are not text', () => postRaw(new Uint8Array([0xff, 0xfe, 0, 1, 2])), 400],
    ['broken JSON', () => postRaw('{"type":"message"'), 400],
    ['JSON nested 10,000 deep', () => postRaw('['.repeat(10_000) + ']'.repeat(10_000)), 400],
    ['more than 10,000 values', () => postRaw(JSON.stringify({ type: 'message', value: Array(10_001).fill(1) })), 400],
    ['a compressed body', () => postRaw(new Uint8Array(gzipSync(message('hi'))), { 'Content-Encoding': 'gzip' }), 415],
    ['a body that says it is compressed', () => postRaw('x', { 'Content-Encoding': 'gzip' }), 415],
    ['a prototype key', () => postRaw('{"type":"message","__proto__":{"polluted":1}}'), 400],
    ['a constructor key', () => postRaw('{"type":"message","constructor":{"prototype":{"polluted":1}}}'), 400],
    ['another media type', () => postRaw(message('hi'), { 'Content-Type': 'text/plain' }), 415],
    ['no body', () => postRaw(''), 400],
    ['an array', () => postRaw('[]'), 400],
    ['no type', () => postRaw('{"text":"hi"}'), 400],
    ['a type of the channel itself', () => postRaw('{"type":"conversationUpdate"}'), 400],
    ['a text that is no text', () => postRaw('{"type":"message","text":{"a":1}}'), 400],
  ])('refuses %s and changes nothing', async (_, send, status) => {
    const before = await client.read()
    expect(await send()).toBe(status)
    expect(await client.read()).toEqual(before)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  it('refuses a body without a length and without an end soon after it is too long', async () => {
    const { hostname, port } = new URL(running.bot.url)
    const socket = connect(Number(port), hostname)
    socket.on('error', () => {})
    const head = `POST /v3/directline${path()} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${client.token}\r\n`
    socket.write(`${head}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`)
    const chunk = `10000\r\n${'a'.repeat(0x10000)}\r\n`
    for (let sent = 0; sent < 128; sent += 1) socket.write(chunk)
    const answer = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())))
    expect(answer).toMatch(/^HTTP\/1.1 413/)
    socket.destroy()
  })
})

describe('parseActivity', () => {
  const part = fc.oneof(fc.jsonValue({ maxDepth: 4 }), fc.string({ unit: 'binary', maxLength: 200 }))
  const activity = fc.record(
    {
      type: fc.oneof(fc.constantFrom('message', 'event', 'typing', 'invoke', 'conversationUpdate'), part),
      text: part,
      value: part,
      name: part,
      from: part,
      locale: part,
      conversation: part,
      attachments: part,
      entities: part,
      channelData: fc.oneof(part, fc.record({ clientActivityID: part })),
    },
    { requiredKeys: ['type'] },
  )

  it('takes or refuses whatever comes, and the bot goes on', async () => {
    await fc.assert(
      fc.asyncProperty(activity, async (body) => {
        expect([200, 400]).toContain(await postRaw(JSON.stringify(body)))
      }),
      { numRuns: 500, endOnFailure: true },
    )
  })
})

describe('createDirectLine', () => {
  it('answers an empty text', async () => {
    expect(await postRaw(message(''))).toBe(200)
  })

  it('answers a text that is too long with how to send it', async () => {
    expect(await postRaw(message('x'.repeat(300_000)))).toBe(200)
    const { activities } = await client.read()
    expect(activities.at(-1)?.text).toMatch(/text file/)
    expect(activities.at(-2)?.text).toBe('(300000 characters, not kept)')
  })

  it('keeps 32 KB of a long text', async () => {
    expect(await postRaw(message('y'.repeat(200_000)))).toBe(200)
    const { activities } = await client.read()
    expect(activities.at(-2)?.text?.length).toBe(32 * 1024 + 2)
  })

  it.each<[string, (other: DirectLineClient) => Promise<Response>, number]>([
    ['no token', (c) => c.send('GET', path(), undefined, { Authorization: '' }), 401],
    ['a token of nobody', (c) => c.send('GET', path(), undefined, { Authorization: 'Bearer a.b.c' }), 401],
    ['an unsigned token', (c) => c.send('GET', path(), undefined, { Authorization: `Bearer ${unsigned(c)}` }), 401],
    ["somebody else's conversation", (c) => c.send('GET', path()), 404],
    ['a message to it', (c) => c.send('POST', path(), { type: 'message', text: 'hi' }), 404],
    ['a conversation that does not exist', (c) => c.send('GET', '/conversations/none/activities'), 404],
    ['a page of another site', (c) => c.send('GET', path(), undefined, { Origin: 'https://evil.example' }), 403],
    ['a page without an origin', (c) => c.send('POST', '/tokens/generate', undefined, { Origin: 'null' }), 403],
    [
      'a page of another site without origin',
      (c) => c.send('POST', '/tokens/generate', undefined, { 'Sec-Fetch-Site': 'cross-site' }),
      403,
    ],
    ['a path that does not exist', (c) => c.send('GET', '/nothing'), 404],
    ['another method', (c) => c.send('PUT', path()), 405],
  ])('refuses %s', async (_, send, status) => {
    const other = await DirectLineClient.start(running.bot.url)
    const response = await send(other)
    expect(response.status).toBe(status)
    expect(Object.keys((await response.json()) as object)).toEqual(['error'])
  })

  it('refuses a host name that is not its own', async () => {
    const { hostname, port } = new URL(running.bot.url)
    const socket = connect(Number(port), hostname)
    socket.write('GET /v3/directline/conversations/x HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n')
    const answer = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())))
    expect(answer).toMatch(/^HTTP\/1.1 421/)
  })

  it('refuses a token that has run out, and says so', async () => {
    let now = Date.now()
    const other = await startTestBot({}, { clock: () => now })
    const late = await DirectLineClient.start(other.bot.url)
    now += 31 * 60_000
    const refused = await late.send('POST', '/tokens/refresh')
    expect([refused.status, await refused.json()]).toEqual([403, { error: { code: 'TokenExpired' } }])
    await other.stop()
  })
})

function unsigned({ token }: DirectLineClient): string {
  const [, payload] = token.split('.')
  return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`
}
