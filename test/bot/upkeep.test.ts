import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { KEPT } from '../../bot/store/index.ts'
import { purge } from '../../bot/upkeep.ts'
import { DirectLineClient } from './direct-line-client.ts'
import { until } from './faults/kills.ts'
import { startTestBot, type TestBot } from './test-bot.ts'

const DAY = 24 * 3_600_000

describe('purge', () => {
  let running: TestBot
  let tickets: string
  beforeEach(async () => {
    running = await startTestBot()
    tickets = join(running.config.dataDir, 'tickets')
    const client = await DirectLineClient.start(running.bot.url)
    await client.post({ text: 'ticket' })
    await until(() => existsSync(join(tickets, 'A-1001', 'ticket.json')))
    await until(async () => (await running.store.backlog()).waiting === 0)
  })
  afterEach(() => running.stop())

  const purgeAt = (now: number) =>
    purge({ store: { ...running.store, now: () => now }, dataDir: running.config.dataDir })

  it('keeps the folder of a ticket as long as the ticket', async () => {
    await purgeAt(Date.now() + KEPT.ticket - DAY)
    expect(readdirSync(tickets)).toEqual(['A-1001'])
    expect(await purgeAt(Date.now() + KEPT.ticket + DAY)).toBeGreaterThan(0)
    expect(readdirSync(tickets)).toEqual([])
  })

  it('removes what was left half written, and nothing that is not its own', async () => {
    const old = new Date(Date.now() - KEPT.ticket - DAY)
    for (const name of ['A-7', 'A-8', 'notes']) {
      mkdirSync(join(tickets, name))
      utimesSync(join(tickets, name), old, old)
    }
    writeFileSync(join(tickets, 'A-8', 'ticket.md.part'), '')
    await purgeAt(Date.now())
    expect(readdirSync(tickets).sort()).toEqual(['A-1001', 'A-8', 'notes'])
    utimesSync(join(tickets, 'A-8'), old, old)
    await purgeAt(Date.now())
    expect(readdirSync(tickets).sort()).toEqual(['A-1001', 'notes'])
  })

  it('does without a folder of tickets', async () => {
    const bare = await startTestBot()
    expect(await purge({ store: bare.store, dataDir: bare.config.dataDir })).toBe(0)
    await bare.stop()
  })
})
