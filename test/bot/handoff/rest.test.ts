import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { createSecret } from '../../../bot/handoff/secret.ts'
import { openSinkBench, type SinkBench, ticketsAt } from './sink-bench.ts'
import { TicketSystem } from './ticket-system.ts'

const EXPERT = { id: 'e1', name: 'Ada Admin', via: 'desk' } as const
const MINUTE = 60_000

const PROFILES = [
  ['servicenow', 'servicenow', 'sys1', '/nav_to.do?uri=incident.do%3Fsys_id%3Dsys1'],
  ['jira-cloud', 'jira', 'IT-1', '/browse/IT-1'],
  ['jira-data-center', 'jira', 'IT-1', '/browse/IT-1'],
  ['zammad', 'zammad', '1', '/#ticket/zoom/1'],
] as const

describe.each(PROFILES)('createRestSink with %s', (profile, kind, remote, link) => {
  let system: TicketSystem
  let bench: SinkBench

  beforeEach(async () => {
    system = await new TicketSystem(kind, () => bench.now()).start()
    bench = await openSinkBench([ticketsAt(system.url, profile)], { withFiles: false })
  })
  afterEach(async () => {
    await bench.close()
    await system.stop()
  })

  async function work(rounds = 4): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      await bench.dispatcher.settle()
      bench.advance(2 * MINUTE)
    }
  }

  it('makes one ticket, and notes what it is called there', async () => {
    const [number = ''] = await bench.open(1, { words: 'line one\n"quoted" {key} [/code] {noformat}' })
    await work(1)
    expect(system.tickets.map(({ key }) => key)).toEqual([expect.stringMatching(new RegExp(`^${number}-[a-z0-9]+$`))])
    expect((await bench.cases.case(number))?.links).toEqual([{ sink: 'tickets', remote, url: `${system.url}${link}` }])
    const told = JSON.stringify(system.tickets[0]?.fields)
    expect(told).toContain('line one')
    expect(told).toContain('Office says 0xC004F074'.slice(0, profile === 'zammad' ? 0 : undefined))
  })

  it('adds what is said later, once', async () => {
    const [number = ''] = await bench.open()
    await bench.cases.move(number, EXPERT, { kind: 'answer', words: 'Use kms02.' })
    await bench.cases.move(number, { via: 'chat' }, { kind: 'add', words: 'It works.' })
    await work()
    const [ticket] = system.tickets
    expect(ticket?.comments).toHaveLength(2)
    expect(ticket?.comments[0]).toContain('Use kms02.')
    expect(ticket?.comments[1]).toContain('It works.')
    expect(ticket?.comments[1]).toContain(`[${ticket?.key}/2]`)
  })

  it('finds a ticket that was made without an answer, in place of making another one', async () => {
    system.trouble = ({ method }) => (method === 'POST' && system.tickets.length === 0 ? 'taken-reset' : 'none')
    const [number = ''] = await bench.open()
    await work()
    expect(system.tickets).toHaveLength(1)
    expect((await bench.cases.case(number))?.links).toMatchObject([{ remote }])
  })

  it('does not say twice what was taken without an answer', async () => {
    const [number = ''] = await bench.open()
    await work(1)
    const isUpdate = (method: string) => method !== 'GET' && system.tickets[0]?.comments.length === 0
    system.trouble = ({ method }) => (isUpdate(method) ? 'taken-error' : 'none')
    await bench.cases.move(number, EXPERT, { kind: 'answer', words: 'Use kms02.' })
    await work(12)
    expect(system.tickets[0]?.comments).toHaveLength(1)
    expect(await bench.store.backlog()).toEqual({ waiting: 0, parked: 0 })
  })

  it('says who it is', async () => {
    await bench.open()
    await work(1)
    const basic = `Basic ${Buffer.from('bot:right').toString('base64')}`
    expect(new Set(system.requests.map(({ headers }) => headers.authorization))).toEqual(new Set([basic]))
  })
})

describe('createRestSink', () => {
  let system: TicketSystem
  let bench: SinkBench

  beforeEach(async () => {
    system = await new TicketSystem('servicenow', () => bench.now()).start()
  })
  afterEach(async () => {
    await bench.close()
    await system.stop()
  })

  it('does not bring back to a system what came from it', async () => {
    bench = await openSinkBench([ticketsAt(system.url, 'servicenow')], { withFiles: false })
    const [number = ''] = await bench.open()
    await bench.dispatcher.settle()
    await bench.cases.move(number, { id: 't', name: 'Tia', via: 'tickets' }, { kind: 'answer', words: 'Use kms02.' })
    bench.advance(2000)
    await bench.dispatcher.settle()
    expect(system.tickets[0]?.comments).toEqual([])
    expect(await bench.store.backlog()).toEqual({ waiting: 0, parked: 0 })
  })

  it('makes nothing while it cannot tell what is there', async () => {
    bench = await openSinkBench([ticketsAt(system.url, 'servicenow', { lookup: { list: 'nothing' } })], {
      withFiles: false,
    })
    await bench.open()
    await bench.dispatcher.settle()
    expect(system.tickets).toEqual([])
    expect(bench.events.map(({ event }) => event)).toEqual(['sink-denied'])
  })

  it('gets a token, keeps it, and gets another one when it is no longer believed', async () => {
    let tokens = 0
    let believed = 'Bearer 1'
    system.status = ({ url, headers }) =>
      url.pathname === '/token' || headers.authorization === believed ? undefined : 401
    const tokenUrl = new URL(`${system.url}/token`)
    const clientSecret = createSecret('s')
    const outbound: NonNullable<Parameters<typeof openSinkBench>[1]>['outbound'] = (ready) => async (request) => {
      if (request.url.pathname !== '/token') return await ready(request)
      tokens += 1
      return { status: 200, headers: {}, body: `{"access_token":"${tokens}","expires_in":3600}`, isCut: false }
    }
    const sink = ticketsAt(system.url, 'servicenow')
    const auth = { kind: 'oauth2ClientCredentials' as const, tokenUrl, clientId: 'c', clientSecret }
    bench = await openSinkBench([{ ...sink, auth } as typeof sink], { withFiles: false, outbound })
    await bench.open(3)
    await bench.dispatcher.settle()
    expect([tokens, system.tickets.length]).toEqual([1, 3])
    believed = 'Bearer 2'
    await bench.open(2)
    await bench.dispatcher.settle()
    expect([tokens, system.tickets.length]).toEqual([2, 5])
  })
})
