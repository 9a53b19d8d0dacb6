import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { conversationKey, openBeside, openSqlite } from '../../bot/store/index.ts'
import { openPostgres } from '../../bot/store/postgres.ts'
import { type BotProcess, startBot } from '../support/bot-process.ts'
import { POSTGRES_BINARIES, POSTGRES_MISSING, startPostgres } from '../support/postgres.ts'
import { DirectLineClient } from './direct-line-client.ts'
import { newDataDir } from './test-bot.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const CANARIES = Array.from({ length: 20 }, (_, n) => `canary${String(n).padStart(2, '0')}x`)

type Ended = { code: number; out: string; errors: string }

async function run(command: string, parts: string[], settings: Record<string, string>): Promise<Ended> {
  const env = { PATH: process.env['PATH'] ?? '', ...settings }
  const child = spawn(process.execPath, [`bot/commands/${command}.ts`, ...parts], { cwd: ROOT, env })
  let out = ''
  let errors = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk
  })
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk
  })
  const [code] = await once(child, 'close')
  return { code, out, errors }
}

/** Canaries in the bytes of every file of a folder. */
function traces(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
  const bytes = files.filter((file) => statSync(file).isFile()).map((file) => readFileSync(file))
  return CANARIES.filter((canary) => bytes.some((content) => content.includes(canary)))
}

/** The tables of the database that hold any of these words. */
function tablesWith(dataDir: string, words: string[]): string[] {
  const db = new Database(join(dataDir, 'bot.db'), { readonly: true })
  const tables = db.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[]
  const found = tables.filter((table) => {
    const rows = db.prepare(`select * from ${table}`).all() as Record<string, unknown>[]
    const text = rows.flatMap((row) => Object.values(row).map(String)).join(' ')
    return words.some((word) => text.includes(word))
  })
  db.close()
  return found
}

