import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { type BotProcess, startBot } from '../../support/bot-process.ts'
import { DirectLineClient } from '../direct-line-client.ts'
import { memoryOf } from './process-state.ts'

let bot: BotProcess
let client: DirectLineClient

beforeAll(async () => {
  bot = await startBot()
  client = await DirectLineClient.start(bot.url)
})
afterAll(() => bot.stop())

const path = () => `/v3/directline/conversations/${client.id}/activities`

async function post(body: Uint8Array<ArrayBuffer> | string, headers: Record<string, string>): Promise<number> {
  const response = await fetch(`${bot.url}${path()}`, {
    method: 'POST',
    body,
    headers: { Authorization: `Bearer ${client.token}`, 'Content-Type': 'application/json', ...headers },
  })
  return response.status
}

/** Sends chunks without saying how many there will be, or an end; resolves with the head of the answer. */
async function postChunks(size: number): Promise<string> {
  const { hostname, port } = new URL(bot.url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  const head = [`POST ${path()} HTTP/1.1`, 'Host: 127.0.0.1', `Authorization: Bearer ${client.token}`]
  socket.write(`${[...head, 'Content-Type: application/json', 'Transfer-Encoding: chunked'].join('\r\n')}\r\n\r\n`)
  for (let sent = 0; sent < size; sent += 0x10000) socket.write(`10000\r\n${'a'.repeat(0x10000)}\r\n`)
  const answer = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())))
  socket.destroy()
  return answer
}

describe('T1 bodies that burst', () => {
  it('refuses each, as the same process, without growing by 20 MB', async () => {
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(200 * 1024 * 1024)))
    expect(bomb.length).toBeGreaterThan(190 * 1024)
    await post('{"type":"message","text":"warm"}', {})
    const before = memoryOf(bot.pid)
    const gzip = { 'Content-Encoding': 'gzip' }
    expect(await post('x', gzip)).toBe(415)
    expect(await post(new Uint8Array(gzipSync('')), gzip)).toBe(415)
    expect(await post(bomb, gzip)).toBe(415)
    expect(await post(bomb, { 'Content-Encoding': 'br' })).toBe(415)
    const answer = await postChunks(8 * 1024 * 1024)
    expect(answer).toMatch(/^HTTP\/1.1 413/)
    expect(answer).toMatch(/^Connection: close/im)
    for (const kilobytes of [512, 1024, 4096])
      expect(await post(`{"type":"message","text":"${'x'.repeat(kilobytes * 1024)}"}`, {})).toBe(413)
    expect(await post('{"type":"message","text":"still here"}', {})).toBe(200)
    expect(memoryOf(bot.pid) - before).toBeLessThan(20 * 1024 * 1024)
  })
})
