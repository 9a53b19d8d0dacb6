import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { type After, conversationKey, openSqlite, type Parcel, type Store } from '../../bot/store/index.ts'

const NAME = { channel: 'msteams', conversation: 'c' }
const KEY = conversationKey(NAME)
const EMPTY: After = { lines: [], effects: [], outbox: [], answer: {} }
const START = 1e12
const MINUTE = 60_000
const LEASE = 30_000

let folder: string
let store: Store
let now: number
let turns = 0

// What a disk does with a commit is tested elsewhere.
beforeEach(async () => {
  folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'outbox-'))
  now = START
  store = await openSqlite(join(folder, 'bot.db'), () => now)
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

async function turn(after: Partial<After>, conversation = NAME.conversation): Promise<void> {
  const name = { ...NAME, conversation }
  const opening = { name, person: 'p', locale: 'en', reference: '{}' }
  turns += 1
  await store.turn({ conversation: conversationKey(name), activity: `a${turns}` }, opening, () => ({
    ...EMPTY,
    ...after,
  }))
}
const put = (key: string, kind = 'mail') => turn({ outbox: [{ kind, key, payload: { key } }] })

async function take(lease: string, kind = 'mail'): Promise<Parcel> {
  const parcel = await store.take(kind, lease, now)
  if (!parcel) throw new Error('Nothing is due.')
  return parcel
}

describe('createOutboxStore', () => {
  it('hands out what is due of one kind, the longest due first', async () => {
    await put('A-1')
    await put('H-1', 'hook')
    now += 1
    await put('A-2')
    const { id } = await take('one')
    expect(await take('two')).toMatchObject({ kind: 'mail', key: 'A-2', payload: { key: 'A-2' }, attempts: 0, at: now })
    expect(await store.take('mail', 'three', now)).toBeUndefined()
    expect(await take('three', 'hook')).toMatchObject({ kind: 'hook', key: 'H-1' })
    expect(await store.finish(id, 'one', now)).toBe(true)
    now += LEASE
    expect(await take('four')).toMatchObject({ key: 'A-2' })
  })

  it('hands out nothing before it is due, and nothing that is settled or left to a person', async () => {
    await put('A-1')
    const { id } = await take('one')
    expect(await store.postpone(id, 'one', { dueAt: now + MINUTE, error: 'E' })).toBe(true)
    now += MINUTE - 1
    expect(await store.take('mail', 'two', now)).toBeUndefined()
    now += 1
    expect(await take('two')).toMatchObject({ attempts: 1 })
    expect(await store.postpone(id, 'two', { dueAt: now, error: 'E', parkedAt: now })).toBe(true)
    expect(await store.take('mail', 'three', now)).toBeUndefined()
  })

  it('takes nothing for a try that was put off', async () => {
    await put('A-1')
    const { id } = await take('one')
    expect(await store.defer(id, 'another', now)).toBe(false)
    expect(await store.defer(id, 'one', now + MINUTE)).toBe(true)
    expect(await store.take('mail', 'two', now)).toBeUndefined()
    now += MINUTE
    const again = await take('two')
    expect([again.attempts, again.doubtedAt]).toEqual([0, undefined])
  })

  it('lets nobody settle what another holds, and nobody settle twice', async () => {
    await put('A-1')
    const { id } = await take('one')
    for (const settle of [store.finish, store.extend]) expect(await settle(id, 'another', now)).toBe(false)
    expect(await store.postpone(id, 'another', { dueAt: now, error: 'E' })).toBe(false)
    expect(await store.finish(id, 'one', now)).toBe(true)
    expect(await store.finish(id, 'one', now)).toBe(false)
    expect(await store.postpone(id, 'one', { dueAt: now, error: 'E' })).toBe(false)
  })

  it('keeps a parcel for who extends the lease', async () => {
    await put('A-1')
    const { id } = await take('one')
    now += LEASE - 1
    expect(await store.extend(id, 'one', now)).toBe(true)
    now += LEASE - 1
    expect(await store.take('mail', 'two', now)).toBeUndefined()
    now += 1
    expect(await take('two')).toMatchObject({ doubtedAt: now })
  })

  it('knows until when a parcel is in doubt, whoever holds it next', async () => {
    await put('A-1')
    const { id } = await take('one')
    await store.postpone(id, 'one', { dueAt: now, error: 'E', doubtedAt: now })
    const { doubtedAt } = await take('two')
    expect(doubtedAt).toBe(START)
    await store.postpone(id, 'two', { dueAt: now, error: 'E' })
    expect(await take('three')).toMatchObject({ doubtedAt: START })
    await store.release(id, 'another')
    expect(await store.take('mail', 'four', now)).toBeUndefined()
    await store.release(id, 'three')
    expect(await take('four')).toMatchObject({ doubtedAt: now + LEASE })
  })

  it('hurries what waits for one system, and nothing else', async () => {
    for (const [key, kind] of [['A-1'], ['A-2'], ['A-3'], ['H-1', 'hook']]) await put(key ?? '', kind)
    const held: Parcel[] = []
    for (const lease of ['1', '2', '3']) held.push(await take(lease))
    const hook = await take('4', 'hook')
    const [first, second, third] = held.map(({ id }) => id)
    const later = { dueAt: now + 10 * MINUTE, error: 'E' }
    await store.postpone(first ?? '', '1', later)
    await store.postpone(second ?? '', '2', { ...later, parkedAt: now })
    await store.finish(third ?? '', '3', now)
    await store.postpone(hook.id, '4', later)
    now += 1
    await store.hasten('mail', now)
    expect(await take('5')).toMatchObject({ key: held[0]?.key })
    expect(await store.take('mail', '6', now)).toBeUndefined()
    expect(await store.take('hook', '6', now)).toBeUndefined()
  })

  it('does not make wait what is due already', async () => {
    await put('A-1')
    now += 2
    await put('A-2')
    await store.hasten('mail', now + MINUTE)
    expect(await store.take('mail', '1', now)).toMatchObject({ key: 'A-1' })
  })

  it('knows which systems have taken a parcel', async () => {
    for (const kind of ['mail', 'hook', 'files']) await put('A-1', kind)
    await put('A-2')
    for (const kind of ['mail', 'hook']) await store.finish((await take(kind, kind)).id, kind, now)
    expect((await store.takenBy('A-1')).toSorted()).toEqual(['hook', 'mail'])
    expect(await store.takenBy('A-2')).toEqual([])
  })

  it('knows when that is due which goes before later news of a case', async () => {
    const parcels: Record<string, Parcel> = {}
    for (const key of ['A-1', 'A-1/1', 'A-1/2', 'A-11', 'A-11/1']) {
      await put(key)
      parcels[key] = await take(key)
      now += 1
    }
    await put('A-1', 'hook')
    const before = async (key: string) => await store.before(parcels[key] ?? (await take(key)))
    expect(await Promise.all(['A-1', 'A-1/1', 'A-1/2', 'A-11/1'].map(before))).toEqual([
      undefined,
      START,
      START,
      START + 3,
    ])
    await store.finish(parcels['A-1']?.id ?? '', 'A-1', now)
    expect(await Promise.all(['A-1/1', 'A-1/2'].map(before))).toEqual([undefined, START + 1])
    await store.postpone(parcels['A-1/1']?.id ?? '', 'A-1/1', { dueAt: now, error: 'E', parkedAt: now })
    expect(await before('A-1/2')).toBeUndefined()
  })

  it('counts what waits and what is left to a person', async () => {
    expect(await store.backlog()).toEqual({ waiting: 0, parked: 0 })
    for (const key of ['A-1', 'A-2', 'A-3', 'A-4']) await put(key)
    const [one, two] = [await take('1'), await take('2')]
    await store.finish(one.id, '1', now)
    await store.postpone(two.id, '2', { dueAt: now, error: 'E', parkedAt: now })
    expect(await store.backlog()).toEqual({ waiting: 2, parked: 1 })
  })

  it('finds a ticket by its number', async () => {
    const draft = { codes: [], facts: {}, tried: [], question: 'Which host is right?' }
    const opening = { name: NAME, person: 'p', locale: 'en' }
    await store.turn({ conversation: KEY, activity: 'open' }, opening, ({ ticketNumber: number }) => ({
      ...EMPTY,
      effects: [{ kind: 'openTicket', ticket: { ...draft, number } }],
    }))
    expect(await store.ticket('A-1001')).toMatchObject({ number: 'A-1001', conversation: KEY, at: START, draft })
    expect(await store.ticket('A-9')).toBeUndefined()
  })
})

