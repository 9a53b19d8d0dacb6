import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scale } from '../../soak/scale.ts'
import { type BotProcess, startBot } from '../../support/bot-process.ts'
import { DirectLineClient } from '../direct-line-client.ts'

const BODIES = scale(400, 10_000)

let bot: BotProcess
let client: DirectLineClient

beforeAll(async () => {
  bot = await startBot()
  client = await DirectLineClient.start(bot.url)
})
afterAll(() => bot.stop())

async function post(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Promise<number> {
  const response = await fetch(`${bot.url}/v3/directline/conversations/${client.id}/activities`, {
    method: 'POST',
    body,
    headers: { Authorization: `Bearer ${client.token}`, 'Content-Type': 'application/json', ...headers },
  })
  await response.arrayBuffer()
  return response.status
}

// Never an activity: without a type, or not JSON, or of a shape that none has.
const malformed = fc.oneof(
  fc.json().filter((text) => !text.includes('"type"')),
  fc.string({ unit: 'binary', maxLength: 400 }).map((text) => `{"type":${text}`),
  fc
    .record({ type: fc.oneof(fc.integer(), fc.constant(null), fc.array(fc.string())) })
    .map((one) => JSON.stringify(one)),
  fc
    .integer({ min: 33, max: 60_000 })
    .map((depth) => `{"type":"message","value":${'['.repeat(depth)}${']'.repeat(depth)}}`),
  fc.constantFrom(
    '{"type":"message","__proto__":{"x":1}}',
    '{"type":"message","value":{"constructor":{"prototype":{}}}}',
  ),
  fc.nat(200).map((more) => `{"type":"message","text":"${'x'.repeat(512 * 1024 + more)}"}`),
)

/** How many refusals the log tells of: the first ones line by line, the others as a number every ten seconds. */
const refusals = () =>
  bot
    .errors()
    .split('\n')
    .filter((line) => line.includes('"event":"refused"'))
    .reduce((sum, line) => sum + (JSON.parse(line).count ?? 1), 0)

describe('F15 malformed and huge activities', () => {
  it(
    'are refused, each told of in the log, by a process that lives on and has changed nothing',
    async () => {
      const before = await client.read()
      const told = refusals()
      const statuses: number[] = []
      await fc.assert(
        fc.asyncProperty(malformed, async (body) => {
          // The limits of a conversation are not what is looked at.
          let status = await post(body)
          while (status === 429) {
            statuses.push(status)
            await new Promise((resolve) => setTimeout(resolve, 250))
            status = await post(body)
          }
          statuses.push(status)
          return status >= 400 && status < 500
        }),
        { numRuns: BODIES, endOnFailure: true },
      )
      for (const encoding of ['gzip', 'deflate', 'br'])
        statuses.push(await post(new Uint8Array(gzipSync(Buffer.alloc(1024 * 1024))), { 'Content-Encoding': encoding }))
      expect(statuses.every((status) => status >= 400 && status < 500)).toBe(true)
      await expect.poll(() => refusals() - told, { timeout: 15_000 }).toBe(statuses.length)
      expect(await client.read()).toEqual(before)
      process.kill(bot.pid, 0)
      expect((await fetch(`${bot.url}/readyz`)).status).toBe(200)
    },
    scale(60_000, 3_600_000),
  )
})
