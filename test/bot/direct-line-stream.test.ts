import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'

import { createStreams, type StreamPorts, type Streams } from '../../bot/channels/direct-line-stream.ts'
import { createTokens } from '../../bot/channels/direct-line-tokens.ts'
import { createAccess } from '../../bot/http/index.ts'
import { conversationKey } from '../../bot/store/index.ts'
import { Stream } from './direct-line-client.ts'

const KEY = conversationKey({ channel: 'directline', conversation: 'c' })
const BEARER = { conversation: 'c', user: 'dl_1' }
const tokens = createTokens(['a secret of the bot that is long enough'], Date.now)
type Lines = Awaited<ReturnType<StreamPorts['store']['lines']>>

let server: Server
let streams: Streams
let said: string[] = []
let logged: object[] = []

/** The sockets of a bot whose conversations hold what the test says. */
async function open(
  store: Partial<StreamPorts['store']> = {},
  more: Partial<StreamPorts> = {},
): Promise<(path?: string, conversation?: string) => Promise<string>> {
  const write = (fields: object) => void logged.push(fields)
  const lines = async (_: string, after: number) =>
    said.slice(after).map((text, index) => ({ seq: after + index + 1, activity: { text } })) as unknown as Lines
  const ready = { lines, spend: async () => true, conversation: async () => undefined, ...store }
  streams = createStreams({
    store: ready,
    tokens,
    access: createAccess({ host: '127.0.0.1', origins: [] }),
    proxies: [],
    socketsPerAddress: 5,
    log: { info: write, warn: write, error: write },
    ...more,
  })
  server = createServer().on('upgrade', streams.upgrade).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return async (path, conversation = 'c') => {
    const own = path ?? `/v3/directline/conversations/${conversation}/stream?t=`
    return `ws://127.0.0.1:${port}${own}${await tokens.issueStream({ ...BEARER, conversation })}`
  }
}

afterEach(() => {
  vi.useRealTimers()
  streams.close()
  server.close()
  said = []
  logged = []
})