describe('createDeliveryStore', () => {
  const say = (...texts: string[]) =>
    turn({ lines: texts.map((text) => ({ activity: { text }, delivery: 'pending' as const })) })
  const seqs = async () => (await store.takeReplies(KEY)).map(({ seq }) => seq)

  it('hands out replies in order, once', async () => {
    await say('one', 'two')
    expect(await store.takeReplies(KEY)).toEqual([
      { seq: 1, at: START, activity: { text: 'one' } },
      { seq: 2, at: START, activity: { text: 'two' } },
    ])
    expect(await seqs()).toEqual([])
    for (const seq of [1, 2]) await store.markReply(KEY, seq, 'sent')
    expect(await seqs()).toEqual([])
    expect(await store.undelivered()).toEqual([])
  })

  it('hands out again what was given back', async () => {
    await say('one', 'two')
    await seqs()
    await store.markReply(KEY, 1, 'sent')
    await store.markReply(KEY, 2, 'pending')
    expect(await store.undelivered()).toMatchObject([{ key: KEY, channel: 'msteams', conversation: 'c' }])
    expect(await seqs()).toEqual([2])
  })

  it('changes nothing about a reply that nobody posts', async () => {
    await say('one')
    await store.markReply(KEY, 1, 'sent')
    expect(await seqs()).toEqual([1])
    await store.markReply(KEY, 2, 'sent')
    await store.markReply(conversationKey({ ...NAME, conversation: 'd' }), 1, 'sent')
    now += LEASE - 1
    expect(await store.undelivered()).toEqual([])
    now += 1
    expect(await store.undelivered()).toMatchObject([{ key: KEY }])
  })

  it('hands out nothing while somebody may still be posting, and doubts them after half a minute', async () => {
    await say('one')
    await seqs()
    await say('two')
    now += LEASE - 1
    expect(await seqs()).toEqual([])
    now += 1
    expect(await seqs()).toEqual([2])
  })

  it('keeps conversations apart', async () => {
    await say('one')
    await turn({ lines: [{ activity: { text: 'other' }, delivery: 'pending' }] }, 'd')
    expect(await seqs()).toEqual([1])
    expect((await store.undelivered()).map(({ conversation }) => conversation)).toEqual(['d'])
    await store.markReply(conversationKey({ ...NAME, conversation: 'd' }), 1, 'sent')
    expect(await store.undelivered()).toHaveLength(1)
  })
})
