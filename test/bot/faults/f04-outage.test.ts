import { afterEach, describe, expect, it } from 'vitest'

import { freePort } from '../../support/free-port.ts'
import { HookServer } from '../handoff/hook-server.ts'
import { headersOf, MailServer } from '../handoff/mail-server.ts'
import { hookAt, mailTo, openSinkBench, type SinkBench, ticketsAt } from '../handoff/sink-bench.ts'
import { TicketSystem } from '../handoff/ticket-system.ts'

const CASES = process.env.SOAK ? 1000 : 120
const MINUTE = 60_000
const HOUR = 60 * MINUTE

describe('F4 three days without mail server, webhook and ticket system', () => {
  const stops: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const stop of stops.splice(0).toReversed()) await stop()
  })

  it(`loses none of ${CASES} cases, and brings all of them within 15 minutes of the return, none twice`, async () => {
    const [mailPort, hookPort, ticketPort] = [await freePort(), await freePort(), await freePort()]
    const at = (port: number) => `http://127.0.0.1:${port}`
    const sinks = [mailTo(mailPort), hookAt(at(hookPort)), ticketsAt(at(ticketPort), 'servicenow')]
    const bench = await openSinkBench(sinks, { withFiles: false })
    stops.push(bench.close)
    const begun = bench.now()
    const numbers = await bench.open(CASES)
    while (bench.now() - begun < 72 * HOUR) {
      await bench.dispatcher.settle()
      bench.advance(30 * MINUTE)
    }
    expect(await bench.store.backlog()).toEqual({ waiting: 3 * CASES, parked: 0 })

    const mail = await new MailServer().start(mailPort)
    const hooks = await new HookServer().start(hookPort)
    const tickets = await new TicketSystem('servicenow', bench.now).start(ticketPort)
    stops.push(
      () => mail.stop(),
      () => hooks.stop(),
      () => tickets.stop(),
    )
    const back = bench.now()
    await deliver(bench)
    expect(bench.now() - back).toBeLessThanOrEqual(15 * MINUTE)

    const keys = mail.taken.map(({ raw }) => headersOf(raw).values['message-id']?.slice(1).split('@')[0] ?? '')
    const expected = keys.toSorted()
    expect(expected.map((key) => key.slice(0, key.lastIndexOf('-')))).toEqual(numbers.toSorted())
    expect(hooks.taken.map(({ id }) => id).toSorted()).toEqual(expected)
    expect(tickets.tickets.map(({ key }) => key).toSorted()).toEqual(expected)
  }, 180_000)
})

async function deliver(bench: SinkBench): Promise<void> {
  for (;;) {
    await bench.dispatcher.settle()
    const { waiting } = await bench.store.backlog()
    if (waiting === 0) return
    bench.advance(30_000)
  }
}
