import { describe, expect, it } from 'vitest'

import type { Case } from '../../../bot/cases/index.ts'
import type { News } from '../../../bot/handoff/news.ts'
import type { OutboundAnswer, OutboundRequest } from '../../../bot/handoff/outbound.ts'
import { ParcelFailed } from '../../../bot/handoff/parcel-failed.ts'
import { readProfile } from '../../../bot/handoff/rest/read-profile.ts'
import { createRestSink, tryRest } from '../../../bot/handoff/rest/rest-sink.ts'
import { createSecret } from '../../../bot/handoff/secret.ts'
import type { RestAuth, RestSettings } from '../../../bot/handoff/sink-settings.ts'
import { entryOf, newsOf } from './news-of.ts'

const NOW = 1_000_000
const OWN = {
  about: 'A system of our own.',
  lookup: { url: '{base}/find?q={key}', match: { path: 'note', has: '[{key}]' } },
  create: { url: '{base}/tickets', body: { title: '{title}', key: '{key}' } },
  keyPath: 'id',
  update: { method: 'PUT', url: '{base}/tickets/{remote}', body: { text: '{change}' } },
}

type Answers = (request: OutboundRequest) => unknown
type Bench = {
  profile?: Record<string, unknown>
  auth?: RestAuth
  news?: News
  links?: Case['links']
  doubtedAt?: number
  isOnly?: boolean
}

function benchOf(answers: Answers, { profile = {}, auth, news = newsOf(), ...more }: Bench = {}) {
  const asked: OutboundRequest[] = []
  const linked: unknown[] = []
  const read = readProfile(undefined, { ...OWN, ...profile }, (problem) => {
    throw new Error(problem)
  })
  if (!read) throw new Error('The profile is wrong.')
  const settings: RestSettings = {
    kind: 'rest',
    name: 'own',
    external: false,
    base: 'https://it.example',
    auth: auth ?? { kind: 'bearer', token: createSecret('t') },
    profile: read,
  }
  const outbound = async (request: OutboundRequest): Promise<OutboundAnswer> => {
    asked.push(request)
    const body = answers(request)
    if (body instanceof Error) throw body
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return { status: 200, headers: {}, body: text, isCut: text === '[cut' }
  }
  const cases = {
    case: async () => (more.links ? { ...news.case, links: more.links } : undefined),
    link: async (...given: unknown[]) => void linked.push(given),
  }
  const ports = { cases, outbound, clock: () => NOW, isOnly: more.isOnly ?? true, titleOf: () => undefined }
  const sink = createRestSink(settings, { ...ports, readNews: async () => news })
  const parcel = { id: 1, key: 'k', payload: {}, ...(more.doubtedAt !== undefined && { doubtedAt: more.doubtedAt }) }
  const bring = () => sink(parcel as unknown as Parameters<typeof sink>[0])
  return { asked, linked, bring, look: () => tryRest(settings, ports) }
}

const LINKED = [{ sink: 'own', remote: '7' }]
const added = newsOf({ kind: 'added', entry: entryOf() })
const steps = (asked: OutboundRequest[]) => asked.map(({ method, url }) => `${method} ${url.pathname}`)

