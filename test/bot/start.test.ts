import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { type BotProcess, startBot } from '../support/bot-process.ts'
import { freePort } from '../support/free-port.ts'
import { DirectLineClient } from './direct-line-client.ts'
import { newDataDir } from './test-bot.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

let bot: BotProcess

beforeAll(async () => {
  bot = await startBot()
})
afterAll(() => bot.stop())

async function run(settings: Record<string, string>): Promise<{ code: number; errors: string }> {
  const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: newDataDir(), PORT: String(await freePort()), ...settings }
  const child = spawn(process.execPath, ['bot/commands/start.ts'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk
  })
  const [code] = await once(child, 'exit')
  return { code, errors }
}

describe('start', () => {
  it('names every setting that is wrong, and ends with 78', async () => {
    const { code, errors } = await run({ MICROSOFT_APP_ID: '11111111-2222-3333-4444-555555555555', PORT: 'x' })
    expect(code).toBe(78)
    const named = errors
      .trim()
      .split('\n')
      .map((line) => line.split(':')[0])
    expect(named).toEqual(['PORT', 'MICROSOFT_APP_TENANT_ID', 'MICROSOFT_APP_PASSWORD'])
    const both = await run({ HOST: '0.0.0.0', MICROSOFT_APP_PASSWORD: 'canary' })
    expect(both.errors).toMatch(/MICROSOFT_APP_ID.*\n.*HOST/)
    expect(both.errors).not.toContain('canary')
  })

  it('stops with one line when another bot has the database', async () => {
    const { code, errors } = await run({ DATA_DIR: bot.data })
    expect(code).toBe(1)
    expect(errors).toMatch(/^.*bot\.db is in use by another bot\. .*DATA_DIR.*\n$/)
  })

  it('stops with one line when the port is taken', async () => {
    const { code, errors } = await run({ PORT: new URL(bot.url).port })
    expect(code).toBe(1)
    expect(errors).toMatch(/^Port \d+ is taken\. .*PORT.*\n$/)
  })

  it('serves at its first start while it trains, and keeps what it found', { timeout: 90_000 }, async () => {
    const data = newDataDir()
    mkdirSync(join(data, 'cache'))
    const first = await startBot({}, data)
    const matcher = async () => (await (await fetch(`${first.url}/readyz`)).json()).matcher
    expect(['training', 'trained']).toContain(await matcher())
    await vi.waitFor(async () => expect(await matcher()).toBe('trained'), { timeout: 60_000, interval: 200 })
    expect(first.errors()).not.toContain('"level":"error"')
    expect(await first.stop()).toBe(0)
    const names = readdirSync(join(data, 'cache')).map((file) => file.split('-')[0])
    expect(names).toEqual(expect.arrayContaining(['graph', 'matcher']))
  })

  it.skipIf(process.platform === 'win32')('stops when npm, which started it, is told to', async () => {
    const env = {
      ...process.env,
      DATA_DIR: newDataDir(),
      CACHE_DIR: join(bot.data, 'cache'),
      PORT: String(await freePort()),
    }
    const npm = spawn('npm', ['start'], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let errors = ''
    npm.stderr.on('data', (chunk: Buffer) => {
      errors += chunk
    })
    for await (const chunk of npm.stdout) if (`${chunk}`.includes('Activation support is at')) npm.kill('SIGTERM')
    // The bot holds npm's pipes until it ends.
    expect(errors).toContain('"event":"stopping"')
  })

  it('keeps its secret to its owner', () => {
    expect(statSync(join(bot.data, 'direct-line.secret')).mode & 0o777).toBe(0o600)
  })

  it('writes no word of a conversation to its log', async () => {
    const client = await DirectLineClient.start(bot.url)
    await client.post({ text: 'canary-word 0xC004F074 canary.contoso.example' })
    expect(bot.errors()).toContain('"event":"turn"')
    expect(bot.errors()).not.toContain('canary')
    expect(bot.errors()).not.toContain(client.token)
  })

  it('goes on after kill -9, with everything it had answered', async () => {
    const first = await startBot()
    const client = await DirectLineClient.start(first.url)
    await client.post({ type: 'event', name: 'webchat/join' })
    await client.post({ text: '0xC004F074 in Word' })
    const before = await client.read()
    await first.stop('SIGKILL')
    const second = await startBot({}, first.data)
    const again = Object.assign(new DirectLineClient(second.url), { token: client.token, id: client.id })
    expect(await again.read()).toEqual(before)
    expect((await again.post({ text: 'person' })).status).toBe(200)
    expect(await second.stop()).toBe(0)
  })
})