describe('createStreams', () => {
  it.each([
    ['another address', '/v3/directline/conversations/c/other?t=', {}, 404, 'NotFound'],
    ['the stream of somebody else', '/v3/directline/conversations/d/stream?t=', {}, 404, 'NotFound'],
    ['no token', '/v3/directline/conversations/c/stream?x=', {}, 401, 'Unauthorized'],
    ['a host that is not ours', undefined, { Host: 'evil.example' }, 421, 'WrongHost'],
    ['a page that is not ours', undefined, { Origin: 'http://evil.example' }, 403, 'WrongOrigin'],
  ])('refuses %s', async (_, path, headers, status, reason) => {
    const urlOf = await open()
    expect(await new Stream(await urlOf(path), { headers }).refused()).toBe(status)
    expect(logged).toEqual([{ event: 'refused', method: 'get', route: 'stream', status, reason }])
    expect(streams.count()).toBe(0)
  })

  it('opens no more sockets for one address than it may, and as many as it likes within the house', async () => {
    const urlOf = await open({}, { proxies: ['127.0.0.1'], socketsPerAddress: 2 })
    const visit = async (conversation: string, from: string) =>
      new Stream(await urlOf(undefined, conversation), { headers: { 'X-Forwarded-For': from } })
    for (const one of ['c1', 'c2']) await (await visit(one, '203.0.113.7')).opened()
    expect(await (await visit('c3', '203.0.113.7')).refused()).toBe(429)
    await (await visit('c3', '203.0.113.8')).opened()
    for (const one of ['c4', 'c5', 'c6']) await (await visit(one, '10.1.2.3')).opened()
    expect(streams.count()).toBe(6)
    expect(logged).toMatchObject([{ status: 429, reason: 'TooManySockets' }])
  })

  it('gives the conversation to who comes last, and says so to who came first', async () => {
    const urlOf = await open()
    const first = await new Stream(await urlOf()).opened()
    const closed = once(first.socket, 'close')
    const second = await new Stream(await urlOf()).opened()
    const [code, reason] = await closed
    expect([code, String(reason)]).toEqual([1000, 'collision'])
    said.push('one')
    streams.notify(KEY)
    expect((await second.until(1)).map(({ text }) => text)).toEqual(['one'])
    expect(streams.count()).toBe(1)
  })

  it('takes each address of a stream once', async () => {
    const spent: string[] = []
    const spend = async (id: string, expiresAt: number) => {
      expect(expiresAt).toBeGreaterThan(Date.now())
      return spent.push(id) === 1
    }
    const urlOf = await open({ spend })
    const url = await urlOf()
    await new Stream(url).opened()
    expect(await new Stream(url).refused()).toBe(401)
    expect(new Set(spent).size).toBe(1)
  })

  it('says that it is not available when the store fails at the handshake', async () => {
    const urlOf = await open({ spend: () => Promise.reject(new Error('The disk is full.')) })
    expect(await new Stream(await urlOf()).refused()).toBe(503)
    expect(logged).toMatchObject([{ event: 'stream', error: { message: 'The disk is full.' } }, { status: 503 }])
  })

  it('closes the socket when the store fails later, so that the client comes back for what it missed', async () => {
    const urlOf = await open({ lines: () => Promise.reject(new Error('The disk is full.')) })
    const { socket } = new Stream(await urlOf())
    const [code] = await once(socket, 'close')
    expect(code).toBe(1011)
    expect(logged).toMatchObject([{ event: 'stream', error: { message: 'The disk is full.' } }])
    await vi.waitFor(() => expect(streams.count()).toBe(0))
  })

  it('sends what comes after the watermark, in order and once, however often it is told to', async () => {
    const urlOf = await open()
    said = ['one', 'two']
    const stream = await new Stream(`${await urlOf()}&watermark=1`).opened()
    said.push('three')
    for (let n = 0; n < 5; n += 1) streams.notify(KEY)
    expect((await stream.until(2)).map(({ text }) => text)).toEqual(['two', 'three'])
    said.push('four')
    streams.notify(KEY)
    expect((await stream.until(3)).map(({ text }) => text)).toEqual(['two', 'three', 'four'])
    expect(stream.watermark).toBe('4')
  })

  it('shows what was just written without looking for it', async () => {
    let reads = 0
    const lines = async () => {
      reads += 1
      return []
    }
    const urlOf = await open({ lines })
    const stream = await new Stream(await urlOf()).opened()
    await vi.waitFor(() => expect(reads).toBe(1))
    streams.notify(KEY, { after: 0, activities: ['{"text":"one"}', '{"text":"two › 2"}'] })
    streams.notify(KEY, { after: 2, activities: ['{"text":"three"}'] })
    expect((await stream.until(3)).map(({ text }) => text)).toEqual(['one', 'two › 2', 'three'])
    expect(stream.watermark).toBe('3')
    expect(reads).toBe(1)
  })

  it.each([
    ['a turn whose predecessor is shown later', [2, 0]],
    ['one that is shown twice', [0, 0, 2, 0]],
  ])('looks for what is missing before it shows %s', async (_, order) => {
    const urlOf = await open()
    const stream = await new Stream(await urlOf()).opened()
    said = ['one', 'two', 'three', 'four']
    const activities = said.map((text) => JSON.stringify({ text }))
    for (const after of order) streams.notify(KEY, { after, activities: activities.slice(after, after + 2) })
    said.push('five')
    streams.notify(KEY)
    expect((await stream.until(5)).map(({ text }) => text)).toEqual(said)
    expect(stream.watermark).toBe('5')
  })

  it('has nothing to do for a conversation that nobody listens to', async () => {
    const lines = vi.fn(async () => [])
    await open({ lines })
    streams.notify(KEY)
    expect(lines).not.toHaveBeenCalled()
  })

  it('keeps who answers its pings, and lets go of who does not', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const urlOf = await open()
    const alive = new WebSocket(await urlOf())
    await once(alive, 'open')
    for (let n = 0; n < 3; n += 1) {
      const pinged = once(alive, 'ping')
      vi.advanceTimersByTime(30_000)
      await pinged
      // What comes back to this one has come after the answer to the other.
      const back = once(alive, 'pong')
      alive.ping()
      await back
    }
    expect(alive.readyState).toBe(WebSocket.OPEN)
    const silent = new WebSocket(await urlOf(), { autoPong: false })
    await once(silent, 'open')
    vi.advanceTimersByTime(30_000)
    const closed = once(silent, 'close')
    vi.advanceTimersByTime(30_000)
    expect((await closed)[0]).toBe(1006)
    await vi.waitFor(() => expect(streams.count()).toBe(0))
  })

  it('says that it goes away when it closes, and does not wait for who does not answer', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'setTimeout'] })
    const urlOf = await open()
    const socket = new WebSocket(await urlOf())
    await once(socket, 'open')
    socket.pause()
    const gone = new Promise((resolve) => server.once('close', resolve))
    streams.close()
    vi.advanceTimersByTime(1000)
    server.close()
    await gone
    socket.resume()
    expect((await once(socket, 'close'))[0]).toBe(1001)
  })
})
