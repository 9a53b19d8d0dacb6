import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'

import { type After, conversationKey, type Store } from '../../bot/store/index.ts'

/** A database under test. */
export type Bench = {
  /** Opens it, as a bot does; the clock of the store runs `ahead` of the real one. */
  open(ahead?: () => number): Promise<Store>
  /** Changes or reads it from outside. */
  sql(text: string): Promise<Record<string, unknown>[]>
}

const RECORDS = fileURLToPath(new URL('../fixtures/records', import.meta.url))
const NAME = { channel: 'directline', conversation: 'c1' }
const OPENING = { name: NAME, person: 'dl_1', locale: 'en' }
const KEY = conversationKey(NAME)
const EMPTY: After = { lines: [], effects: [], outbox: [], answer: { ok: true } }
const DAY = 24 * 3_600_000

/** What every database must do, whichever it is. */
export function describeStore(title: string, newBench: () => Promise<Bench>, end: () => Promise<void>): void {
  describe(title, () => {
    let bench: Bench
    let store: Store
    let ahead = 0

    beforeEach(async () => {
      ahead = 0
      bench = await newBench()
      store = await bench.open(() => ahead)
    })
    afterEach(() => store.close().catch(() => {}))
    afterAll(end)

    const turn = (activity: string, after: Partial<After> = {}, conversation = NAME.conversation) => {
      const name = { ...NAME, conversation }
      const key = { conversation: conversationKey(name), activity }
      return store.turn(key, { ...OPENING, name }, () => ({ ...EMPTY, ...after }))
    }
    const pushed = (activity: string, after: Partial<After> = {}) =>
      store.turn({ conversation: KEY, activity }, { ...OPENING, reference: '{}' }, () => ({ ...EMPTY, ...after }))

    async function stateAt(activity: string): Promise<{ state: unknown; damaged: boolean; faults: number }> {
      let seen = { state: undefined as unknown, damaged: false, faults: 0 }
      await store.turn({ conversation: KEY, activity }, OPENING, ({ state, damaged, faults }) => {
        seen = { state, damaged, faults }
        return EMPTY
      })
      return seen
    }

    describe('turn', () => {
      it('answers an activity it has seen as before, without doing it again', async () => {
        const written = { after: 0, activities: ['{"text":"hi"}'] }
        const first = await turn('a1', { answer: 1, lines: [{ activity: { text: 'hi' } }] })
        expect(first).toEqual({ replayed: false, answer: 1, written })
        expect(await turn('a1', { answer: 2 })).toEqual({ replayed: true, answer: 1 })
      })

      it('takes the same activity id in another conversation as another activity', async () => {
        await turn('a1')
        expect(await turn('a1', {}, 'c2')).toMatchObject({ replayed: false })
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

      it('goes on where it was after it was closed and opened', async () => {
        await turn('a1', { state: { schema: 1, n: 1 } })
        await store.close()
        store = await bench.open()
        expect(await stateAt('a2')).toMatchObject({ state: { n: 1 } })
      })

      it.each([
        ['is cut short', 'update conversations set state = substr(state, 1, 5)'],
        ['was changed by hand', `update conversations set state = '{"schema":1,"n":9}'`],
        ['is of a schema to come', 'update conversations set state_schema = 99'],
        ['is gone', 'update conversations set state = null'],
        [
          'belongs to another conversation',
          `update conversations set (state, checksum) =
          (select state, checksum from conversations other where other.conversation = 'c2')`,
        ],
      ])('sets aside a state that %s and starts afresh', async (_, sql) => {
        await turn('a1', { state: { schema: 1, n: 1 } })
        await turn('a1', { state: { schema: 1, n: 2 } }, 'c2')
        await bench.sql(sql)
        expect(await stateAt('a2')).toEqual({ state: undefined, damaged: true, faults: 0 })
        expect(await bench.sql('select conversation from quarantine')).toEqual([{ conversation: KEY }])
      })

      it.each(readdirSync(RECORDS))('reads the record of %s, and writes it anew', async (file) => {
        const { record, state } = JSON.parse(readFileSync(`${RECORDS}/${file}`, 'utf8'))
        await turn('a1')
        await bench.sql(`update conversations set state = '${record.state}', state_schema = ${record.state_schema},
          checksum = '${record.checksum}'`)
        expect(await stateAt('a2')).toEqual({ state, damaged: false, faults: 0 })
        await turn('a3', { state })
        expect(await bench.sql('select state_schema from conversations')).toEqual([{ state_schema: 2 }])
        expect(await stateAt('a4')).toMatchObject({ state, damaged: false })
      })

      it('counts tickets without a gap', async () => {
        const numbers: string[] = []
        for (const activity of ['a1', 'a2', 'a3'])
          await store.turn({ conversation: KEY, activity }, OPENING, ({ ticketNumber }) => {
            numbers.push(ticketNumber)
            return { ...EMPTY, effects: activity === 'a2' ? [] : [openTicket(ticketNumber)] }
          })
        expect(numbers).toEqual(['A-1001', 'A-1002', 'A-1002'])
      })

      it('gives tickets that are opened at once different numbers, each known to its conversation', async () => {
        const told = await Promise.all(
          Array.from({ length: 12 }, async (_, n) => {
            const name = { ...NAME, conversation: `at-once-${n}` }
            const key = { conversation: conversationKey(name), activity: 'a' }
            const { answer } = await store.turn(key, { ...OPENING, name }, ({ ticketNumber }) => ({
              ...EMPTY,
              effects: [openTicket(ticketNumber)],
              answer: ticketNumber,
            }))
            expect(await store.ticket(String(answer))).toMatchObject({ conversation: key.conversation })
            return answer
          }),
        )
        expect(told.sort()).toEqual(Array.from({ length: 12 }, (_, n) => `A-${1001 + n}`))
      })

      it('numbers the lines of a conversation, whoever writes at the same time', async () => {
        await Promise.all(
          Array.from({ length: 10 }, (_, n) => turn(`a${n}`, { lines: [{ activity: { n } }, { activity: {} }] })),
        )
        const seqs = (await store.lines(KEY, 0, 100)).map(({ seq }) => seq)
        expect(seqs).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
      })

      it('stores any text that people can send', async () => {
        const text = 'nul \0, half \ud83d, whole 😀, quote \' " \\'
        await turn('a1', {
          lines: [{ activity: { text } }],
          effects: [
            { kind: 'recordMiss', text, reason: 'unclear' },
            { kind: 'recordFeedback', node: 'n', graph: 'g', helpful: false, words: text },
          ],
        })
        expect((await store.lines(KEY, 0, 1))[0]?.activity).toEqual({ text })
        expect(await bench.sql('select text from misses')).toEqual([{ text: text.replace('\0', '').toWellFormed() }])
      })
    })

    describe('takeReplies', () => {
      const reply = (text: string): Partial<After> => ({ lines: [{ activity: { text }, delivery: 'pending' }] })

      it('gives nothing out while earlier replies are on their way', async () => {
        await pushed('a1', reply('one'))
        expect(await store.takeReplies(KEY)).toMatchObject([{ seq: 1, activity: { text: 'one' } }])
        await pushed('a2', reply('two'))
        expect(await store.takeReplies(KEY)).toEqual([])
        await store.markReply(KEY, 1, 'sent')
        expect(await store.takeReplies(KEY)).toMatchObject([{ seq: 2 }])
      })

      it('leaves what was taken with its turn to whoever took it, and what comes meanwhile to the next', async () => {
        const { taken } = await pushed('a1', { ...reply('one'), posts: true })
        expect(taken).toMatchObject([{ seq: 1, activity: { text: 'one' } }])
        expect(await pushed('a2', { ...reply('two'), posts: true })).not.toHaveProperty('taken')
        expect(await store.takeReplies(KEY)).toEqual([])
        await store.markReply(KEY, 1, 'sent')
        expect(await store.takeReplies(KEY)).toMatchObject([{ seq: 2 }])
        await store.markReply(KEY, 2, 'sent')
        expect((await pushed('a3', { ...reply('three'), posts: true })).taken).toMatchObject([{ seq: 3 }])
      })

      it('leaves in doubt what was taken with its turn by a process that died', async () => {
        await pushed('a1', { ...reply('one'), posts: true })
        ahead += 31_000
        expect(await store.undelivered()).toMatchObject([{ key: KEY }])
        expect(await store.takeReplies(KEY)).toEqual([])
        expect(await bench.sql("select seq from transcript where delivery = 'unconfirmed'")).toEqual([{ seq: 1 }])
        expect(await pushed('a2', { ...reply('two'), posts: true })).not.toHaveProperty('taken')
        expect((await store.takeReplies(KEY)).map(({ seq }) => seq)).toEqual([1, 2])
      })

      it('leaves in doubt what a process that died was posting, and gives it out once more after the next turn', async () => {
        await pushed('a1', reply('one'))
        await store.takeReplies(KEY)
        ahead += 31_000
        expect(await store.undelivered()).toMatchObject([{ key: KEY }])
        expect(await store.takeReplies(KEY)).toEqual([])
        const asked: boolean[] = []
        for (const activity of ['a2', 'a3'])
          await store.turn({ conversation: KEY, activity }, { ...OPENING, reference: '{}' }, ({ unconfirmed }) => {
            asked.push(unconfirmed)
            return EMPTY
          })
        expect(asked).toEqual([true, false])
        expect(await store.takeReplies(KEY)).toMatchObject([{ seq: 1, activity: { text: 'one' } }])
      })

      it('offers a reply once, however often it ends in doubt', async () => {
        await pushed('a1', reply('one'))
        for (const activity of ['a2', 'a3', 'a4']) {
          for (const { seq } of await store.takeReplies(KEY)) await store.markReply(KEY, seq, 'unconfirmed')
          await pushed(activity)
        }
        expect(await store.takeReplies(KEY)).toEqual([])
        expect(await bench.sql("select seq from transcript where delivery = 'unconfirmed'")).toEqual([{ seq: 1 }])
      })
    })

    describe('take', () => {
      const post = (key: string) => turn(`turn-${key}`, { outbox: [{ kind: 'mail', key, payload: { key } }] })

      it('hands a parcel to one taker, until the lease runs out', async () => {
        await post('A-1')
        const now = Date.now() + 1000
        const parcel = await store.take('mail', 'lease-1', now)
        expect(parcel).toMatchObject({ key: 'A-1', payload: { key: 'A-1' }, attempts: 0 })
        expect(await store.take('mail', 'lease-2', now)).toBeUndefined()
        expect(await store.extend(parcel?.id ?? '', 'lease-1', now + 20_000)).toBe(true)
        expect(await store.take('mail', 'lease-2', now + 31_000)).toBeUndefined()
        expect(await store.take('mail', 'lease-2', now + 51_000)).toMatchObject({ key: 'A-1' })
        expect(await store.finish(parcel?.id ?? '', 'lease-1', now)).toBe(false)
        expect(await store.extend(parcel?.id ?? '', 'lease-1', now)).toBe(false)
        expect(await store.finish(parcel?.id ?? '', 'lease-2', now)).toBe(true)
        expect(await store.take('mail', 'lease-3', now + 99_000)).toBeUndefined()
      })

      it('keeps one parcel per key', async () => {
        await post('A-1')
        await turn('again', { outbox: [{ kind: 'mail', key: 'A-1', payload: {} }] })
        const now = Date.now() + 1000
        expect(await store.take('mail', 'l1', now)).toMatchObject({ payload: { key: 'A-1' } })
        expect(await store.take('mail', 'l2', now)).toBeUndefined()
      })

      it('gives takers that come at once different parcels', async () => {
        for (const key of ['A-1', 'A-2', 'A-3', 'A-4']) await post(key)
        const now = Date.now() + 1000
        const taken = await Promise.all(['1', '2', '3', '4'].map((lease) => store.take('mail', lease, now)))
        expect(taken.map((parcel) => parcel?.key).sort()).toEqual(['A-1', 'A-2', 'A-3', 'A-4'])
      })

      it('remembers until when the parcel of one who died may have got through', async () => {
        await post('A-1')
        const now = Date.now() + 1000
        const parcel = await store.take('mail', 'of the dead', now)
        expect(parcel?.doubtedAt).toBeUndefined()
        const again = await store.take('mail', 'mine', now + 31_000)
        expect(again?.doubtedAt).toBe(now + 30_000)
        await store.postpone(again?.id ?? '', 'mine', { dueAt: now + 32_000, error: 'E' })
        expect((await store.take('mail', 'mine', now + 32_000))?.doubtedAt).toBe(now + 30_000)
        await store.release(again?.id ?? '', 'mine')
        expect((await store.take('mail', 'mine', now + 33_000))?.doubtedAt).toBe(now + 62_000)
      })

      it('knows what goes before later news of a case, of that case only', async () => {
        for (const key of ['A-1', 'A-1/1', 'A-1/2', 'A-11/1', 'A-12']) {
          ahead += 10
          await post(key)
        }
        const now = store.now() + 1000
        const taken = await Promise.all(['1', '2', '3', '4', '5'].map((lease) => store.take('mail', lease, now)))
        const heldBack = async () => {
          const parcels = taken.flatMap((parcel) => parcel ?? [])
          const blocked = await Promise.all(parcels.map(async (parcel) => [parcel.key, await store.before(parcel)]))
          return blocked.flatMap(([key, due]) => (due === undefined ? [] : key)).sort()
        }
        expect(await heldBack()).toEqual(['A-1/1', 'A-1/2'])
        const opening = taken.find((parcel) => parcel?.key === 'A-1')
        const lease = String(taken.indexOf(opening) + 1)
        await store.finish(opening?.id ?? '', lease, now)
        expect(await heldBack()).toEqual(['A-1/2'])
      })

      it('counts what waits and what is parked', async () => {
        await post('A-1')
        await post('A-2')
        const now = Date.now() + 1000
        const parcel = await store.take('mail', 'l', now)
        await store.postpone(parcel?.id ?? '', 'l', { dueAt: now, error: 'E', parkedAt: now })
        expect(await store.backlog()).toEqual({ waiting: 1, parked: 1 })
      })
    })

    describe('purge', () => {
      it('removes what is older than it may be, and nothing else', async () => {
        await turn('old', { lines: [{ activity: { text: 'old' } }], state: { schema: 1 } }, 'idle')
        await turn('old', { lines: [{ activity: { text: 'old' } }], state: { schema: 1 } })
        ahead = 29 * DAY
        await turn('new', { lines: [{ activity: { text: 'new' } }] })
        ahead = 31 * DAY
        await store.purge(store.now())
        expect(await bench.sql('select conversation from conversations')).toEqual([{ conversation: 'c1' }])
        expect((await store.lines(KEY, 0, 10)).map(({ activity }) => activity)).toEqual([{ text: 'new' }])
        expect(await bench.sql('select activity from turns')).toEqual([{ activity: 'new' }])
        expect(await turn('new')).toMatchObject({ replayed: true })
      })

      it('keeps a conversation until IT has its ticket', async () => {
        await store.turn({ conversation: KEY, activity: 'a1' }, OPENING, ({ ticketNumber }) => ({
          ...EMPTY,
          effects: [openTicket(ticketNumber)],
          outbox: [{ kind: 'ticket-files', key: ticketNumber, payload: { number: ticketNumber } }],
        }))
        ahead = 60 * DAY
        await store.purge(store.now())
        expect(await store.conversation(KEY)).toBeDefined()
        const parcel = await store.take('ticket-files', 'l', store.now())
        await store.finish(parcel?.id ?? '', 'l', store.now())
        await store.purge(store.now())
        expect(await store.conversation(KEY)).toBeUndefined()
        ahead = 68 * DAY
        await store.purge(store.now())
        expect(await bench.sql('select payload from outbox')).toEqual([{ payload: '{}' }])
      })
    })

    describe('spend', () => {
      it('is true for the first', async () => {
        const results = await Promise.all([1, 2, 3].map(() => store.spend('id', Date.now() + 1000)))
        expect(results.filter((first) => first)).toHaveLength(1)
      })
    })
  })
}

function openTicket(number: string) {
  return { kind: 'openTicket' as const, ticket: { number, codes: [], facts: {}, tried: [], question: '?' } }
}