describe('createRestSink', () => {
  it.each<[string, unknown, unknown]>([
    ['nothing', [], '8'],
    ['a ticket of another case', [{ id: 7, note: '[A-1-0]' }], '8'],
    ['entries without the place that tells them apart', [{ id: 7 }, { id: 7, note: null }, 5], '8'],
    ['the case, with a number for its name', [{ id: 5 }, { id: 7, note: 'see [A-1001-0]' }], '7'],
    ['the case, in a list of marks', [{ id: 'IT-7', note: ['x', '[A-1001-0]'] }], 'IT-7'],
  ])('makes no second ticket, and links the one it finds: %s', async (_, found, remote) => {
    const bench = benchOf(({ method }) => (method === 'GET' ? found : { id: 8 }))
    await bench.bring()
    expect(steps(bench.asked)).toEqual(['GET /find', ...(remote === '8' ? ['POST /tickets'] : [])])
    expect(bench.linked).toEqual([['A-1001', 'own', remote, undefined]])
  })

  it('takes every entry that is found where the search itself is exact', async () => {
    const profile = { lookup: { url: '{base}/find', list: 'hits.all' }, foundKeyPath: 'ticket.id' }
    const bench = benchOf(() => ({ hits: { all: [{ ticket: { id: 'T9' } }] } }), { profile })
    await bench.bring()
    expect(bench.linked).toEqual([['A-1001', 'own', 'T9', undefined]])
  })

  it('does nothing for a case that is already linked', async () => {
    const bench = benchOf(() => [], { links: LINKED })
    await bench.bring()
    expect([bench.asked, bench.linked]).toEqual([[], []])
  })

  it('makes a ticket for a case that is linked in another system only', async () => {
    const answers: Answers = ({ method }) => (method === 'GET' ? [] : { id: 8 })
    const bench = benchOf(answers, { links: [{ sink: 'other', remote: '7' }] })
    await bench.bring()
    expect(bench.linked).toEqual([['A-1001', 'own', '8', undefined]])
  })

  it('fills the templates of the profile, with what it sets', async () => {
    const body = { title: '{title}', group: '{set.group}', key: '{key}', remote: '{remote}' }
    const own = ({ method }: OutboundRequest) => (method === 'GET' ? [] : { id: 8 })
    const profile = {
      set: { group: 'Activation' },
      lookup: { method: 'POST', url: '{base}/{set.group}/find', body: { key: '{key}' } },
      create: { url: '{base}/tickets', body },
    }
    const bench = benchOf(
      ({ url, method }) => (url.pathname.endsWith('/find') ? [] : own({ url, method, headers: {} })),
      {
        profile,
      },
    )
    await bench.bring()
    expect(bench.asked.map(({ url, body }) => [url.pathname, body])).toEqual([
      ['/Activation/find', '{"key":"A-1001-0"}'],
      [
        '/tickets',
        '{"title":"A-1001: product not known · no guide found","group":"Activation","key":"A-1001-0","remote":""}',
      ],
    ])
  })

  it('finds its own case among others by what tells them apart', async () => {
    const found = [
      { id: 5, note: '[A-1001-00]' },
      { id: 6, note: '[A-1001-0' },
      { id: 7, note: 'x[A-1001-0]x' },
    ]
    const bench = benchOf(() => found)
    await bench.bring()
    expect(bench.linked).toEqual([['A-1001', 'own', '7', undefined]])
  })

  it('takes a name of two hundred characters', async () => {
    const id = 'x'.repeat(200)
    const bench = benchOf(({ method }) => (method === 'GET' ? [] : { id }))
    await bench.bring()
    expect(bench.linked).toEqual([['A-1001', 'own', id, undefined]])
  })

  it.each<[string, Record<string, unknown>, unknown, string | undefined]>([
    ['as the profile makes it', { link: '{base}/t/{remote}' }, '/', 'https://it.example/t/8%2F9'],
    ['as the system says it', { linkPath: 'page' }, 'https://it.example/t/8', 'https://it.example/t/8'],
    ['not in another place', { linkPath: 'page' }, 'https://evil.example/t/8', undefined],
    ['not where it is no address', { linkPath: 'page' }, 'tickets 8', undefined],
    ['not where it is no text', { linkPath: 'page' }, 8, undefined],
  ])('notes the page of a ticket %s', async (_, profile, page, url) => {
    const bench = benchOf(({ method }) => (method === 'GET' ? [] : { id: '8/9', page }), { profile })
    await bench.bring()
    expect(bench.linked).toEqual([['A-1001', 'own', '8/9', url]])
  })

  it.each<[string, unknown, string, string]>([
    ['no name', {}, 'it.example did not name the ticket.', 'down'],
    ['an empty name', { id: '' }, 'it.example did not name the ticket.', 'down'],
    ['a name too long to be one', { id: 'x'.repeat(201) }, 'it.example did not name the ticket.', 'down'],
    ['a page in place of JSON', '<html>', 'it.example did not answer with JSON.', 'down'],
    ['more than is read', '[cut', 'it.example answered with more than is read.', 'down'],
  ])('tries again when a new ticket has %s', async (_, answer, message, kind) => {
    const bench = benchOf(({ method }) => (method === 'GET' ? [] : answer))
    await expect(bench.bring()).rejects.toMatchObject({ message, failure: { kind } })
    expect(bench.linked).toEqual([])
  })

  it('leaves no doubt when a search fails: nothing was sent', async () => {
    const bench = benchOf(() => new ParcelFailed('it.example broke off.', { kind: 'down' }))
    await expect(bench.bring()).rejects.toMatchObject({ failure: { kind: 'down', unsent: true } })
    expect(steps(bench.asked)).toEqual(['GET /find'])
  })

  const ambiguous = { searchDelay: 2 }
  it.each([
    ['waits for the search', NOW - 30_000, 90_000],
    ['goes on when the search can be relied on', NOW - 120_000, undefined],
  ])('%s after a create in doubt', async (_, doubtedAt, after) => {
    const bench = benchOf(({ method }) => (method === 'GET' ? [] : { id: 8 }), { profile: { ambiguous }, doubtedAt })
    const outcome = await bench.bring().catch(({ failure, message }: ParcelFailed) => [failure, message])
    const early = [{ kind: 'early', after }, 'it.example cannot be searched yet.']
    expect(outcome).toEqual(after === undefined ? undefined : early)
    expect(bench.linked).toHaveLength(after === undefined ? 1 : 0)
  })

  it.each<[string, Bench, string[]]>([
    ['to the ticket that is linked', { links: LINKED }, ['PUT /tickets/7']],
    ['to the one it finds', {}, ['GET /find', 'PUT /tickets/7']],
    ['not where the system takes none', { links: LINKED, profile: { update: undefined } }, []],
    ['not what came from there', { links: LINKED, news: { ...added, via: 'tickets' } }, []],
    [
      'what came from another system',
      { links: LINKED, news: { ...added, via: 'tickets' }, isOnly: false },
      ['PUT /tickets/7'],
    ],
  ])('brings later news %s', async (_, more, expected) => {
    const bench = benchOf(({ method }) => (method === 'GET' ? [{ id: 7, note: '[A-1001-0]' }] : ''), {
      news: added,
      ...more,
    })
    await bench.bring()
    expect(steps(bench.asked)).toEqual(expected)
  })

  it('holds later news until there is a ticket', async () => {
    const bench = benchOf(() => [], { news: added })
    await expect(bench.bring()).rejects.toMatchObject({
      message: 'it.example has no such ticket yet.',
      failure: { kind: 'early', after: 600_000 },
    })
  })

  const looked = { ...OWN.update, lookup: { url: '{base}/notes/{remote}', match: { path: 'text', has: '{delivery}' } } }
  it.each<[string, unknown, Record<string, unknown>, string[] | string]>([
    ['does not repeat what is there', [{ text: 'see A-1001-0' }], looked, ['GET /notes/7']],
    ['sends again what is not there', [{ text: 'other' }], looked, ['GET /notes/7', 'PUT /tickets/7']],
    ['sends again what cannot be looked for', [], OWN.update, ['PUT /tickets/7']],
    ['does not repeat what is there among others', [{ text: 'x' }, { text: 'A-1001-0' }], looked, ['GET /notes/7']],
  ])('%s after an update in doubt', async (_, found, update, expected) => {
    const answers: Answers = ({ method }) => (method === 'GET' ? found : '')
    const bench = benchOf(answers, { news: added, links: LINKED, doubtedAt: 0, profile: { update } })
    await bench.bring()
    expect(steps(bench.asked)).toEqual(expected)
  })

  it('does not look for an update that nothing speaks against', async () => {
    const bench = benchOf(() => '', { news: added, links: LINKED, profile: { update: looked } })
    await bench.bring()
    expect(steps(bench.asked)).toEqual(['PUT /tickets/7'])
  })

  it('waits for the search before it repeats an update in doubt', async () => {
    const profile = { update: looked, ambiguous }
    const bench = benchOf(() => [], { news: added, links: LINKED, doubtedAt: NOW - 30_000, profile })
    await expect(bench.bring()).rejects.toMatchObject({ failure: { kind: 'early', after: 90_000 } })
    expect(steps(bench.asked)).toEqual(['GET /notes/7'])
  })

  const token = { tokenUrl: new URL('https://login.example/token'), clientId: 'c', clientSecret: createSecret('s') }
  it.each<[string, RestAuth, number]>([
    ['once more with a new token', { kind: 'oauth2ClientCredentials', ...token }, 2],
    ['not again with the same words', { kind: 'bearer', token: createSecret('t') }, 1],
  ])('asks who is denied %s', async (_, auth, times) => {
    const answers: Answers = ({ url }) =>
      url.host === 'login.example' ? { access_token: 't' } : new ParcelFailed('No.', { kind: 'denied' })
    const bench = benchOf(answers, { auth })
    await expect(bench.bring()).rejects.toMatchObject({ failure: { kind: 'denied' } })
    expect(bench.asked.filter(({ url }) => url.host === 'it.example')).toHaveLength(times)
    const tokens = auth.kind === 'bearer' ? 0 : 2
    expect(bench.asked.filter(({ url }) => url.host === 'login.example')).toHaveLength(tokens)
  })

  it('asks for no new token when the system is down', async () => {
    const answers: Answers = ({ url }) =>
      url.host === 'login.example' ? { access_token: 't' } : new ParcelFailed('No.', { kind: 'down' })
    const bench = benchOf(answers, { auth: { kind: 'oauth2ClientCredentials', ...token } })
    await expect(bench.bring()).rejects.toMatchObject({ failure: { kind: 'down' } })
    expect(bench.asked.filter(({ url }) => url.host === 'login.example')).toHaveLength(1)
  })

  it('says JSON only of requests that have a body', async () => {
    const bench = benchOf(({ method }) => (method === 'GET' ? [] : { id: 8 }), {
      profile: { headers: { 'X-App': 'bot' } },
    })
    await bench.bring()
    const [search, create] = bench.asked
    expect(search?.headers).toEqual({ Accept: 'application/json', 'X-App': 'bot', Authorization: 'Bearer t' })
    expect(create?.headers).toEqual({ ...search?.headers, 'Content-Type': 'application/json' })
  })
})

describe('tryRest', () => {
  it('searches for a case that cannot be, and makes nothing', async () => {
    const bench = benchOf(() => [])
    await bench.look()
    expect(bench.asked.map(({ url }) => url.search)).toEqual(['?q=A-0-doctor'])
  })

  it('is denied by a search without a list', async () => {
    await expect(benchOf(() => ({ error: 'who?' })).look()).rejects.toMatchObject({
      message: 'it.example answered a search without a list.',
      failure: { kind: 'denied' },
    })
  })
})
