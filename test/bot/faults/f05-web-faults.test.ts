import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { createOutbound } from '../../../bot/handoff/outbound.ts'
import { HookServer, hang, reset, status } from '../handoff/hook-server.ts'
import { hookAt, openSinkBench, type SinkBench, ticketsAt } from '../handoff/sink-bench.ts'
import { TicketSystem, type Trouble } from '../handoff/ticket-system.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const QUICK = { connect: 200, total: 200, answer: 64 * 1024 }
const quickly = () => createOutbound(Date.now, QUICK)

async function pass(bench: SinkBench, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    await bench.dispatcher.settle()
    bench.advance(MINUTE)
  }
}

describe('F5 webhook', () => {
  let server: HookServer
  let bench: SinkBench

  beforeEach(async () => {
    server = await new HookServer().start()
    bench = await openSinkBench([hookAt(server.url)], { withFiles: false, outbound: quickly })
  })
  afterEach(async () => {
    await bench.close()
    await server.stop()
  })

  const named = () => bench.events.map(({ event }) => event)

  it.each([
    ['500', status(500)],
    ['503', status(503)],
    ['408', status(408)],
    ['no answer', hang],
    ['a broken connection', reset],
  ])('%s: sends it again, under the same id', async (_, misbehave) => {
    server.misbehave = misbehave
    server.takesFirst = true
    await bench.open()
    await pass(bench, 1)
    server.misbehave = () => false
    await pass(bench, 3)
    expect(named()).toEqual(['postponed', 'delivered'])
    expect(server.taken.map(({ id }) => id)).toEqual([server.taken[0]?.id, server.taken[0]?.id])
  })

  it.each([429, 503])(
    '%d with Retry-After: leaves everybody in peace as long as asked, up to an hour',
    async (code) => {
      server.misbehave = status(code, { 'Retry-After': '1200' })
      await bench.open(5)
      await pass(bench, 19)
      expect(server.tries).toBe(1)
      server.misbehave = status(code, { 'Retry-After': '999999' })
      await pass(bench, 59)
      expect(server.tries).toBe(2)
      server.misbehave = () => false
      await pass(bench, 62)
      expect(server.taken).toHaveLength(5)
    },
  )

  it('429 with a date: waits until then', async () => {
    server.misbehave = status(429, { 'Retry-After': new Date(Date.now() + 10 * MINUTE).toUTCString() })
    await bench.open()
    await pass(bench, 8)
    expect(server.tries).toBe(1)
    server.misbehave = () => false
    await pass(bench, 4)
    expect(server.taken).toHaveLength(1)
  })

  it.each([401, 403, 407, 302])(
    '%d: keeps the queue, tries one every five minutes, and says so aloud',
    async (code) => {
      server.misbehave = status(code, { Location: `${server.url}/elsewhere` })
      await bench.open(20)
      await pass(bench, 60)
      expect(server.tries).toBeLessThanOrEqual(13)
      expect(new Set(named())).toEqual(new Set(['sink-denied']))
      expect(await bench.store.backlog()).toEqual({ waiting: 20, parked: 0 })
      server.misbehave = () => false
      await pass(bench, 6)
      expect(new Set(server.taken.map(({ id }) => id)).size).toBe(20)
    },
  )

  it.each([400, 404, 410, 413, 422])('%d: leaves this one to a person, and brings the others', async (code) => {
    let tries = 0
    server.misbehave = (request: IncomingMessage, response: ServerResponse) => {
      tries += 1
      return tries === 2 && status(code)(request, response)
    }
    await bench.open(3)
    await pass(bench, 2)
    expect(server.taken).toHaveLength(2)
    expect(named().filter((event) => event === 'parked')).toHaveLength(1)
    expect(await bench.store.backlog()).toEqual({ waiting: 0, parked: 1 })
  })

  it('an answer without an end: reads 64 KB of it', async () => {
    let written = 0
    server.takesFirst = true
    server.misbehave = (_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384))) written += 16_384
        if (!response.destroyed) response.once('drain', more)
      }
      more()
      return true
    }
    await bench.open()
    await pass(bench, 1)
    expect(named()).toEqual(['delivered'])
    expect(written).toBeLessThan(8 * 1024 * 1024)
  })

  it('five days of it: leaves it to a person, with an alarm, after who waits was told', async () => {
    await bench.close()
    const told: string[] = []
    const onParked = async ({ kind, key }: { kind: string; key: string }) => void told.push(`${kind} ${key}`)
    bench = await openSinkBench([hookAt(server.url)], { withFiles: false, outbound: quickly, onParked })
    server.misbehave = status(500)
    const [number] = await bench.open()
    const begun = bench.now()
    while (bench.now() - begun < 5 * DAY + 60 * MINUTE) {
      await bench.dispatcher.settle()
      bench.advance(20 * MINUTE)
    }
    expect(told).toEqual([`webhook ${number}`])
    expect(named().at(-1)).toBe('parked')
    expect(await bench.store.backlog()).toEqual({ waiting: 0, parked: 1 })
  })
})

const CASES = process.env.SOAK ? 1000 : 60

describe('F5 ticket system', () => {
  it(`with 30 % errors, 10 % silence and 5 % breaks makes one ticket for each of ${CASES} cases`, async () => {
    let bench: SinkBench | undefined
    const system = await new TicketSystem('servicenow', () => bench?.now() ?? Date.now()).start()
    let step = 0
    system.trouble = () => {
      step += 1
      const chance = (step * 37) % 100
      const found: [number, Trouble][] = [
        [15, 'error'],
        [30, 'taken-error'],
        [35, 'hang'],
        [40, 'taken-hang'],
        [45, 'taken-reset'],
      ]
      return found.find(([below]) => chance < below)?.[1] ?? 'none'
    }
    bench = await openSinkBench([ticketsAt(system.url, 'servicenow')], { withFiles: false, outbound: quickly })
    await bench.open(CASES)
    while ((await bench.store.backlog()).waiting > 0) await pass(bench, 1)
    expect((await bench.store.backlog()).parked).toBe(0)
    expect(system.tickets).toHaveLength(CASES)
    expect(new Set(system.tickets.map(({ key }) => key)).size).toBe(CASES)
    await bench.close()
    await system.stop()
  }, 300_000)
})
