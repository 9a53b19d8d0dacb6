import { statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { type After, conversationKey, openSqlite, type Store } from '../../bot/store/index.ts'
import { newDataDir } from './test-bot.ts'

const NAME = { channel: 'directline', conversation: 'c1' }
const OPENING = { name: NAME, person: 'dl_1', locale: 'en' }
const KEY = conversationKey(NAME)
const EMPTY: After = { lines: [], effects: [], outbox: [], answer: { ok: true } }

let file: string
let store: Store

beforeEach(async () => {
  file = join(newDataDir(), 'bot.db')
  store = await openSqlite(file)
})
afterEach(() => store.close().catch(() => {}))

const turn = (activity: string, after: Partial<After> = {}) =>
  store.turn({ conversation: KEY, activity }, OPENING, () => ({ ...EMPTY, ...after }))

async function stateAt(activity: string): Promise<{ state: unknown; damaged: boolean; faults: number }> {
  let seen = { state: undefined as unknown, damaged: false, faults: 0 }
  await store.turn({ conversation: KEY, activity }, OPENING, ({ state, damaged, faults }) => {
    seen = { state, damaged, faults }
    return EMPTY
  })
  return seen
}

function corrupt(sql: string): void {
  const other = new Database(file)
  other.exec(sql)
  other.close()
}

describe('openSqlite', () => {
  it('keeps the file to its owner', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('lets no second bot work on the file', async () => {
    await expect(openSqlite(file)).rejects.toMatchObject({ code: 'database-in-use' })
  })

  it('can be opened again after it was closed', async () => {
    await turn('a1', { state: { schema: 1, n: 1 } })
    await store.close()
    store = await openSqlite(file)
    expect(await stateAt('a2')).toMatchObject({ state: { n: 1 } })
  })

  it('lets other programs read and write beside it', async () => {
    corrupt("insert into spent values ('x', 1)")
    expect(await store.spend('y', Date.now() + 1000)).toBe(true)
  })
})

describe('createTurnStore', () => {
  it('answers an activity it has seen as before, without doing it again', async () => {
    expect(await turn('a1', { answer: 1 })).toEqual({ replayed: false, answer: 1 })
    expect(await turn('a1', { answer: 2 })).toEqual({ replayed: true, answer: 1 })
  })

  it('takes the same activity id in another conversation as another activity', async () => {
    await turn('a1')
    const name = { channel: 'directline', conversation: 'c2' }
    const key = { conversation: conversationKey(name), activity: 'a1' }
    expect(await store.turn(key, { ...OPENING, name }, () => EMPTY)).toMatchObject({ replayed: false })
  })

  it('leaves nothing of a turn that fails', async () => {
    await turn('a1', { state: { schema: 1, n: 1 } })
    const failing = store.turn({ conversation: KEY, activity: 'a2' }, OPENING, () => {
      throw new Error('broken')
    })
    await expect(failing).rejects.toThrow('broken')
    expect(await store.lines(KEY, 0, 10)).toEqual([])
    expect(await turn('a2')).toMatchObject({ replayed: false })
  })

  it.each([
    ['is cut short', 'update conversations set state = substr(state, 1, 5)'],
    ['was changed by hand', `update conversations set state = '{"schema":1,"n":9}'`],
    ['is of another schema', 'update conversations set state_schema = 99'],
  ])('sets aside a state that %s and starts afresh', async (_, sql) => {
    await turn('a1', { state: { schema: 1, n: 1 } })
    corrupt(sql)
    expect(await stateAt('a2')).toEqual({ state: undefined, damaged: true, faults: 0 })
    const other = new Database(file, { readonly: true })
    expect(other.prepare('select conversation from quarantine').all()).toEqual([{ conversation: KEY }])
    other.close()
  })

  it('counts tickets without a gap', async () => {
    const ticket = (number: string) => ({ number, codes: [], facts: {}, tried: [], question: '?' })
    const numbers: string[] = []
    for (const activity of ['a1', 'a2', 'a3'])
      await store.turn({ conversation: KEY, activity }, OPENING, ({ ticketNumber }) => {
        numbers.push(ticketNumber)
        const isOpened = activity !== 'a2'
        return { ...EMPTY, effects: isOpened ? [{ kind: 'openTicket', ticket: ticket(ticketNumber) }] : [] }
      })
    expect(numbers).toEqual(['A-1001', 'A-1002', 'A-1002'])
  })

  it('numbers the lines of a conversation, whoever writes at the same time', async () => {
    await Promise.all(
      Array.from({ length: 10 }, (_, n) => turn(`a${n}`, { lines: [{ activity: { n } }, { activity: {} }] })),
    )
    expect((await store.lines(KEY, 0, 100)).map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
  })
})

describe('createOutboxStore', () => {
  const post = (key: string) => turn(`turn-${key}`, { outbox: [{ kind: 'mail', key, payload: { key } }] })

  it('hands a parcel to one taker, until the lease runs out', async () => {
    await post('A-1')
    const now = Date.now() + 1
    const parcel = await store.take('mail', 'lease-1', now)
    expect(parcel).toMatchObject({ key: 'A-1', payload: { key: 'A-1' }, attempts: 0 })
    expect(await store.take('mail', 'lease-2', now)).toBeUndefined()
    expect(await store.take('mail', 'lease-2', now + 31_000)).toMatchObject({ key: 'A-1' })
    expect(await store.finish(parcel?.id ?? '', 'lease-1', now)).toBe(false)
    expect(await store.finish(parcel?.id ?? '', 'lease-2', now)).toBe(true)
    expect(await store.take('mail', 'lease-3', now + 99_000)).toBeUndefined()
  })

  it('keeps one parcel per key', async () => {
    await post('A-1')
    await turn('again', { outbox: [{ kind: 'mail', key: 'A-1', payload: {} }] })
    const now = Date.now() + 1
    expect(await store.take('mail', 'l1', now)).toMatchObject({ payload: { key: 'A-1' } })
    expect(await store.take('mail', 'l2', now)).toBeUndefined()
  })
})
