import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { DirectLineClient } from '../direct-line-client.ts'
import { Browser } from '../identity/browser.ts'
import { OpenIdProvider } from '../identity/open-id-provider.ts'
import { startTestBot, type TestBot } from '../test-bot.ts'
import { Expert, handOver } from './expert.ts'

const PASSWORD = 'correct horse battery staple'
const MINUTE = 60_000

let running: TestBot
let ahead = 0

describe('createDesk', () => {
  it('is not there until somebody may come', async () => {
    const without = await startTestBot()
    expect((await fetch(`${without.bot.url}/desk`)).status).toBe(404)
    expect((await new Expert(without).get('session')).status).toBe(404)
    await without.stop()
  })
})

describe('createDesk with a password', () => {
  beforeAll(async () => {
    running = await startTestBot({ DESK_PASSWORD: PASSWORD }, { clock: () => Date.now() + ahead })
    await handOver(running)
  })
  afterAll(() => running.stop())
  beforeEach(() => {
    ahead = 0
  })

  const signedIn = async () => {
    const expert = new Expert(running)
    expect((await expert.signIn(PASSWORD)).status).toBe(204)
    return expert
  }

  it('serves a page that holds nothing of any case and lets nothing of others run in it', async () => {
    const page = await fetch(`${running.bot.url}/desk/cases/A-1001`)
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(await page.text()).not.toContain('A-1001')
  })

  it('shows the queue and a case to an expert', async () => {
    const expert = await signedIn()
    const { cases } = await (await expert.get('cases?status=open')).json()
    expect(cases).toMatchObject([{ number: 'A-1001', status: 'open', codes: ['0xC004F074'] }])
    const shown = await (await expert.get('cases/A-1001')).json()
    expect(shown.case).toMatchObject({
      question: 'Which host is right?',
      facts: [{ label: 'Office version', value: '2013', line: 4 }],
      transcript: [{ text: '1: joined' }, { by: 'person', text: 'ticket' }, { by: 'bot', text: '2: ticket' }],
    })
    expect(shown.case).not.toHaveProperty('conversation')
    expect((await expert.get('cases/A-9')).status).toBe(404)
  })

  it('sends the same again only when it has changed', async () => {
    const expert = await signedIn()
    const first = await expert.get('cases/A-1001')
    const tag = first.headers.get('etag') ?? ''
    expect((await expert.get('cases/A-1001', { 'If-None-Match': tag })).status).toBe(304)
    await expert.post('cases/A-1001/moves', { move: { kind: 'claim' }, version: (await first.json()).case.version })
    expect((await expert.get('cases/A-1001', { 'If-None-Match': tag })).status).toBe(200)
  })

  it('refuses a move on a case that went on, and shows how it stands', async () => {
    await handOver(running)
    const [ada, bob] = [await signedIn(), new Expert(running)]
    await bob.signIn(PASSWORD, 'Bob')
    const { version } = (await (await ada.get('cases/A-1002')).json()).case
    const claim = { move: { kind: 'claim' }, version }
    const results = await Promise.all([ada, bob].map((expert) => expert.post('cases/A-1002/moves', claim)))
    expect(results.map(({ status }) => status).sort()).toEqual([200, 409])
    const lost = await results.find(({ status }) => status === 409)?.json()
    expect(lost.case.status).toBe('claimed')
    expect(['taken', 'changed']).toContain(lost.reason)
  })

  it('gives a case to a colleague, and to nobody else', async () => {
    await handOver(running)
    const expert = await signedIn()
    await new Expert(running).signIn(PASSWORD, 'Bob')
    const { version } = (await (await expert.get('cases/A-1003')).json()).case
    const assign = (to: string) => expert.post('cases/A-1003/moves', { move: { kind: 'assign', to }, version })
    expect((await assign('desk:mallory')).status).toBe(400)
    expect((await (await assign('desk:bob')).json()).case.owner).toMatchObject({ name: 'Bob' })
  })

  it.each([
    'insights?days=0',
    'insights?days=1e9',
    'insights?ahead=99999999999',
    'insights?topic=none',
    'cases?status=x',
  ])('refuses what it cannot count: %s', async (path) => {
    expect((await (await signedIn()).get(path)).status).toBe(400)
  })

  it('has a file for each table, and no other', async () => {
    const expert = await signedIn()
    for (const name of ['codes', 'outcomes', 'questions', 'places', 'topics', 'unanswered']) {
      const file = await expert.get(`tables/${name}.csv`)
      expect([file.status, file.headers.get('content-disposition')]).toEqual([
        200,
        `attachment; filename="${name}.csv"`,
      ])
    }
    for (const name of ['toString.csv', 'codes', '..%2Fcodes.csv', 'constructor.csv'])
      expect((await expert.get(`tables/${name}`)).status).toBe(404)
  })

  it('notes who read which case, once, and nothing of what it says', async () => {
    const expert = new Expert(running)
    await expert.signIn(PASSWORD, 'Grace')
    await expert.get('cases/A-1001')
    await expert.get('cases/A-1001', { 'Desk-Poll': '1', 'If-None-Match': '"x"' })
    const reads = (await running.store.deskReads(100)).filter(({ person }) => person === 'desk:grace')
    expect(reads).toMatchObject([{ what: 'case', target: 'A-1001' }])
    expect(Object.keys(reads[0] ?? {}).sort()).toEqual(['at', 'person', 'target', 'what'])
  })
})

