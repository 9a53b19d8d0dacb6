import { describe, expect, it } from 'vitest'

import type { CaseStore } from '../../../bot/cases/index.ts'
import { ANNA, BERT, type CaseWorld, CLAIM, EMPTY, KEY, OPENING, WORDS } from './case-world.ts'

/** What is kept of cases, how they are found, and when they go. */
export function describeRecords(world: CaseWorld): void {
  describe('case', () => {
    it('has what the ticket had, and who opened it', async () => {
      const number = await world.openCase({ codes: ['0xC004F074'], question: 'Which host?' })
      expect(await world.cases.case(number)).toMatchObject({
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
      expect(await world.cases.case('A-9')).toBeUndefined()
    })

    it('belongs to who opened it, not to who began the conversation', async () => {
      await world.turn({})
      await world.store.turn(
        { conversation: KEY, activity: 'bob' },
        { ...OPENING, person: 'bob' },
        ({ ticketNumber }) => ({
          ...EMPTY,
          effects: [
            { kind: 'openTicket', ticket: { number: ticketNumber, codes: [], facts: {}, tried: [], question: '?' } },
          ],
        }),
      )
      expect((await world.cases.cases({ limit: 1, search: 'bob' }))[0]?.person).toBe('bob')
    })

    it('tells what was said in order, without secrets', async () => {
      const number = await world.openCase()
      await world.cases.move(number, ANNA, { kind: 'ask', words: 'Which key? SECRET-1' })
      await world.turn({ moves: [{ number, move: { kind: 'add', words: 'None.' }, lanes: [] }] })
      await world.cases.move(number, ANNA, { kind: 'resolve' })
      expect((await world.cases.case(number))?.entries).toMatchObject([
        { id: `${number}/1`, by: 'expert', author: 'Anna', kind: 'question', text: 'Which key? [hidden]' },
        { id: `${number}/2`, by: 'person', kind: 'words', text: 'None.', delivery: 'told' },
        { id: `${number}/3`, by: 'expert', kind: 'resolution', text: '' },
      ])
    })
  })

  describe('cases', () => {
    const numbers = async (query: Partial<Parameters<CaseStore['cases']>[0]>) =>
      (await world.cases.cases({ limit: 10, ...query })).map(({ number }) => number)

    it('are the newest first, page by page', async () => {
      for (let n = 0; n < 5; n += 1) await world.openCase()
      expect(await numbers({ limit: 2 })).toEqual(['A-1005', 'A-1004'])
      expect(await numbers({ limit: 2, before: 'A-1004' })).toEqual(['A-1003', 'A-1002'])
      expect(await numbers({ before: 'A-1001' })).toEqual([])
    })

    it('can be those of a status, or of an expert', async () => {
      for (let n = 0; n < 3; n += 1) await world.openCase()
      await world.cases.move('A-1002', ANNA, CLAIM)
      await world.cases.move('A-1003', BERT, { kind: 'resolve' })
      expect(await numbers({ status: ['claimed', 'resolved'] })).toEqual(['A-1003', 'A-1002'])
      expect(await numbers({ status: [] })).toEqual([])
      expect(await numbers({ owner: 'anna' })).toEqual(['A-1002'])
    })

    it('are found by all words of a search, as they are written', async () => {
      await world.openCase({
        codes: ['0xC004F074'],
        facts: { kmsHostAsked: { value: 'KMS01.corp.example', from: 'words' } },
      })
      await world.openCase({ codes: ['0xC004F074'], question: '100% sure it is Über_alles?' })
      expect(await numbers({ search: 'c004f074 kms01' })).toEqual(['A-1001'])
      expect(await numbers({ search: '100% ÜBER_' })).toEqual(['A-1002'])
      expect(await numbers({ search: 'a-1002' })).toEqual(['A-1002'])
      expect(await numbers({ search: '%' })).toEqual(['A-1002'])
      expect(await numbers({ search: "' or 1=1" })).toEqual([])
    })

    it('say since when the person waits for words', async () => {
      const number = await world.openCase()
      const waiting = async () => (await world.cases.cases({ limit: 1 }))[0]?.unansweredSince
      const since = await waiting()
      expect(since).toBeDefined()
      await world.cases.move(number, ANNA, CLAIM)
      expect(await waiting()).toBe(since)
      await world.cases.move(number, ANNA, { kind: 'ask', words: WORDS })
      expect(await waiting()).toBeUndefined()
      world.ahead = 5000
      await world.turn({ moves: [{ number, move: { kind: 'add', words: 'Yes.' }, lanes: [] }] })
      expect(await waiting()).toBeGreaterThan(since ?? 0)
    })
  })

  describe('link', () => {
    it('leads from a case to other systems and back', async () => {
      const number = await world.openCase()
      await world.cases.link(number, 'zammad', '77')
      await world.cases.link(number, 'zammad', '78', 'https://tickets.example/78')
      expect((await world.cases.case(number))?.links).toEqual([
        { sink: 'zammad', remote: '78', url: 'https://tickets.example/78' },
      ])
      expect(await world.cases.linked('zammad', '78')).toBe(number)
      expect(await world.cases.linked('zammad', '77')).toBeUndefined()
    })
  })

  describe('purge', () => {
    it('removes a case with all that was said after a year', async () => {
      const number = await world.openCase()
      await world.cases.move(number, ANNA, { kind: 'answer', words: WORDS })
      await world.cases.link(number, 'zammad', '77')
      world.ahead = 366 * 24 * 3_600_000
      await world.store.purge(world.store.now())
      expect(await world.cases.case(number)).toBeUndefined()
      expect(await world.cases.linked('zammad', '77')).toBeUndefined()
      expect(await world.cases.audit(number)).toEqual([])
    })
  })
}
