import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createMetrics } from '../../bot/metrics.ts'
import { DirectLineClient } from './direct-line-client.ts'
import { startTestBot, type TestBot } from './test-bot.ts'

let running: TestBot
beforeAll(async () => {
  running = await startTestBot({ METRICS_PORT: '0' })
})
afterAll(() => running.stop())

async function read(): Promise<Map<string, number>> {
  const text = await (await fetch(`${running.bot.monitorUrl}/metrics`)).text()
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]))
}

describe('createMetrics', () => {
  it('counts turns, repetitions, effects and refusals', async () => {
    const client = await DirectLineClient.start(running.bot.url)
    await client.post({ text: 'one' })
    const twice = { text: 'ticket', channelData: { clientActivityID: 'same' } }
    await client.post(twice)
    await client.post(twice)
    await client.send('GET', '/conversations/other/activities', undefined, { Authorization: 'Bearer a.b.c' })
    const found = await read()
    expect(found.get('bot_turns_total{channel="directline",kind="message",replayed="false"}')).toBe(2)
    expect(found.get('bot_turns_total{channel="directline",kind="message",replayed="true"}')).toBe(1)
    expect(found.get('bot_turn_seconds_count{channel="directline"}')).toBe(3)
    expect(found.get('bot_effects_total{effect="openTicket"}')).toBe(1)
    const refused = 'route="/v3/directline/conversations/:id/activities",status="401",reason="Unauthorized"'
    expect(found.get(`bot_refusals_total{${refused}}`)).toBe(1)
    expect([...found.keys()].some((name) => name.includes(client.id))).toBe(false)
  })

  it('reads the outbox, the sockets and the loop when it is asked', async () => {
    const found = await read()
    expect(found.get('bot_outbox_parked')).toBe(0)
    expect(found.get('bot_outbox_waiting')).toBeGreaterThanOrEqual(0)
    expect(found.get('bot_sockets')).toBe(0)
    expect(found.get('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0)
  })

  it('counts what the matcher decides', async () => {
    const metrics = createMetrics()
    const match = () => ({ decision: 'accepted' }) as never
    const { matcher } = metrics.watch({ matcher: { match } } as never)
    matcher.match('x', { facts: {} })
    const { body } = await metrics.route.handle({} as never)
    expect(String(body)).toContain('bot_decisions_total{decision="accepted"} 1')
  })

  it('says whether the bot is ready', async () => {
    const response = await fetch(`${running.bot.monitorUrl}/readyz`)
    expect([response.status, await response.json()]).toMatchObject([200, { status: 'ready' }])
  })

  it('is not there unless it has a port', async () => {
    const without = await startTestBot()
    expect(without.bot.monitorUrl).toBeUndefined()
    await without.stop()
  })
})