describe('createDesk with a provider', () => {
  let provider: OpenIdProvider

  beforeAll(async () => {
    provider = await new OpenIdProvider().start()
    running = await startTestBot(
      {
        IDENTITY_ISSUER: provider.url,
        IDENTITY_CLIENT_ID: 'chat',
        DESK_EXPERTS: 'Ada@contoso.example, group:kms-experts',
        DESK_READERS: 'group:helpdesk',
      },
      { clock: () => Date.now() + ahead },
    )
  })
  afterAll(async () => {
    await running.stop()
    await provider.stop()
  })
  beforeEach(() => {
    ahead = 0
    provider.claims = {}
  })

  async function arrive(claims: Record<string, unknown>): Promise<Expert> {
    provider.claims = claims
    const browser = new Browser()
    await browser.visit(`${running.bot.url}/sign-in?to=/desk`)
    expect(browser.visited.at(-1)).toBe(`${running.bot.url}/desk`)
    const expert = new Expert(running)
    expert.cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return expert
  }

  it('says where to sign in', async () => {
    const answer = await new Expert(running).get('session')
    expect([answer.status, (await answer.json()).signIn]).toEqual([200, { way: 'provider', href: '/sign-in?to=/desk' }])
  })

  it('leads a sign-in nowhere but to the chat and the desk', async () => {
    const browser = new Browser()
    await browser.visit(`${running.bot.url}/sign-in?to=${encodeURIComponent('https://evil.example/')}`)
    expect(browser.visited.at(-1)).toBe(`${running.bot.url}/`)
  })

  it.each([
    ['by name', { preferred_username: 'ada@CONTOSO.example' }, 'expert'],
    ['by group', { preferred_username: 'bob@contoso.example', groups: ['all', 'kms-experts'] }, 'expert'],
    ['by role of the app', { preferred_username: 'cyd@contoso.example', roles: ['helpdesk'] }, 'reader'],
  ])('knows a team %s', async (_, claims, role) => {
    const expert = await arrive(claims)
    expect((await expert.begin({})).status).toBe(204)
    expect(await (await expert.get('session')).json()).toMatchObject({ role })
  })

  it('keeps out who is in no team', async () => {
    const stranger = await arrive({ preferred_username: 'eve@contoso.example', groups: ['all'] })
    expect((await stranger.begin({})).status).toBe(403)
    expect((await stranger.get('cases')).status).toBe(401)
  })

  it('lets readers read and nothing else', async () => {
    const reader = await arrive({ preferred_username: 'cyd@contoso.example', groups: ['helpdesk'] })
    await reader.begin({})
    expect((await reader.get('cases')).status).toBe(200)
    expect((await reader.post('cases/A-1001/moves', { move: { kind: 'claim' }, version: 0 })).status).toBe(403)
  })

  it('asks for a new sign-in when the last one is older than a few minutes', async () => {
    const expert = await arrive({})
    ahead = 6 * MINUTE
    expect((await expert.begin({})).status).toBe(401)
  })
})

describe('createDesk behind a proxy', () => {
  it('follows the proxy in who it is', async () => {
    running = await startTestBot({
      IDENTITY_HEADER: 'X-Remote-User',
      TRUSTED_PROXIES: '127.0.0.1',
      DESK_EXPERTS: 'ada, bob',
    })
    const expert = new Expert(running)
    expect((await expert.begin({})).status).toBe(401)
    expert.headers = { 'X-Remote-User': 'ada' }
    expect((await expert.begin({})).status).toBe(204)
    expect((await expert.get('cases')).status).toBe(200)
    expert.headers = { 'X-Remote-User': 'bob' }
    expect((await expert.get('cases')).status).toBe(401)
    await running.stop()
  })
})

describe('createDesk, where the person kept the conversation to themselves', () => {
  it('shows the case without it', async () => {
    const ticket = { codes: [], facts: {}, tried: [], question: 'What now?', consent: { at: 1, transcript: false } }
    running = await startTestBot(
      { DESK_PASSWORD: PASSWORD },
      {
        converse: (_, state, { ticketNumber: number }) => ({
          state,
          replies: [],
          effects: [{ kind: 'openTicket', ticket: { ...ticket, number } }],
          standing: { asks: [], commands: [], shown: [], facts: {} },
        }),
      },
    )
    const client = await DirectLineClient.start(running.bot.url)
    await client.post({ text: 'for nobody else' })
    const expert = new Expert(running)
    await expert.signIn(PASSWORD)
    const shown = await (await expert.get('cases/A-1001')).json()
    expect(shown.case).toMatchObject({ withheld: true, transcript: [] })
    expect(JSON.stringify(shown)).not.toContain('for nobody else')
    await running.stop()
  })
})
