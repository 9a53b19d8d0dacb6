import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { type Actor, type CaseStatus, decideMove, type Expert, isOver, type Move } from '../../../bot/cases/index.ts'

const ANNA: Expert = { id: 'anna', name: 'Anna', via: 'desk' }
const BERT: Expert = { id: 'bert', name: 'Bert', via: 'teams' }
const TICKETS: Expert = { id: 'zammad', name: 'Zammad', via: 'tickets' }
const PERSON: Actor = { via: 'chat' }
const WORDS = 'Look at the time of the client.'

const MOVES: Record<Move['kind'], Move> = {
  claim: { kind: 'claim' },
  assign: { kind: 'assign', to: BERT },
  release: { kind: 'release' },
  ask: { kind: 'ask', words: WORDS },
  answer: { kind: 'answer', words: WORDS },
  resolve: { kind: 'resolve' },
  reopen: { kind: 'reopen' },
  add: { kind: 'add', words: WORDS },
  withdraw: { kind: 'withdraw' },
}

// Where a case stands · who has it · what is done, and by whom · what that comes to, and who has it then.
const TABLE: [CaseStatus, Expert | undefined, Move['kind'], Actor, string, Expert?][] = [
  ['open', undefined, 'claim', ANNA, 'claimed', ANNA],
  ['claimed', ANNA, 'claim', ANNA, 'claimed', ANNA],
  ['waiting', ANNA, 'claim', ANNA, 'waiting', ANNA],
  ['claimed', ANNA, 'claim', BERT, 'taken'],
  ['claimed', ANNA, 'claim', TICKETS, 'claimed', TICKETS],
  ['resolved', ANNA, 'claim', BERT, 'over'],
  ['withdrawn', undefined, 'claim', ANNA, 'over'],
  ['open', undefined, 'assign', ANNA, 'claimed', BERT],
  ['waiting', ANNA, 'assign', ANNA, 'waiting', BERT],
  ['claimed', BERT, 'release', BERT, 'open'],
  ['waiting', BERT, 'release', BERT, 'open'],
  ['claimed', ANNA, 'release', BERT, 'taken'],
  ['open', undefined, 'release', BERT, 'not-yours'],
  ['open', undefined, 'ask', ANNA, 'waiting', ANNA],
  ['claimed', ANNA, 'ask', ANNA, 'waiting', ANNA],
  ['claimed', ANNA, 'ask', BERT, 'taken'],
  ['open', undefined, 'answer', ANNA, 'claimed', ANNA],
  ['waiting', ANNA, 'answer', ANNA, 'waiting', ANNA],
  ['claimed', ANNA, 'answer', TICKETS, 'claimed', ANNA],
  ['resolved', ANNA, 'answer', ANNA, 'over'],
  ['open', undefined, 'resolve', ANNA, 'resolved', ANNA],
  ['waiting', ANNA, 'resolve', BERT, 'taken'],
  ['resolved', ANNA, 'resolve', ANNA, 'over'],
  ['resolved', ANNA, 'reopen', BERT, 'claimed', ANNA],
  ['resolved', ANNA, 'reopen', PERSON, 'claimed', ANNA],
  ['resolved', undefined, 'reopen', PERSON, 'open'],
  ['claimed', ANNA, 'reopen', ANNA, 'running'],
  ['withdrawn', ANNA, 'reopen', ANNA, 'over'],
  ['open', undefined, 'add', PERSON, 'open'],
  ['waiting', ANNA, 'add', PERSON, 'claimed', ANNA],
  ['resolved', ANNA, 'add', PERSON, 'over'],
  ['open', undefined, 'add', ANNA, 'not-yours'],
  ['waiting', ANNA, 'withdraw', PERSON, 'withdrawn', ANNA],
  ['resolved', ANNA, 'withdraw', PERSON, 'over'],
  ['open', undefined, 'withdraw', ANNA, 'not-yours'],
  ['open', undefined, 'claim', PERSON, 'not-yours'],
  ['claimed', ANNA, 'resolve', PERSON, 'not-yours'],
]

describe('decideMove', () => {
  it.each(TABLE)('takes a case that is %s by %o, with %s of %o, to %s', (status, owner, kind, actor, result, next) => {
    const verdict = decideMove({ status, ...(owner && { owner }) }, MOVES[kind], actor)
    expect(verdict.ok ? verdict.status : verdict.reason).toBe(result)
    if (verdict.ok) expect(verdict.owner).toEqual(next)
  })

  it('keeps what was said, with the name of the expert who said it', () => {
    const verdict = decideMove({ status: 'claimed', owner: ANNA }, MOVES.ask, ANNA)
    expect(verdict).toMatchObject({ entry: { by: 'expert', kind: 'question', text: WORDS, author: 'Anna' } })
    expect(decideMove({ status: 'open' }, MOVES.add, PERSON)).toMatchObject({ entry: { by: 'person', text: WORDS } })
  })

  it('refuses an answer, a question and an addition of nothing', () => {
    for (const kind of ['ask', 'answer'] as const)
      expect(decideMove({ status: 'open' }, { kind, words: ' \n' }, ANNA)).toEqual({ ok: false, reason: 'empty' })
    expect(decideMove({ status: 'open' }, { kind: 'add', words: '' }, PERSON)).toEqual({ ok: false, reason: 'empty' })
  })

  it('holds together whatever is done in whatever order', () => {
    const step = fc.record({
      move: fc.constantFrom(...Object.values(MOVES)),
      actor: fc.constantFrom<Actor>(ANNA, BERT, TICKETS, PERSON),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let standing: { status: CaseStatus; owner?: Expert } = { status: 'open' }
        for (const { move, actor } of steps) {
          const verdict = decideMove(standing, move, actor)
          if (!verdict.ok) continue
          // Out of what is over leads only reopening, and never out of what was withdrawn.
          if (isOver(standing.status)) expect([standing.status, move.kind]).toEqual(['resolved', 'reopen'])
          // Nobody but the person withdraws, and nobody takes a case from another expert unsaid.
          if (verdict.status === 'withdrawn') expect(actor).toBe(PERSON)
          if (standing.owner && verdict.owner?.id !== standing.owner.id)
            expect(['assign', 'release', 'claim']).toContain(move.kind)
          if (['claimed', 'waiting'].includes(verdict.status)) expect(verdict.owner).toBeDefined()
          standing = verdict
        }
      }),
    )
  })
})
