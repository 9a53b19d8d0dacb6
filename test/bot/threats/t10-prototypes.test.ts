import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { DirectLineClient } from '../direct-line-client.ts'
import { startTestBot, type TestBot } from '../test-bot.ts'

const NEVER = { messagesPerMinute: 1e9, messagesPerSecond: 1e9 }
const KEYS = ['__proto__', 'constructor', 'prototype', '\\u005f_proto__']
const PLACES: ((key: string) => string)[] = [
  (key) => `{"type":"message","text":"x","${key}":{"polluted":1,"prototype":{"polluted":1}}}`,
  (key) => `{"type":"message","value":{"${key}":{"polluted":1,"prototype":{"polluted":1}}}}`,
  (key) => `{"type":"message","channelData":{"a":[{"${key}":{"polluted":1,"prototype":{"polluted":1}}}]}}`,
  (key) => `{"type":"event","name":"${key}","value":{"kind":"${key}"}}`,
  (key) => `{"type":"message","value":{"kind":"choice","node":"${key}","graph":"${key}","turn":1,"pick":"${key}"}}`,
]
let running: TestBot
let client: DirectLineClient

beforeAll(async () => {
  running = await startTestBot({}, { limits: NEVER })
  client = await DirectLineClient.start(running.bot.url)
})
afterAll(() => running.stop())

describe('T10 prototypes and forged verbs', () => {
  it('pollutes nothing with 1,000 bodies', async () => {
    const path = `/conversations/${client.id}/activities`
    for (let n = 0; n < 1000; n += 1) {
      const text = PLACES[n % PLACES.length]?.(KEYS[n % KEYS.length] ?? '') ?? ''
      expect((await client.send('POST', path, text)).status).toBeLessThan(500)
    }
    expect([({} as { polluted?: unknown }).polluted, ([] as { polluted?: unknown }).polluted]).toEqual([
      undefined,
      undefined,
    ])
  })

  it.each([
    { kind: 'openTicket', ticket: {} },
    { kind: 'choice' },
    { kind: 'choice', node: 1, graph: {}, turn: 'x', pick: [] },
    { kind: 'ticket', number: 'A-1', status: 'closed' },
    { action: { verb: 'claim', data: { ticket: 'A-1' } } },
  ])('takes no verb from %j', async (value) => {
    const other = await DirectLineClient.start(running.bot.url)
    await other.post({ value, text: 'verb' })
    // What is no verb is a message; nothing else happens.
    expect(await other.said()).toEqual(['1: verb'])
  })
})
