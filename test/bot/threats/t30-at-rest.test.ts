import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { DirectLineClient } from '../direct-line-client.ts'
import { startTestBot, type TestBot } from '../test-bot.ts'

let running: TestBot
beforeAll(async () => {
  running = await startTestBot({ METRICS_PORT: '0' })
  const client = await DirectLineClient.start(running.bot.url)
  await client.post({ text: 'ticket' })
})
afterAll(() => running.stop())

// That retention and erasure leave no trace: beside.test.ts and store-conformance.ts.
describe('T30 what is kept', () => {
  it('can be read by nobody else on the machine', () => {
    const { dataDir } = running.config
    const open = readdirSync(dataDir, { recursive: true, encoding: 'utf8' })
      .map((name) => ({ name, mode: statSync(join(dataDir, name)).mode, file: statSync(join(dataDir, name)).isFile() }))
      .filter(({ name, file }) => file && /\.(db|db-wal|db-shm|secret)$|admin\.json$/.test(name))
    expect(open.length).toBeGreaterThanOrEqual(3)
    expect(open.filter(({ mode }) => (mode & 0o077) !== 0).map(({ name }) => name)).toEqual([])
  })

  it('is counted on a port of its own that only this machine reaches', async () => {
    expect((await fetch(`${running.bot.url}/metrics`)).status).toBe(404)
    const { hostname } = new URL(running.bot.monitorUrl ?? '')
    expect(hostname).toBe('127.0.0.1')
    expect((await fetch(`${running.bot.monitorUrl}/metrics`)).status).toBe(200)
  })
})
