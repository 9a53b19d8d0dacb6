import { statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { openSqlite } from '../../bot/store/index.ts'
import { describeStore } from './store-conformance.ts'
import { newDataDir } from './test-bot.ts'

function query(file: string, text: string): Record<string, unknown>[] {
  const other = new Database(file)
  try {
    const statement = other.prepare(text)
    if (statement.reader) return statement.all() as Record<string, unknown>[]
    statement.run()
    return []
  } finally {
    other.close()
  }
}

describeStore(
  'openSqlite',
  async () => {
    const file = join(newDataDir(), 'bot.db')
    return {
      open: (ahead = () => 0) => openSqlite(file, () => Date.now() + ahead()),
      sql: async (text) => query(file, text),
    }
  },
  async () => {},
)

describe('openSqlite', () => {
  it('keeps its files to their owner', async () => {
    const file = join(newDataDir(), 'bot.db')
    const store = await openSqlite(file)
    for (const suffix of ['', '-wal', '-shm', '.lock']) expect(statSync(`${file}${suffix}`).mode & 0o777).toBe(0o600)
    await store.close()
  })

  it('lets no second bot work on the file', async () => {
    const file = join(newDataDir(), 'bot.db')
    const store = await openSqlite(file)
    await expect(openSqlite(file)).rejects.toMatchObject({ code: 'database-in-use' })
    await store.close()
  })

  it('waits for another program without holding up the process', async () => {
    const file = join(newDataDir(), 'bot.db')
    const store = await openSqlite(file)
    const other = new Database(file)
    other.exec('begin immediate')
    let ticks = 0
    const timer = setInterval(() => {
      ticks += 1
    }, 10)
    const spent = store.spend('x', Date.now() + 10_000)
    await new Promise((resolve) => setTimeout(resolve, 300))
    other.exec('commit')
    other.close()
    expect(await spent).toBe(true)
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(3)
    await store.close()
  })

  it('refuses when another program does not let go', async () => {
    const file = join(newDataDir(), 'bot.db')
    const store = await openSqlite(file)
    const other = new Database(file)
    other.exec('begin immediate')
    await expect(store.spend('x', Date.now() + 10_000)).rejects.toMatchObject({ code: 'storage-unavailable' })
    other.exec('rollback')
    other.close()
    expect(await store.spend('x', Date.now() + 10_000)).toBe(true)
    await store.close()
  })
})
