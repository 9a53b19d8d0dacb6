import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { PATIENCE, scale } from '../../soak/scale.ts'
import { DirectLineClient } from '../direct-line-client.ts'
import { startTestBot, type TestBot } from '../test-bot.ts'
import { APP, type ProductionBot, startProductionBot } from './production-bot.ts'
import { SERVICE_URL } from './vectors.ts'

const BODIES = scale(1000, 10_000)
const SEEDS = [1, 20_261_107, -77]
const NEVER = { messagesPerMinute: 1e9, messagesPerSecond: 1e9 }

let local: TestBot
let production: ProductionBot
let client: DirectLineClient
let token: string

beforeAll(async () => {
  local = await startTestBot({}, { limits: NEVER })
  client = await DirectLineClient.start(local.bot.url)
  production = await startProductionBot()
  const exp = Math.floor(Date.now() / 1000) + 86_400
  token = await production.service.sign({
    iss: 'https://api.botframework.com',
    aud: APP,
    exp,
    serviceurl: SERVICE_URL,
  })
})
afterAll(async () => {
  await local.stop()
  await production.stopAll()
})

const part = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom('__proto__', 'constructor', '', null, 0, -1, 1e308, [], {}, 'x'.repeat(600)),
)
// Mostly well-formed: a body in which everything is wrong is refused at its first field.
const mostly = (good: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 24, arbitrary: good }, { weight: 1, arbitrary: part })
const id = mostly(fc.string({ minLength: 1, maxLength: 40 }).map((text) => text.replace(/[^\x20-\x7e]/g, 'x')))
const words = mostly(fc.string({ unit: 'binary', maxLength: 300 }))
const account = mostly(fc.record({ id, name: part, aadObjectId: part }))
const pressed = fc.record({
  kind: fc.constantFrom('choice', 'feedback'),
  node: part,
  graph: part,
  turn: part,
  pick: part,
})
const attachment = fc.record({ contentType: words, name: part, contentUrl: part })
const mention = fc.record({ type: fc.constant('mention'), mentioned: account, text: part })
const activity = fc.record(
  {
    type: mostly(fc.constantFrom('message', 'event', 'typing', 'invoke', 'conversationUpdate', 'installationUpdate')),
    id,
    text: words,
    value: fc.oneof(part, pressed, fc.record({ action: fc.record({ data: pressed }) })),
    name: fc.oneof(part, fc.constantFrom('webchat/join', 'adaptiveCard/action', 'message/submitAction')),
    from: account,
    recipient: account,
    locale: part,
    action: part,
    conversation: mostly(fc.record({ id, tenantId: part, conversationType: part })),
    attachments: mostly(fc.array(mostly(attachment), { maxLength: 3 })),
    entities: mostly(fc.array(fc.oneof(part, mention), { maxLength: 5 })),
    membersAdded: mostly(fc.array(account, { maxLength: 3 })),
    channelData: fc.oneof(part, fc.record({ clientActivityID: part })),
    timestamp: part,
  },
  { requiredKeys: ['type', 'from', 'recipient', 'conversation'] },
)
const body = fc.oneof(
  { weight: 8, arbitrary: activity.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 1, arbitrary: fc.nat(200).map((depth) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`) },
)

async function fuzz(seed: number, send: (text: string) => Promise<number>): Promise<Map<number, number>> {
  const seen = new Map<number, number>()
  await fc.assert(
    fc.asyncProperty(body, async (text) => {
      const status = await send(text)
      seen.set(status, (seen.get(status) ?? 0) + 1)
      if (status >= 500 && status !== 501) throw new Error(`${status} for ${text}`)
    }),
    { numRuns: Math.ceil(BODIES / SEEDS.length / 2), seed, endOnFailure: true },
  )
  return seen
}

async function post(url: string, authorization: string, text: string): Promise<number> {
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${authorization}` }
  const response = await fetch(url, { method: 'POST', headers, body: text })
  await response.arrayBuffer()
  return response.status
}

describe(`T9 ${BODIES} fuzzed bodies`, () => {
  it.each(SEEDS)(
    'gets a reply or a refusal on Direct Line, seed %i',
    async (seed) => {
      const path = `${client.base}/conversations/${client.id}/activities`
      const seen = await fuzz(seed, (text) => post(path, client.token, text))
      expect(seen.get(200)).toBeGreaterThan(20)
      expect(seen.get(400)).toBeGreaterThan(20)
    },
    PATIENCE,
  )

  it.each(SEEDS)(
    'gets a reply or a refusal on /api/messages, seed %i',
    async (seed) => {
      // What is fuzzed says nothing of channel and service: the guard would refuse all of it.
      const named = (text: string) =>
        text.startsWith('{"type"') ? text.replace('{', `{"channelId":"msteams","serviceUrl":"${SERVICE_URL}",`) : text
      const seen = await fuzz(seed, (text) => post(`${production.bot.url}/api/messages`, token, named(text)))
      expect(seen.get(200)).toBeGreaterThan(20)
      expect(seen.get(400)).toBeGreaterThan(20)
    },
    PATIENCE,
  )

  it('goes on afterwards', async () => {
    expect((await client.post({ text: 'still here' })).status).toBe(200)
    expect(production.lines.filter((line) => Reflect.get(line, 'event') === 'request-failed')).toEqual([])
  })
})
