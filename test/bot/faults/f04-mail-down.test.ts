import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { createSecret } from '../../../bot/handoff/secret.ts'
import { headersOf, MailServer } from '../handoff/mail-server.ts'
import { mailTo, openSinkBench, type SinkBench } from '../handoff/sink-bench.ts'

const MINUTE = 60_000

describe('F4 mail server', () => {
  let server: MailServer
  let bench: SinkBench

  beforeEach(async () => {
    server = await new MailServer().start()
    bench = await openSinkBench([mailTo(server.port)], { withFiles: false })
  })
  afterEach(async () => {
    await bench.close()
    await server.stop()
  })

  async function pass(minutes: number): Promise<void> {
    for (let minute = 0; minute < minutes; minute += 1) {
      await bench.dispatcher.settle()
      bench.advance(MINUTE)
    }
  }
  const ids = () => server.taken.map(({ raw }) => headersOf(raw).values['message-id'])

  it('that breaks off after it took a mail gets at most one more copy, with the same Message-ID', async () => {
    server.mode = 'cut'
    await bench.open()
    await pass(1)
    server.mode = 'ok'
    await pass(3)
    expect(server.taken).toHaveLength(2)
    expect(new Set(ids()).size).toBe(1)
    expect(server.taken[0]?.raw.replace(/boundary="[^"]+"|--+_NmP-[\w-]+/g, '')).toBe(
      server.taken[1]?.raw.replace(/boundary="[^"]+"|--+_NmP-[\w-]+/g, ''),
    )
    expect(await bench.store.backlog()).toEqual({ waiting: 0, parked: 0 })
  })

  it('that is busy (4xx) is tried again', async () => {
    server.mode = 'busy'
    await bench.open(3)
    await pass(20)
    expect(bench.events.map(({ event }) => event)).toContain('postponed')
    server.mode = 'ok'
    await pass(31)
    expect(new Set(ids()).size).toBe(3)
    expect(server.taken).toHaveLength(3)
  })

  it('that refuses a mail (5xx) has it parked, with an alarm', async () => {
    server.mode = 'refuse'
    await bench.open(2)
    await pass(2)
    expect(bench.events.filter(({ event }) => event === 'parked')).toHaveLength(2)
    expect(await bench.store.backlog()).toEqual({ waiting: 0, parked: 2 })
  })

  it('that lets nobody in (530, 535) keeps the queue waiting, with an alarm, until somebody corrects that', async () => {
    await bench.close()
    let password = 'wrong'
    const secret = { ...createSecret(''), reveal: () => password }
    bench = await openSinkBench([mailTo(server.port, { user: 'bot', password: secret })], { withFiles: false })
    await bench.open(10)
    await pass(60)
    const alarms = bench.events.filter(({ event }) => event === 'sink-denied').length
    expect(alarms).toBeGreaterThanOrEqual(10)
    expect(alarms).toBeLessThanOrEqual(13)
    expect(await bench.store.backlog()).toEqual({ waiting: 10, parked: 0 })
    password = 'right'
    await bench.close()
    bench = await openSinkBench([mailTo(server.port, { user: 'bot', password: secret })], { withFiles: false })
    await bench.open(1)
    await pass(1)
    expect(server.taken).toHaveLength(1)
  })

  it('that hangs holds up nobody for longer than 10 seconds', async () => {
    server.mode = 'hang'
    await bench.open()
    const begun = performance.now()
    await bench.dispatcher.settle()
    expect(performance.now() - begun).toBeLessThan(13_000)
    server.mode = 'ok'
    await pass(3)
    expect(server.taken).toHaveLength(1)
  }, 20_000)
})
