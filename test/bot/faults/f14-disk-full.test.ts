import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'

import { conversationKey, freeBytes, guardDisk, openSqlite, type Store } from '../../../bot/store/index.ts'

const KILOBYTE = 1024
const NAME = { channel: 'directline', conversation: 'c' }
const KEY = conversationKey(NAME)
const folder = mkdtempSync(join(tmpdir(), 'bot-small-disk-'))
const mounted = mount()

function mount(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

afterAll(() => {
  if (mounted) execFileSync('umount', [folder])
  rmSync(folder, { recursive: true, force: true })
})

async function turn(store: Store, activity: string): Promise<boolean> {
  try {
    await store.turn({ conversation: KEY, activity }, { name: NAME, person: 'p', locale: 'en' }, ({ seq }) => ({
      state: { schema: 1, seq },
      lines: [{ activity: { activity, text: 'x'.repeat(4 * KILOBYTE) } }],
      effects: [],
      outbox: [],
      answer: {},
    }))
    return true
  } catch {
    return false
  }
}

async function expectKept(store: Store, taken: string[]): Promise<void> {
  const lines = await store.lines(KEY, 0, 10_000)
  expect(lines.map(({ activity }) => activity['activity'])).toEqual(taken)
  const db = new Database(join(folder, 'bot.db'), { readonly: true })
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  db.close()
}

// A disk this small can only be made by root; elsewhere the two halves are skipped.
describe.skipIf(!mounted)('F14 disk full', () => {
  it('loses nothing it took when a commit finds no room, and goes on when there is some', async () => {
    const store = await openSqlite(join(folder, 'bot.db'))
    const taken: string[] = []
    let n = 0
    for (; await turn(store, `a${n}`); n += 1) taken.push(`a${n}`)
    expect(taken.length).toBeGreaterThan(20)
    expect(await turn(store, `a${n}`)).toBe(false)
    await store.close()
    const again = await openSqlite(join(folder, 'bot.db'))
    await expectKept(again, taken)
    execFileSync('mount', ['-o', 'remount,size=4m', folder])
    expect(await turn(again, `a${n}`)).toBe(true)
    await expectKept(again, [...taken, `a${n}`])
    await again.close()
    for (const file of ['bot.db', 'bot.db-wal', 'bot.db-shm', 'bot.db.lock'])
      rmSync(join(folder, file), { force: true })
  })

  it('takes no turns while there is little room, gives up its ballast first, and goes on by itself', async () => {
    let now = 0
    const limits = { minFree: 1024 * KILOBYTE, ballast: 256 * KILOBYTE }
    const inner = await openSqlite(join(folder, 'bot.db'))
    const store = guardDisk(inner, folder, limits, () => now)
    expect(existsSync(join(folder, 'ballast'))).toBe(true)
    expect(await turn(store, 'a1')).toBe(true)
    writeFileSync(join(folder, 'filler'), Buffer.alloc(freeBytes(folder) - 512 * KILOBYTE))
    now += 1000
    expect(await turn(store, 'a2')).toBe(false)
    await expect(store.check()).rejects.toMatchObject({ code: 'storage-unavailable' })
    expect(existsSync(join(folder, 'ballast'))).toBe(false)
    // What is on its way out goes on.
    expect(await store.take('mail', 'l', Date.now())).toBeUndefined()
    expect(await store.purge(Date.now())).toBe(0)
    rmSync(join(folder, 'filler'))
    now += 1000
    expect(await turn(store, 'a2')).toBe(true)
    expect(existsSync(join(folder, 'ballast'))).toBe(true)
    await expectKept(store, ['a1', 'a2'])
    await store.close()
  })
})
