import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { DirectLineClient } from './direct-line-client.ts'
import { startTestBot, type TestBot } from './test-bot.ts'

const SCRIPT = Buffer.from('console.log(1)')
let running: TestBot

beforeAll(async () => {
  const asset = { type: 'text/javascript; charset=utf-8', body: SCRIPT, gzip: gzipSync(SCRIPT) }
  running = await startTestBot(
    { WEB_CHAT_ORIGINS: 'https://intranet.example' },
    { assets: new Map([['/webchat.js', asset]]) },
  )
})
afterAll(() => running.stop())

describe('createChatRoutes', () => {
  it('serves the page under a policy with a nonce of its own', async () => {
    const [first, second] = [await fetch(running.bot.url), await fetch(running.bot.url)]
    const policy = first.headers.get('content-security-policy') ?? ''
    const [, nonce = 'none'] = /'nonce-([^']+)'/.exec(policy) ?? []
    expect(await first.text()).toContain(`nonce="${nonce}"`)
    expect(second.headers.get('content-security-policy')).not.toBe(policy)
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe/)
    expect(policy).toContain(`connect-src 'self' ${running.bot.url.replace('http', 'ws')} blob:`)
    expect(policy).toContain("frame-ancestors 'self' https://intranet.example")
    expect(first.headers.get('x-content-type-options')).toBe('nosniff')
    expect(first.headers.get('server')).toBeNull()
  })

  it('serves a file packed to those who can unpack it', async () => {
    const packed = await fetch(`${running.bot.url}/webchat.js`)
    expect(packed.headers.get('content-encoding')).toBe('gzip')
    expect(await packed.text()).toBe(SCRIPT.toString())
    const plain = await fetch(`${running.bot.url}/webchat.js`, { headers: { 'Accept-Encoding': 'identity' } })
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(await plain.text()).toBe(SCRIPT.toString())
    expect(gunzipSync(gzipSync(SCRIPT)).equals(SCRIPT)).toBe(true)
  })
})

describe('createDirectLine', () => {
  it('lets a page of a listed origin read its answers', async () => {
    const origin = 'https://intranet.example'
    const client = new DirectLineClient(running.bot.url)
    const preflight = await client.send('OPTIONS', '/tokens/generate', undefined, { Origin: origin })
    const answer = await client.send('POST', '/tokens/generate', undefined, { Origin: origin })
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, origin])
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, origin])
  })
})

describe('createHealthRoutes', () => {
  it('is ready while the store can be written', async () => {
    const response = await fetch(`${running.bot.url}/readyz`)
    expect([response.status, await response.json()]).toEqual([
      200,
      { status: 'ready', graph: 'test', matcher: 'trained' },
    ])
  })
})

describe('createGate', () => {
  it('slows down who sends too much, and says for how long', async () => {
    const strict = await startTestBot({}, { limits: { messagesPerMinute: 3 } })
    const client = await DirectLineClient.start(strict.bot.url)
    const answers = []
    for (let n = 0; n < 4; n += 1) answers.push(await client.post({ text: `m${n}` }))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429])
    expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await client.said()).toHaveLength(3)
    await strict.stop()
  })
})
