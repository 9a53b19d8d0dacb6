import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { DirectLineClient, Stream } from '../direct-line-client.ts'
import { startTestBot, type TestBot } from '../test-bot.ts'

let running: TestBot
beforeAll(async () => {
  running = await startTestBot({ TRUSTED_PROXIES: '127.0.0.1', WEB_CHAT_ORIGINS: 'https://intranet.example' })
})
afterAll(() => running.stop())

const open = async (options: { origin?: string; headers?: Record<string, string> } = {}) =>
  new Stream((await DirectLineClient.start(running.bot.url)).streamUrl, options)

describe('T18 sockets', () => {
  it.each(['https://evil.example', 'null', 'https://intranet.example.evil.example', 'http://intranet.example'])(
    'refuses a page of %s at the handshake',
    async (origin) => {
      expect(await (await open({ origin })).refused()).toBe(403)
      expect(running.lines.at(-1)).toMatchObject({ event: 'refused', route: 'stream', status: 403 })
    },
  )

  it('takes a page of a listed origin', async () => {
    const stream = await (await open({ origin: 'https://intranet.example' })).opened()
    stream.socket.close()
  })

  it('opens five for one address of the internet, and a sixth when one has closed', async () => {
    const headers = { 'X-Forwarded-For': '203.0.113.9' }
    const streams: Stream[] = []
    for (let n = 0; n < 5; n += 1) streams.push(await (await open({ headers })).opened())
    expect(await (await open({ headers })).refused()).toBe(429)
    expect(await (await open({ headers: { 'X-Forwarded-For': '203.0.113.10' } })).opened()).toBeDefined()
    streams.pop()?.socket.close()
    await expect
      .poll(async () => {
        const next = await open({ headers })
        return await Promise.race([next.opened().then(() => 'open'), next.refused()])
      })
      .toBe('open')
    for (const { socket } of streams) socket.close()
  })

  it('closes a socket that sends more than a frame may hold', async () => {
    const stream = await (await open()).opened()
    stream.socket.send('x'.repeat(300 * 1024))
    const [code] = await once(stream.socket, 'close')
    expect(code).toBe(1009)
  })

  it('closes the first socket of a conversation when a second opens', async () => {
    const client = await DirectLineClient.start(running.bot.url)
    const first = await new Stream(client.streamUrl).opened()
    const closed = once(first.socket, 'close')
    const { streamUrl = '' } = await client.json('GET', `/conversations/${client.id}`)
    const second = await new Stream(streamUrl).opened()
    expect(String((await closed)[1])).toBe('collision')
    second.socket.close()
  })
})