/** Says every canary in some place: lines, facts, a miss, a ticket, a file. */
async function sing(client: DirectLineClient): Promise<void> {
  await client.post({ type: 'event', name: 'webchat/join' })
  await client.post({ text: `qwrtz ${CANARIES[16]} zxcv` })
  for (const canary of CANARIES.slice(0, 16)) {
    const { status } = await client.post({
      text: `0xC004F074 with host ${canary}.contoso.example, ${canary} ${'.'.repeat(400)}`,
    })
    expect(status).toBe(200)
  }
  await client.post({ text: `my ${CANARIES[17]} does what it wants` })
  const form = new FormData()
  const activity = JSON.stringify({ type: 'message', text: `see ${CANARIES[18]}` })
  form.append('activity', new Blob([activity], { type: 'application/vnd.microsoft.activity' }))
  form.append('file', new Blob([`host ${CANARIES[19]}.contoso.example`]), 'log.txt')
  await fetch(`${client.base}/conversations/${client.id}/upload?userId=x`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${client.token}` },
    body: form,
  })
  await client.post({ text: 'open a ticket' })
  await client.post({ text: 'yes' })
}

/** Breaks the state of every conversation, so that the next turn puts it into quarantine. */
function damage(dataDir: string): void {
  const db = new Database(join(dataDir, 'bot.db'), { timeout: 5000 })
  db.exec("update conversations set checksum = 'x' where state like '%canary%'")
  db.close()
}

let bot: BotProcess

beforeAll(async () => {
  bot = await startBot()
})
afterAll(() => bot.stop())

describe('erase', () => {
  it('leaves no trace of a person beside a running bot, and nothing of others is touched', async () => {
    const [person, other] = [await DirectLineClient.start(bot.url), await DirectLineClient.start(bot.url)]
    await other.post({ text: '0xC004F074 in Word' })
    const before = await other.read()
    await sing(person)
    const folder = join(bot.data, 'tickets', 'A-1001')
    while (!existsSync(join(folder, 'ticket.json'))) await new Promise((resolve) => setTimeout(resolve, 50))
    damage(bot.data)
    await person.post({ text: 'are you there' })
    expect(tablesWith(bot.data, CANARIES)).toEqual(expect.arrayContaining(['transcript', 'quarantine', 'files']))
    expect(traces(bot.data)).toEqual(CANARIES)
    const { activities } = await person.read()
    const user = activities.find(({ from }) => from.role === 'user')?.from.id ?? ''

    const { code, out } = await run('erase', ['--user', user], { DATA_DIR: bot.data })
    expect([code, out]).toEqual([0, expect.stringContaining('Erased 1 conversations and 1 tickets')])
    expect(traces(bot.data)).toEqual([])
    expect(CANARIES.filter((canary) => bot.errors().includes(canary))).toEqual([])
    expect(existsSync(folder)).toBe(false)
    expect(await other.read()).toEqual(before)
    expect((await other.post({ text: 'say that again' })).status).toBe(200)
  }, 60_000)

  it("erases who took part in somebody else's conversation", async () => {
    const dataDir = newDataDir()
    const store = await openSqlite(join(dataDir, 'bot.db'))
    const name = { channel: 'msteams', conversation: 'group' }
    const line = { from: { name: 'Ann_%', id: 'ann_%' }, text: CANARIES[0] }
    await store.turn(
      { conversation: conversationKey(name), activity: 'a' },
      { name, person: 'bob', locale: 'en' },
      () => ({
        lines: [{ activity: line }],
        effects: [],
        outbox: [],
        answer: {},
      }),
    )
    const none = await run('erase', ['--user', 'annX%'], { DATA_DIR: dataDir })
    expect(none.out).toContain('Erased 0 conversations')
    const { out } = await run('erase', ['--user', 'ann_%'], { DATA_DIR: dataDir })
    expect(out).toContain('Erased 1 conversations')
    expect(traces(dataDir)).toEqual([])
    await store.close()
  })

  it('says how it is used', async () => {
    const { code, errors } = await run('erase', [], { DATA_DIR: bot.data })
    expect([code, errors]).toEqual([2, expect.stringMatching(/^Usage: npm run -s erase/)])
    expect((await run('erase', ['--usr', 'x'], { DATA_DIR: bot.data })).code).toBe(2)
  })

  it.skipIf(!POSTGRES_BINARIES)(
    POSTGRES_BINARIES
      ? "leaves no trace in the files of PostgreSQL's tables, and says what its journal holds"
      : POSTGRES_MISSING,
    async () => {
      const server = await startPostgres()
      const url = await server.newDatabase()
      const store = await openPostgres(url)
      const turn = (person: string, words: string[]) => {
        const name = { channel: 'msteams', conversation: person }
        const key = { conversation: conversationKey(name), activity: 'a' }
        return store.turn(key, { name, person, locale: 'en' }, () => ({
          state: { schema: 1, words },
          lines: words.map((word) => ({ activity: { text: word } })),
          effects: [],
          outbox: [],
          answer: {},
        }))
      }
      await turn('bob', ['kept'])
      await turn('ann', CANARIES)
      const settings = { DATA_DIR: newDataDir(), DATABASE_URL: url, DIRECT_LINE_SECRET: 'x'.repeat(40) }
      const { out } = await run('erase', ['--user', 'ann'], settings)
      expect(out).toMatch(/^Erased 1 conversations and 0 tickets\.\nThe server's journal \(pg_wal/)
      expect(await store.lines(conversationKey({ channel: 'msteams', conversation: 'ann' }), 0, 9)).toEqual([])
      expect(await store.lines(conversationKey({ channel: 'msteams', conversation: 'bob' }), 0, 9)).toHaveLength(1)
      expect(traces(join(server.data, 'base'))).toEqual([])
      expect((await run('doctor', [], settings)).out).toMatch(/^ok\s+storage\s+PostgreSQL, 1 conversation, sound$/m)
      await store.close()
      await server.remove()
    },
  )
})

describe('openBeside', () => {
  it('tells a database that is empty from one that cannot be reached', async () => {
    const file = join(newDataDir(), 'bot.db')
    writeFileSync(file, '')
    await expect(openBeside({ file })).rejects.toThrow('The database is empty: "npm start" fills it.')
    const nowhere = openBeside({ file, url: 'postgres://bot@127.0.0.1:9/bot' })
    await expect(nowhere).rejects.toThrow(/cannot be reached/)
  })
})

describe('backup', () => {
  it('saves a whole copy beside a running bot, for its owner only', async () => {
    const client = await DirectLineClient.start(bot.url)
    await client.post({ text: '0xC004F074 in Word' })
    const file = join(newDataDir(), 'copy.db')
    const { code, out } = await run('backup', [file], { DATA_DIR: bot.data })
    expect([code, out]).toEqual([0, expect.stringContaining(file)])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const store = await openSqlite(file)
    const lines = await store.lines(conversationKey({ channel: 'directline', conversation: client.id }), 0, 10)
    expect(lines.map(({ activity }) => activity)).toEqual((await client.read()).activities)
    await store.close()
  })

  it('writes over nothing', async () => {
    const file = join(newDataDir(), 'there')
    writeFileSync(file, 'mine')
    const { code, errors } = await run('backup', [file], { DATA_DIR: bot.data })
    expect([code, errors]).toEqual([1, expect.stringMatching(/exists/)])
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })
})

describe('doctor', () => {
  it('finds a running bot well', async () => {
    const { code, out } = await run('doctor', [], { DATA_DIR: bot.data })
    expect(out).toMatch(/^ok\s+storage\s+.*a bot works on it, \d+ conversations, sound$/m)
    expect(code).toBe(0)
  })

  it('says what to do before the first start, and with a wrong setting', async () => {
    const fresh = await run('doctor', [], { DATA_DIR: newDataDir() })
    expect([fresh.code, fresh.out]).toEqual([0, expect.stringMatching(/^note\s+storage.*npm start/m)])
    const wrong = await run('doctor', [], { DATABASE_URL: 'mysql://x' })
    expect([wrong.code, wrong.out]).toEqual([1, expect.stringMatching(/^bad\s+configuration\s+DATABASE_URL/m)])
  })

  it('finds damage, and parcels that wait for a person', async () => {
    const dataDir = newDataDir()
    const file = join(dataDir, 'bot.db')
    const store = await openSqlite(file)
    await store.close()
    const db = new Database(file)
    db.exec(
      `insert into outbox (id, kind, key, payload, due_at, at, parked_at) values ('1', 'mail', 'A-1', '{}', 1, 1, 1)`,
    )
    expect((await run('doctor', [], { DATA_DIR: dataDir })).out).toMatch(/^bad\s+outbox\s+1 were refused/m)
    db.exec('insert into quarantine values (1, 2, 3, 4, 5)')
    db.pragma('wal_checkpoint(truncate)')
    const pages = db.pragma('page_size', { simple: true }) as number
    db.close()
    const bytes = readFileSync(file)
    for (let page = 1; page * pages < bytes.length; page += 1) bytes.fill(0x5a, page * pages, page * pages + 64)
    writeFileSync(file, bytes)
    const { code, out } = await run('doctor', [], { DATA_DIR: dataDir })
    expect([code, out]).toEqual([1, expect.stringMatching(/^bad\s+storage/m)])
  })
})
