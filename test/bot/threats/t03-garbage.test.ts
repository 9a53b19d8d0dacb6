import { randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { PATIENCE, scale } from '../../soak/scale.ts'
import { APP, type ProductionBot, startProductionBot } from './production-bot.ts'

const REQUESTS = scale(5000, 100_000)
const AT_ONCE = 20
const MEGABYTE = 1024 * 1024
let running: ProductionBot

beforeAll(async () => {
  running = await startProductionBot()
})
afterAll(() => running.stopAll())

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const GARBAGE: ((n: number) => string)[] = [
  (n) => `Bearer ${encode({ alg: 'RS256', kid: `k-${n}` })}.${encode({ iss: `https://evil.example/${n}` })}.x`,
  (n) => `Bearer ${encode({ alg: 'none' })}.${encode({ iss: 'https://api.botframework.com', aud: APP, n })}.`,
  (n) => {
    const claims = { iss: 'https://api.botframework.com', aud: APP, exp: 4e9, serviceurl: `${n}` }
    return `Bearer ${encode({ alg: 'RS256', kid: `unknown-${n}` })}.${encode(claims)}.${'A'.repeat(342)}`
  },
  () => `Bearer ${randomBytes(200).toString('base64url')}`,
  (n) => `Basic ${n}`,
]

async function send(n: number): Promise<{ status: number; ms: number }> {
  const begun = performance.now()
  const response = await fetch(`${running.bot.url}/api/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: GARBAGE[n % GARBAGE.length]?.(n) ?? '' },
    body: JSON.stringify({
      type: 'message',
      id: `a${n}`,
      channelId: 'msteams',
      serviceUrl: 'https://smba.trafficmanager.net/emea/',
      text: 'x'.repeat(500),
    }),
  })
  await response.arrayBuffer()
  return { status: response.status, ms: performance.now() - begun }
}

async function flood(count: number): Promise<{ status: number; ms: number }[]> {
  const answers: { status: number; ms: number }[] = []
  let next = 0
  const worker = async () => {
    while (next < count) {
      next += 1
      answers.push(await send(next))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return answers
}

function heap(): number {
  // The lines of the log are the test's, not the bot's.
  running.lines.length = 0
  collect()
  return process.memoryUsage().heapUsed
}

/** Posts a body without a token over a connection that may be kept; tells whether it was one that was there already. */
async function postOver(agent: Agent, size: number): Promise<{ reused: boolean; status: number | undefined }> {
  return await new Promise((resolve, reject) => {
    const sent = request(`${running.bot.url}/api/messages`, { method: 'POST', agent }, (response) => {
      response.resume()
      response.once('end', () => resolve({ reused: sent.reusedSocket, status: response.statusCode }))
    })
    sent.once('error', reject)
    sent.setHeader('Content-Length', size)
    sent.end('x'.repeat(size))
  })
}

describe('T3 garbage without authentication', () => {
  it(
    `answers ${REQUESTS} requests with 401, asks for keys once and does not grow`,
    async () => {
      await flood(1000)
      const [before, asked] = [heap(), running.service.requests]
      const answers = await flood(REQUESTS)
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]))
      const times = answers.map(({ ms }) => ms).sort((a, b) => a - b)
      const p99 = times[Math.floor(times.length * 0.99)] ?? 0
      answers.length = 0
      const growth = heap() - before
      console.info(`T3: ${REQUESTS} requests, p99 ${p99.toFixed(1)} ms with ${AT_ONCE} at once, heap ${growth} bytes`)
      expect(running.service.requests).toBe(asked)
      expect(growth).toBeLessThan(5 * MEGABYTE)
      expect(running.evil.connections).toBe(0)
    },
    PATIENCE,
  )

  it('takes the next from the same connection, but no long body of a stranger', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    await postOver(agent, 700)
    expect(await postOver(agent, 700)).toEqual({ reused: true, status: 401 })
    // The answer may be lost with the rest of the body, but nobody waits for it.
    await postOver(agent, 400_000).catch(() => undefined)
    expect(await postOver(agent, 700)).toEqual({ reused: false, status: 401 })
    agent.destroy()
  })
})
