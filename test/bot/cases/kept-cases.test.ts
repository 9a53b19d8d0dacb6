import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import type { Expert } from '../../../bot/cases/index.ts'
import { conversationKey, openBeside, openSqlite } from '../../../bot/store/index.ts'
import { newDataDir } from '../test-bot.ts'

const ANNA: Expert = { id: 'anna', name: 'Anna', via: 'desk' }
const OPTIONS = { sinkNames: ['mail'], mask: (text: string) => text }
const CANARY = 'canary-4711'

/** A database as the version before cases left it: two tickets, one of them without its conversation. */
function oldDatabase(): string {
  const folder = newDataDir()
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'bot.db')
  const database = new Database(file)
  database.exec(readFileSync('test/fixtures/databases/before-cases.sql', 'utf8'))
  database.close()
  return file
}

describe('createCases', () => {
  it('makes cases of the tickets that are there, and loses none', async () => {
    const store = await openSqlite(oldDatabase())
    const cases = store.openCases(OPTIONS)
    expect(await cases.cases({ limit: 10 })).toMatchObject([
      { number: 'A-1002', status: 'open', channel: '', person: '', openedAt: 1_790_000_000_000 },
      { number: 'A-1001', status: 'open', channel: 'directline', person: 'ann@corp.example', topic: 'kms-not-reached' },
    ])
    expect((await cases.cases({ limit: 10, search: '0xc004f074 ann@' })).map(({ number }) => number)).toEqual([
      'A-1001',
    ])
    expect(await cases.move('A-1001', ANNA, { kind: 'claim' })).toMatchObject({ ok: true, case: { locale: 'de-DE' } })
    await store.close()
  })
})

describe('erasePerson', () => {
  it('leaves nothing that was said about a case, in no table', async () => {
    const file = join(newDataDir(), 'bot.db')
    const store = await openSqlite(file)
    const cases = store.openCases(OPTIONS)
    const name = { channel: 'directline', conversation: 'c1' }
    const opening = { name, person: CANARY, locale: 'en' }
    const key = { conversation: conversationKey(name), activity: 'a1' }
    await store.turn(key, opening, ({ ticketNumber: number }) => ({
      lines: [],
      effects: [
        { kind: 'openTicket', ticket: { number, codes: [], facts: {}, tried: [], question: '?', words: CANARY } },
      ],
      outbox: [],
      answer: {},
    }))
    await cases.move('A-1001', ANNA, { kind: 'answer', words: `Dear ${CANARY}` })
    await cases.move('A-1001', { via: 'chat' }, { kind: 'add', words: `I am ${CANARY}` })
    await cases.link('A-1001', 'mail', CANARY, `https://tickets.example/${CANARY}`)
    await store.close()
    expect(readFileSync(file).includes(CANARY)).toBe(true)
    const beside = await openBeside({ file })
    expect(await beside.erase(CANARY)).toEqual({ conversations: 1, tickets: ['A-1001'] })
    await beside.close()
    for (const one of [file, `${file}-wal`]) {
      const held = readFileSync(one, { flag: 'a+' })
      expect(held.includes(CANARY), one).toBe(false)
    }
    const again = await openSqlite(file)
    expect(await again.take('case-news', 'lease', again.now() + 1000)).toBeUndefined()
    // Who changed what stays, without what was said and without the person.
    const audit = await again.openCases(OPTIONS).audit('A-1001')
    expect(audit.map(({ move, via }) => [move, via])).toEqual([
      ['open', 'chat'],
      ['answer', 'desk'],
      ['add', 'chat'],
    ])
    await again.close()
  })
})
