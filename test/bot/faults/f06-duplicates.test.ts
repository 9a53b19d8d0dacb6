import { afterEach, describe, expect, it } from 'vitest'

import { openSinkBench, type SinkBench, ticketsAt } from '../handoff/sink-bench.ts'
import { TicketSystem } from '../handoff/ticket-system.ts'

const MINUTE = 60_000
const CASES = process.env.SOAK ? 500 : 80

describe('F6 duplicate tickets', () => {
  let system: TicketSystem
  let bench: SinkBench

  afterEach(async () => {
    await bench.close()
    await system.stop()
  })

  async function start(minutes: number, more: Record<string, unknown> = {}): Promise<void> {
    system = await new TicketSystem('jira', () => bench.now()).start()
    system.delay = minutes * MINUTE
    bench = await openSinkBench([ticketsAt(system.url, 'jira-cloud', more)], { withFiles: false })
  }

  async function work(): Promise<void> {
    while ((await bench.store.backlog()).waiting > 0) {
      await bench.dispatcher.settle()
      bench.advance(MINUTE)
    }
  }

  it(`makes none of ${CASES} creates without an answer twice, with a search that is five minutes behind`, async () => {
    await start(5)
    const seen = new Set<string>()
    system.trouble = ({ method, body }) => {
      if (method !== 'POST') return 'none'
      const key = (body.fields as { labels: string[] }).labels[1] ?? ''
      if (seen.has(key)) return 'none'
      seen.add(key)
      return seen.size % 2 === 0 ? 'taken-reset' : 'taken-error'
    }
    await bench.open(CASES)
    await work()
    expect(seen.size).toBe(CASES)
    expect(system.tickets).toHaveLength(CASES)
    expect(await bench.store.backlog()).toEqual({ waiting: 0, parked: 0 })
  }, 120_000)

  it('would make some twice, did it not wait for the search', async () => {
    await start(5, { ambiguous: { searchDelay: 0 } })
    let creates = 0
    system.trouble = ({ method }) => {
      if (method !== 'POST') return 'none'
      creates += 1
      return creates === 1 ? 'taken-reset' : 'none'
    }
    await bench.open()
    await work()
    expect(system.tickets).toHaveLength(2)
  })

  it('makes what never got there, once the search can be relied on', async () => {
    await start(5)
    let creates = 0
    system.trouble = ({ method }) => {
      if (method !== 'POST') return 'none'
      creates += 1
      return creates === 1 ? 'error' : 'none'
    }
    const begun = bench.now()
    await bench.open()
    await work()
    expect(system.tickets).toHaveLength(1)
    expect(bench.now() - begun).toBeGreaterThanOrEqual(10 * MINUTE)
  })

  it('is as careful after the bot died in the middle of a create', async () => {
    await start(5)
    const [number = ''] = await bench.open()
    const parcel = await bench.store.take('tickets', 'of the dead one', bench.now())
    expect(parcel?.key).toBe(number)
    const found = await bench.cases.case(number)
    system.add(`${number}-${found?.openedAt.toString(36)}`, { labels: [`${number}-${found?.openedAt.toString(36)}`] })
    await work()
    expect(system.tickets).toHaveLength(1)
  })

  it('needs no waiting where nothing was sent', async () => {
    await start(5)
    system.status = ({ method }) => (method === 'GET' ? 500 : undefined)
    await bench.open()
    await bench.dispatcher.settle()
    system.status = () => undefined
    bench.advance(2 * MINUTE)
    await bench.dispatcher.settle()
    expect(system.tickets).toHaveLength(1)
  })
})
