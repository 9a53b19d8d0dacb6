import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startTestBot, type TestBot } from '../test-bot.ts'

let running: TestBot
beforeAll(async () => {
  running = await startTestBot({ METRICS_PORT: '0', BOT_EMULATOR: '1' })
})
afterAll(() => running.stop())

async function ask(base: string, path: string, host: string): Promise<string> {
  const { hostname, port } = new URL(base)
  const socket = connect(Number(port), hostname)
  const [method, target] = path.split(' ')
  const upgrade = path.includes('/stream') ? 'Upgrade: websocket\r\nConnection: Upgrade\r\n' : 'Connection: close\r\n'
  socket.write(`${method} ${target} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 0\r\n${upgrade}\r\n`)
  const answer = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())))
  socket.destroy()
  return answer.slice(0, 12)
}

const ROUTES = [
  'GET /',
  'GET /healthz',
  'GET /readyz',
  'POST /v3/directline/tokens/generate',
  'POST /v3/directline/tokens/refresh',
  'POST /v3/directline/conversations',
  'GET /v3/directline/conversations/x',
  'GET /v3/directline/conversations/x/activities',
  'POST /v3/directline/conversations/x/activities',
  'POST /v3/directline/conversations/x/upload',
  'GET /v3/directline/conversations/x/stream?t=x',
  'POST /api/messages',
]

describe('T34 names of others that lead to this machine', () => {
  it.each(ROUTES)('get nothing of %s', async (path) => {
    for (const host of ['evil.example', `evil.example:${new URL(running.bot.url).port}`, 'localhost.evil.example'])
      expect(await ask(running.bot.url, path, host)).toBe('HTTP/1.1 421')
    expect(await ask(running.bot.url, path, 'localhost')).not.toBe('HTTP/1.1 421')
  })

  it.each(['GET /metrics', 'GET /readyz'])('get nothing of %s on the port for metrics', async (path) => {
    const monitor = running.bot.monitorUrl ?? ''
    expect(await ask(monitor, path, 'evil.example')).toBe('HTTP/1.1 421')
    expect(await ask(monitor, path, 'localhost')).toBe('HTTP/1.1 200')
  })
})
