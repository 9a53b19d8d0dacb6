import { describe, expect, it } from 'vitest'

import type { Expert } from '../../../bot/cases/index.ts'
import { ANNA, BERT, type CaseWorld, CLAIM, casesOf, EMPTY, KEY, OPENING, WORDS } from './case-world.ts'

/** What experts and the person do with a case, and what comes of it. */
export function describeMoves(world: CaseWorld): void {
  describe('move', () => {
    it('changes where a case stands and who has it', async () => {
      const number = await world.openCase()
      world.ahead = 5000
      expect(await world.cases.move(number, ANNA, CLAIM)).toMatchObject({
        ok: true,
        case: { status: 'claimed', owner: ANNA, version: 1 },
      })
      const found = await world.cases.case(number)
      expect(found?.changedAt).toBeGreaterThan(found?.openedAt ?? 0)
      expect(await world.cases.move(number, ANNA, { kind: 'release' })).toMatchObject({
        ok: true,
        case: { status: 'open' },
      })
      expect((await world.cases.case(number))?.owner).toBeUndefined()
    })

    it('refuses with how things stand', async () => {
      const number = await world.openCase()
      await world.cases.move(number, ANNA, CLAIM)
      expect(await world.cases.move(number, BERT, CLAIM)).toMatchObject({
        ok: false,
        reason: 'taken',
        case: { owner: ANNA, version: 1 },
      })
      expect(await world.cases.move('A-9', BERT, CLAIM)).toEqual({ ok: false, reason: 'unknown' })
    })

    it('refuses who has not seen the latest, unless nothing is left to do', async () => {
      const number = await world.openCase()
      await world.cases.move(number, ANNA, { kind: 'answer', words: WORDS })
      await world.turn({ moves: [{ number, move: { kind: 'add', words: 'It was late.' }, lanes: [] }] })
      const late = await world.cases.move(number, ANNA, { kind: 'resolve' }, 1)
      expect(late).toMatchObject({ ok: false, reason: 'changed', case: { status: 'claimed', version: 2 } })
      expect(await world.cases.move(number, ANNA, CLAIM, 1)).toMatchObject({ ok: true, case: { version: 2 } })
      expect(await world.cases.move(number, ANNA, { kind: 'resolve' }, 2)).toMatchObject({ ok: true })
    })

    it('makes one owner of fifty who claim at once', async () => {
      const number = await world.openCase()
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, async (_, n) => {
          const expert: Expert = { id: `expert-${n}`, name: `Expert ${n}`, via: 'teams' }
          const outcome = await casesOf(world.stores[n % world.stores.length] ?? world.store).move(
            number,
            expert,
            CLAIM,
          )
          return { outcome, expert }
        }),
      )
      const winners = outcomes.filter(({ outcome }) => outcome.ok)
      const refused = outcomes.flatMap(({ outcome }) => (outcome.ok ? [] : outcome))
      expect(winners).toHaveLength(1)
      const [owner] = winners.map(({ expert }) => expert)
      expect(refused.map(({ reason }) => reason)).toEqual(Array.from({ length: 49 }, () => 'taken'))
      expect(refused.every((one) => one.case?.owner?.id === owner?.id)).toBe(true)
      expect((await world.cases.audit(number)).filter(({ move }) => move === 'claim')).toMatchObject([
        { actor: owner?.id, via: 'teams', from: 'open', to: 'claimed', version: 1 },
      ])
      expect(await world.parcels('case-news')).toHaveLength(1)
    })

    it('makes a move once that is asked for under one name, at whichever bot', async () => {
      const number = await world.openCase()
      const asked = Array.from({ length: 10 }, (_, n) =>
        casesOf(world.stores[n % world.stores.length] ?? world.store).move(
          number,
          ANNA,
          { kind: 'answer', words: WORDS },
          { once: 'n1' },
        ),
      )
      expect((await Promise.all(asked)).every(({ ok }) => ok)).toBe(true)
      expect((await world.cases.case(number))?.entries).toHaveLength(1)
      await world.cases.move(number, ANNA, { kind: 'answer', words: WORDS }, { once: 'n2' })
      expect((await world.cases.case(number))?.entries).toHaveLength(2)
    })

    it('leaves nothing of a second click', async () => {
      const number = await world.openCase()
      await world.cases.move(number, ANNA, CLAIM)
      expect(await world.cases.move(number, ANNA, CLAIM)).toMatchObject({ ok: true, case: { version: 1 } })
      expect((await world.cases.audit(number)).map(({ move }) => move)).toEqual(['open', 'claim'])
    })

    it('tells the person and every system of what an expert does, and says from where it came', async () => {
      const number = await world.openCase()
      await world.cases.move(number, BERT, { kind: 'answer', words: WORDS })
      const payload = { number, version: 1, entry: `${number}/1`, move: 'answer', via: 'teams' }
      expect(await world.parcels('ticket-files')).toEqual([{ key: `${number}/1`, payload }])
      expect(await world.parcels('case-news')).toEqual([{ key: `${number}/1`, payload }])
    })
  })

  describe('turn', () => {
    it('makes the moves of the person with everything else, and tells the systems, not the person', async () => {
      const number = await world.openCase()
      await world.cases.move(number, ANNA, { kind: 'ask', words: WORDS })
      await world.parcels('case-news')
      await world.parcels('ticket-files')
      await world.turn({ moves: [{ number, move: { kind: 'add', words: 'It was late.' }, lanes: ['ticket-files'] }] })
      expect(await world.cases.case(number)).toMatchObject({ status: 'claimed', version: 2 })
      expect(await world.parcels('ticket-files')).toMatchObject([{ payload: { version: 2, via: 'chat' } }])
      expect(await world.parcels('case-news')).toEqual([])
    })

    it('sees the cases of its conversation as they are', async () => {
      const first = await world.openCase()
      const second = await world.openCase()
      await world.openCase({}, 'c2')
      await world.cases.move(first, ANNA, CLAIM)
      const seen: unknown[] = []
      await world.store.turn({ conversation: KEY, activity: 'look' }, OPENING, (before) => {
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
      const number = await world.openCase()
      await Promise.all([
        ...Array.from({ length: 8 }, (_, n) =>
          world.cases.move(number, ANNA, { kind: 'answer', words: `answer ${n}` }),
        ),
        ...Array.from({ length: 8 }, (_, n) =>
          world.turn({ moves: [{ number, move: { kind: 'add', words: `words ${n}` }, lanes: [] }] }),
        ),
      ])
      const found = await world.cases.case(number)
      expect(found?.version).toBe(16)
      expect(new Set(found?.entries.map(({ text }) => text)).size).toBe(16)
      expect(found?.entries.map(({ id }) => id)).toEqual(Array.from({ length: 16 }, (_, n) => `${number}/${n + 1}`))
    })
  })

  describe('entries', () => {
    const deliveryOf = async (number: string) => (await world.cases.case(number))?.entries[0]?.delivery
    const told = async (delivery?: 'pending') => {
      const number = await world.openCase()
      await world.cases.move(number, ANNA, { kind: 'answer', words: WORDS })
      expect(await deliveryOf(number)).toBe('pending')
      await world.turn({
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
      const [line] = await world.store.takeReplies(KEY)
      expect(await deliveryOf(number)).toBe('pending')
      await world.store.markReply(KEY, line?.seq ?? 0, 'sent')
      expect(await deliveryOf(number)).toBe('told')
    })

    it('are unconfirmed when nobody knows what became of the post, also when its line is gone', async () => {
      const number = await told('pending')
      const [line] = await world.store.takeReplies(KEY)
      await world.store.markReply(KEY, line?.seq ?? 0, 'unconfirmed')
      expect(await deliveryOf(number)).toBe('unconfirmed')
      world.ahead = 31 * 24 * 3_600_000
      await world.store.purge(world.store.now())
      expect(await deliveryOf(number)).toBe('unconfirmed')
    })

    it('are failed where it is said so', async () => {
      const number = await world.openCase()
      await world.cases.move(number, ANNA, { kind: 'answer', words: WORDS })
      await world.cases.entryDelivery(`${number}/1`, 'failed')
      expect(await deliveryOf(number)).toBe('failed')
    })
  })
}
