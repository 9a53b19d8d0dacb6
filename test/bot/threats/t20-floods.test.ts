import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createGate } from '../../../bot/limits.ts'
import { openSharedCounters } from '../../../bot/shared-counters.ts'
import { POSTGRES_BINARIES, POSTGRES_MISSING, type PostgresServer, startPostgres } from '../../support/postgres.ts'
import { DirectLineClient } from '../direct-line-client.ts'
import { startTestBot } from '../test-bot.ts'

const LIMITS = {
  tokensPerMinute: 10,
  conversationsPerHalfDay: 6,
  conversationsPerPerson: 300,
  messagesPerMinute: 20,
  messagesPerSecond: 5,
  socketsPerAddress: 5,
  inFlight: 200,
}
const OUTSIDE = '203.0.113.7'

/** How many of so many calls get through; a refusal says when to come again. */
async function countPassed(count: number, call: () => Promise<void>): Promise<number> {
  let passed = 0
  for (let n = 0; n < count; n += 1) {
    try {
      await call()
      passed += 1
    } catch (error) {
      expect(error).toMatchObject({ status: 429, headers: { 'Retry-After': expect.stringMatching(/^[1-9]\d*$/) } })
    }
  }
  return passed
}

describe('T20 floods', () => {
  it('lets exactly so many through', async () => {
    const gate = createGate({ ...LIMITS, messagesPerSecond: 1000 })
    expect(await countPassed(15, () => gate.token(OUTSIDE))).toBe(10)
    expect(await countPassed(15, () => gate.conversation(OUTSIDE))).toBe(6)
    expect(await countPassed(30, () => gate.message('c'))).toBe(20)
    expect(await countPassed(310, () => gate.conversation(OUTSIDE, 'ada'))).toBe(300)
    expect(await countPassed(8, () => createGate(LIMITS).message('c'))).toBeLessThanOrEqual(8)
    expect(await countPassed(30, () => gate.token('10.1.2.3'))).toBe(30)
  })

  it('stops a burst at five in a second', async () => {
    const gate = createGate({ ...LIMITS, messagesPerMinute: 1000 })
    const answers = await Promise.allSettled(Array.from({ length: 12 }, () => gate.message('c')))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
  })

  it('keeps the tokens of one address from using up those of another', async () => {
    const { bot, stop } = await startTestBot({ TRUSTED_PROXIES: '127.0.0.1' }, { limits: { tokensPerMinute: 10 } })
    const generate = async (address: string) => {
      const headers = { 'X-Forwarded-For': `${address}` }
      return (await fetch(`${bot.url}/v3/directline/tokens/generate`, { method: 'POST', headers })).status
    }
    const flood = await Promise.all(Array.from({ length: 40 }, () => generate(OUTSIDE)))
    expect(flood.filter((status) => status === 200)).toHaveLength(10)
    expect(await generate('203.0.113.8')).toBe(200)
    await stop()
  })

  it('asks to come back when too much is in flight, and serves who comes then', async () => {
    const { bot, stop } = await startTestBot({}, { limits: { inFlight: 3 } })
    const client = await DirectLineClient.start(bot.url)
    // Each of them has announced a body and keeps it back.
    const { hostname, port } = new URL(bot.url)
    const held = [1, 2, 3].map(() => connect(Number(port), hostname))
    const head = [
      `POST /v3/directline/conversations/${client.id}/activities HTTP/1.1`,
      `Host: ${hostname}:${port}`,
      `Authorization: Bearer ${client.token}`,
      'Content-Type: application/json',
      'Content-Length: 100',
    ]
    for (const socket of held) socket.on('error', () => {}).write(`${head.join('\r\n')}\r\n\r\n`)
    await expect.poll(async () => (await client.post({ text: 'now' })).status).toBe(503)
    expect((await client.post({ text: 'now' })).headers.get('retry-after')).not.toBeNull()
    for (const socket of held) socket.destroy()
    await expect.poll(async () => (await client.post({ text: 'later' })).status).toBe(200)
    await stop()
  })

  it('answers an honest person beside somebody who floods', async () => {
    const { bot, stop } = await startTestBot({}, { limits: { messagesPerMinute: 20, messagesPerSecond: 5 } })
    const [flooder, honest] = [await DirectLineClient.start(bot.url), await DirectLineClient.start(bot.url)]
    let flooding = true
    const flood = async () => {
      while (flooding) await flooder.post({ text: 'flood' })
    }
    const floods = Array.from({ length: 10 }, flood)
    for (let n = 0; n < 15; n += 1) {
      expect((await honest.post({ text: `m${n}` })).status).toBe(200)
      await new Promise((resolve) => setTimeout(resolve, 210))
    }
    flooding = false
    await Promise.all(floods)
    expect((await flooder.said()).length).toBeLessThanOrEqual(20)
    await stop()
  })
})

describe.skipIf(!POSTGRES_BINARIES)(`T20 floods of replicas ${POSTGRES_BINARIES ? '' : POSTGRES_MISSING}`, () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server?.remove())

  it('count together, go on alone while the database is away, and leave no address in it', async () => {
    const url = await server.newDatabase()
    const lines: object[] = []
    const write = (fields: object) => void lines.push(fields)
    const log = { info: write, warn: write, error: write }
    const replicas = await Promise.all(Array.from({ length: 3 }, () => openSharedCounters(url, log)))
    const gates = replicas.map(({ create }) => createGate(LIMITS, create))
    let turn = 0
    const anyGate = () => {
      turn += 1
      return gates[turn % gates.length] ?? createGate(LIMITS)
    }
    expect(await countPassed(30, () => anyGate().token(OUTSIDE))).toBe(10)
    expect(lines).toEqual([])
    await server.crash()
    expect(await countPassed(12, () => createGateOf(replicas[0]).token('203.0.113.99'))).toBeGreaterThan(0)
    await server.start()
    await Promise.all(replicas.map(({ close }) => close()))
  })
})

function createGateOf(counters: Awaited<ReturnType<typeof openSharedCounters>> | undefined) {
  return createGate(LIMITS, counters?.create)
}
