import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { CaseStore, Expert, Move } from '../../../bot/cases/index.ts'
import { type After, conversationKey, type Store } from '../../../bot/store/index.ts'
import type { TicketDraft } from '../../../dialogs/index.ts'

/** Databases under test: each opening of the same place is another bot on the same database. */
export type Bench = { open(ahead: () => number): Promise<Store>; bots: number }

const ANNA: Expert = { id: 'anna', name: 'Anna', via: 'desk' }
const BERT: Expert = { id: 'bert', name: 'Bert', via: 'teams' }
const NAME = { channel: 'directline', conversation: 'c1' }
const KEY = conversationKey(NAME)
const OPENING = { name: NAME, person: 'dl_1', locale: 'en' }
const EMPTY: After = { lines: [], effects: [], outbox: [], answer: {} }
const WORDS = 'Look at the time of the client.'

/** What every database must do with cases, whichever it is. */
export function describeCases(title: string, newBench: () => Promise<Bench>, end: () => Promise<void>): void {
  describe(title, () => {
    let stores: Store[] = []
    let store: Store
    let cases: CaseStore
    let ahead = 0
    let turns = 0

    beforeEach(async () => {
      ahead = 0
      const bench = await newBench()
      stores = await Promise.all(Array.from({ length: bench.bots }, () => bench.open(() => ahead)))
      const [first] = stores
      if (!first) throw new Error('There is no bot.')
      store = first
      cases = casesOf(store)
    })
    afterEach(async () => void (await Promise.all(stores.map((one) => one.close().catch(() => {})))))
    afterAll(end)

    const casesOf = (one: Store) =>
      one.openCases({ sinkNames: ['ticket-files'], mask: (text) => text.replaceAll(/SECRET-\w+/g, '[hidden]') })
    const turn = (after: Partial<After>, conversation = NAME.conversation) => {
      turns += 1
      const name = { ...NAME, conversation }
      const key = { conversation: conversationKey(name), activity: `a${turns}` }
      return store.turn(key, { ...OPENING, name, reference: '{}' }, () => ({ ...EMPTY, ...after }))
    }
    const openCase = async (draft: Partial<TicketDraft> = {}, conversation = NAME.conversation): Promise<string> => {
      turns += 1
      const name = { ...NAME, conversation }
      const key = { conversation: conversationKey(name), activity: `a${turns}` }
      const { answer } = await store.turn(key, { ...OPENING, name }, ({ ticketNumber: number }) => ({
        ...EMPTY,
        effects: [{ kind: 'openTicket', ticket: { codes: [], facts: {}, tried: [], question: '?', ...draft, number } }],
        answer: number,
      }))
      return String(answer)
    }
    const parcels = async (kind: string) => {
      const found: unknown[] = []
      for (;;) {
        const parcel = await store.take(kind, 'lease', store.now() + 1000)
        if (!parcel) return found
        found.push({ key: parcel.key, payload: parcel.payload })
        await store.finish(parcel.id, 'lease', store.now())
      }
    }
    const claim: Move = { kind: 'claim' }

    describe('case', () => {
      it('has what the ticket had, and who opened it', async () => {
        const number = await openCase({ codes: ['0xC004F074'], question: 'Which host?' })
        expect(await cases.case(number)).toMatchObject({
          number,
          conversation: KEY,
          channel: 'directline',
          person: 'dl_1',
          status: 'open',
          version: 0,
          draft: { codes: ['0xC004F074'] },
          entries: [],
          links: [],
        })
        expect(await cases.case('A-9')).toBeUndefined()
      })

      it('belongs to who opened it, not to who began the conversation', async () => {
        await turn({})
        await store.turn({ conversation: KEY, activity: 'bob' }, { ...OPENING, person: 'bob' }, ({ ticketNumber }) => ({
          ...EMPTY,
          effects: [
            { kind: 'openTicket', ticket: { number: ticketNumber, codes: [], facts: {}, tried: [], question: '?' } },
          ],
        }))
        expect((await cases.cases({ limit: 1, search: 'bob' }))[0]?.person).toBe('bob')
      })

      it('tells what was said in order, without secrets', async () => {
        const number = await openCase()
        await cases.move(number, ANNA, { kind: 'ask', words: 'Which key? SECRET-1' })
        await turn({ moves: [{ number, move: { kind: 'add', words: 'None.' }, lanes: [] }] })
        await cases.move(number, ANNA, { kind: 'resolve' })
        expect((await cases.case(number))?.entries).toMatchObject([
          { id: `${number}/1`, by: 'expert', author: 'Anna', kind: 'question', text: 'Which key? [hidden]' },
          { id: `${number}/2`, by: 'person', kind: 'words', text: 'None.', delivery: 'told' },
          { id: `${number}/3`, by: 'expert', kind: 'resolution', text: '' },
        ])
      })
    })

    describe('move', () => {
      it('changes where a case stands and who has it', async () => {
        const number = await openCase()
        ahead = 5000
        expect(await cases.move(number, ANNA, claim)).toMatchObject({
          ok: true,
          case: { status: 'claimed', owner: ANNA, version: 1 },
        })
        const found = await cases.case(number)
        expect(found?.changedAt).toBeGreaterThan(found?.openedAt ?? 0)
        expect(await cases.move(number, ANNA, { kind: 'release' })).toMatchObject({
          ok: true,
          case: { status: 'open' },
        })
        expect((await cases.case(number))?.owner).toBeUndefined()
      })

      it('refuses with how things stand', async () => {
        const number = await openCase()
        await cases.move(number, ANNA, claim)
        expect(await cases.move(number, BERT, claim)).toMatchObject({
          ok: false,
          reason: 'taken',
          case: { owner: ANNA, version: 1 },
        })
        expect(await cases.move('A-9', BERT, claim)).toEqual({ ok: false, reason: 'unknown' })
      })

      it('refuses who has not seen the latest, unless nothing is left to do', async () => {
        const number = await openCase()
        await cases.move(number, ANNA, { kind: 'answer', words: WORDS })
        await turn({ moves: [{ number, move: { kind: 'add', words: 'It was late.' }, lanes: [] }] })
        const late = await cases.move(number, ANNA, { kind: 'resolve' }, 1)
        expect(late).toMatchObject({ ok: false, reason: 'changed', case: { status: 'claimed', version: 2 } })
        expect(await cases.move(number, ANNA, claim, 1)).toMatchObject({ ok: true, case: { version: 2 } })
        expect(await cases.move(number, ANNA, { kind: 'resolve' }, 2)).toMatchObject({ ok: true })
      })

      it('makes one owner of fifty who claim at once', async () => {
        const number = await openCase()
        const outcomes = await Promise.all(
          Array.from({ length: 50 }, async (_, n) => {
            const expert: Expert = { id: `expert-${n}`, name: `Expert ${n}`, via: 'teams' }
            const outcome = await casesOf(stores[n % stores.length] ?? store).move(number, expert, claim)
            return { outcome, expert }
          }),
        )
        const winners = outcomes.filter(({ outcome }) => outcome.ok)
        const refused = outcomes.flatMap(({ outcome }) => (outcome.ok ? [] : outcome))
        expect(winners).toHaveLength(1)
        const [owner] = winners.map(({ expert }) => expert)
        expect(refused.map(({ reason }) => reason)).toEqual(Array.from({ length: 49 }, () => 'taken'))
        expect(refused.every((one) => one.case?.owner?.id === owner?.id)).toBe(true)
        expect((await cases.audit(number)).filter(({ move }) => move === 'claim')).toMatchObject([
          { actor: owner?.id, via: 'teams', from: 'open', to: 'claimed', version: 1 },
        ])
        expect(await parcels('case-news')).toHaveLength(1)
      })

      it('makes a move once that is asked for under one name, at whichever bot', async () => {
        const number = await openCase()
        const asked = Array.from({ length: 10 }, (_, n) =>
          casesOf(stores[n % stores.length] ?? store).move(
            number,
            ANNA,
            { kind: 'answer', words: WORDS },
            { once: 'n1' },
          ),
        )
        expect((await Promise.all(asked)).every(({ ok }) => ok)).toBe(true)
        expect((await cases.case(number))?.entries).toHaveLength(1)
        await cases.move(number, ANNA, { kind: 'answer', words: WORDS }, { once: 'n2' })
        expect((await cases.case(number))?.entries).toHaveLength(2)
      })

      it('leaves nothing of a second click', async () => {
        const number = await openCase()
        await cases.move(number, ANNA, claim)
        expect(await cases.move(number, ANNA, claim)).toMatchObject({ ok: true, case: { version: 1 } })
        expect((await cases.audit(number)).map(({ move }) => move)).toEqual(['open', 'claim'])
      })

      it('tells the person and every system of what an expert does, and says from where it came', async () => {
        const number = await openCase()
        await cases.move(number, BERT, { kind: 'answer', words: WORDS })
        const payload = { number, version: 1, entry: `${number}/1`, move: 'answer', via: 'teams' }
        expect(await parcels('ticket-files')).toEqual([{ key: `${number}/1`, payload }])
        expect(await parcels('case-news')).toEqual([{ key: `${number}/1`, payload }])
      })
    })

    describe('turn', () => {
      it('makes the moves of the person with everything else, and tells the systems, not the person', async () => {
        const number = await openCase()
        await cases.move(number, ANNA, { kind: 'ask', words: WORDS })
        await parcels('case-news')
        await parcels('ticket-files')
        await turn({ moves: [{ number, move: { kind: 'add', words: 'It was late.' }, lanes: ['ticket-files'] }] })
        expect(await cases.case(number)).toMatchObject({ status: 'claimed', version: 2 })
        expect(await parcels('ticket-files')).toMatchObject([{ payload: { version: 2, via: 'chat' } }])
        expect(await parcels('case-news')).toEqual([])
      })

      it('sees the cases of its conversation as they are', async () => {
        const first = await openCase()
        const second = await openCase()
        await openCase({}, 'c2')
        await cases.move(first, ANNA, claim)
        const seen: unknown[] = []
        await store.turn({ conversation: KEY, activity: 'look' }, OPENING, (before) => {
          seen.push(before.cases)
          return EMPTY
        })
        expect(seen).toEqual([
          [
            { number: second, status: 'open' },
            { number: first, status: 'claimed', owner: 'Anna' },
          ],
        ])
      })

      it('lets an expert and the person speak at the same time, each once', async () => {
        const number = await openCase()
        await Promise.all([
          ...Array.from({ length: 8 }, (_, n) => cases.move(number, ANNA, { kind: 'answer', words: `answer ${n}` })),
          ...Array.from({ length: 8 }, (_, n) =>
            turn({ moves: [{ number, move: { kind: 'add', words: `words ${n}` }, lanes: [] }] }),
          ),
        ])
        const found = await cases.case(number)
        expect(found?.version).toBe(16)
        expect(new Set(found?.entries.map(({ text }) => text)).size).toBe(16)
        expect(found?.entries.map(({ id }) => id)).toEqual(Array.from({ length: 16 }, (_, n) => `${number}/${n + 1}`))
      })
    })

    describe('entries', () => {
      const deliveryOf = async (number: string) => (await cases.case(number))?.entries[0]?.delivery
      const told = async (delivery?: 'pending') => {
        const number = await openCase()
        await cases.move(number, ANNA, { kind: 'answer', words: WORDS })
        expect(await deliveryOf(number)).toBe('pending')
        await turn({
          lines: [{ activity: { text: WORDS }, ...(delivery && { delivery }) }],
          tells: { entry: `${number}/1`, line: 0 },
        })
        return number
      }

      it('are told when they are in a chat that is read', async () => {
        expect(await deliveryOf(await told())).toBe('told')
      })

      it('are told when they are in a chat that is posted to as soon as they were posted', async () => {
        const number = await told('pending')
        expect(await deliveryOf(number)).toBe('pending')
        const [line] = await store.takeReplies(KEY)
        expect(await deliveryOf(number)).toBe('pending')
        await store.markReply(KEY, line?.seq ?? 0, 'sent')
        expect(await deliveryOf(number)).toBe('told')
      })

      it('are unconfirmed when nobody knows what became of the post, also when its line is gone', async () => {
        const number = await told('pending')
        const [line] = await store.takeReplies(KEY)
        await store.markReply(KEY, line?.seq ?? 0, 'unconfirmed')
        expect(await deliveryOf(number)).toBe('unconfirmed')
        ahead = 31 * 24 * 3_600_000
        await store.purge(store.now())
        expect(await deliveryOf(number)).toBe('unconfirmed')
      })

      it('are failed where it is said so', async () => {
        const number = await openCase()
        await cases.move(number, ANNA, { kind: 'answer', words: WORDS })
        await cases.entryDelivery(`${number}/1`, 'failed')
        expect(await deliveryOf(number)).toBe('failed')
      })
    })

    describe('cases', () => {
      const numbers = async (query: Partial<Parameters<CaseStore['cases']>[0]>) =>
        (await cases.cases({ limit: 10, ...query })).map(({ number }) => number)

      it('are the newest first, page by page', async () => {
        for (let n = 0; n < 5; n += 1) await openCase()
        expect(await numbers({ limit: 2 })).toEqual(['A-1005', 'A-1004'])
        expect(await numbers({ limit: 2, before: 'A-1004' })).toEqual(['A-1003', 'A-1002'])
        expect(await numbers({ before: 'A-1001' })).toEqual([])
      })

      it('can be those of a status, or of an expert', async () => {
        for (let n = 0; n < 3; n += 1) await openCase()
        await cases.move('A-1002', ANNA, claim)
        await cases.move('A-1003', BERT, { kind: 'resolve' })
        expect(await numbers({ status: ['claimed', 'resolved'] })).toEqual(['A-1003', 'A-1002'])
        expect(await numbers({ status: [] })).toEqual([])
        expect(await numbers({ owner: 'anna' })).toEqual(['A-1002'])
      })

      it('are found by all words of a search, as they are written', async () => {
        await openCase({
          codes: ['0xC004F074'],
          facts: { kmsHostAsked: { value: 'KMS01.corp.example', from: 'words' } },
        })
        await openCase({ codes: ['0xC004F074'], question: '100% sure it is Über_alles?' })
        expect(await numbers({ search: 'c004f074 kms01' })).toEqual(['A-1001'])
        expect(await numbers({ search: '100% ÜBER_' })).toEqual(['A-1002'])
        expect(await numbers({ search: 'a-1002' })).toEqual(['A-1002'])
        expect(await numbers({ search: '%' })).toEqual(['A-1002'])
        expect(await numbers({ search: "' or 1=1" })).toEqual([])
      })

      it('say since when the person waits for words', async () => {
        const number = await openCase()
        const waiting = async () => (await cases.cases({ limit: 1 }))[0]?.unansweredSince
        const since = await waiting()
        expect(since).toBeDefined()
        await cases.move(number, ANNA, claim)
        expect(await waiting()).toBe(since)
        await cases.move(number, ANNA, { kind: 'ask', words: WORDS })
        expect(await waiting()).toBeUndefined()
        ahead = 5000
        await turn({ moves: [{ number, move: { kind: 'add', words: 'Yes.' }, lanes: [] }] })
        expect(await waiting()).toBeGreaterThan(since ?? 0)
      })
    })

    describe('link', () => {
      it('leads from a case to other systems and back', async () => {
        const number = await openCase()
        await cases.link(number, 'zammad', '77')
        await cases.link(number, 'zammad', '78', 'https://tickets.example/78')
        expect((await cases.case(number))?.links).toEqual([
          { sink: 'zammad', remote: '78', url: 'https://tickets.example/78' },
        ])
        expect(await cases.linked('zammad', '78')).toBe(number)
        expect(await cases.linked('zammad', '77')).toBeUndefined()
      })
    })

    describe('purge', () => {
      it('removes a case with all that was said after a year', async () => {
        const number = await openCase()
        await cases.move(number, ANNA, { kind: 'answer', words: WORDS })
        await cases.link(number, 'zammad', '77')
        ahead = 366 * 24 * 3_600_000
        await store.purge(store.now())
        expect(await cases.case(number)).toBeUndefined()
        expect(await cases.linked('zammad', '77')).toBeUndefined()
        expect(await cases.audit(number)).toEqual([])
      })
    })
  })
}
