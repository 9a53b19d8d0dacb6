import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { contextOf, readQueries } from '../../support/queries.ts'
import { isRight, outOfScopeF1 } from '../../support/score.ts'
import { matcher } from './trained.ts'

const answersTo = (name: string) =>
  readQueries(name).map((query) => ({ query, answer: matcher.match(query.text, contextOf(query)) }))

const missesOf = (answers: ReturnType<typeof answersTo>) =>
  answers
    .filter(({ query, answer }) => !isRight(query, answer))
    .map(({ query, answer }) => `${query.id} ${query.label} <- ${answer.decision} ${answer.topics[0]?.id ?? ''}`)

const shareRight = (answers: ReturnType<typeof answersTo>) =>
  answers.filter(({ query, answer }) => isRight(query, answer)).length / answers.length

// Measured: dev 1, blind 0.988 (0.918 at the first look), blind-2 0.988 (0.931 when it was written), blind-3 0.996 (0.92 at
// the first run), blind-5 0.988 (0.897 at the first run), wording 0.99, fresh 0.989 (0.944 when it was written); F1 0.99 or
// more for all of these; blind-4 0.933, F1 0.96. The floors lie lower, so that better wording elsewhere may cost an item or two.
const SETS = [
  { name: 'dev', floor: 0.97, foreign: 0.97 },
  { name: 'blind', floor: 0.97, foreign: 0.96 },
  { name: 'blind-2', floor: 0.95, foreign: 0.96 },
  { name: 'blind-3', floor: 0.96, foreign: 0.94 },
  // Sealed: no miss of it was worked on, or may be.
  { name: 'blind-4', floor: 0.88, foreign: 0.9 },
  { name: 'blind-5', floor: 0.96, foreign: 0.95 },
  { name: 'wording', floor: 0.95, foreign: 0.96 },
  { name: 'fresh', floor: 0.95, foreign: 0.95 },
]

describe.each(SETS)('matcher on queries/$name.jsonl', ({ name, floor, foreign }) => {
  const answers = answersTo(name)

  it(`is right for at least ${floor}`, () => {
    expect(shareRight(answers), missesOf(answers).join('\n')).toBeGreaterThanOrEqual(floor)
  })

  it(`tells what is not ours with an F1 of at least ${foreign}`, () => {
    expect(outOfScopeF1(answers), missesOf(answers).join('\n')).toBeGreaterThanOrEqual(foreign)
  })
})

describe('matcher', () => {
  it.each(['code-only', 'code-variant', 'event-log'])('misses no %s', (kind) => {
    const answers = answersTo('dev').filter(({ query }) => query.kind === kind)
    expect(missesOf(answers)).toEqual([])
  })

  it('asks about at most three topics', () => {
    for (const { answer } of answersTo('dev')) {
      if (answer.decision === 'ambiguous') expect(answer.topics.length).toBeLessThanOrEqual(3)
    }
  })

  it('gives the same answer twice', () => {
    const [first, second] = [answersTo('dev'), answersTo('dev')]
    expect(first).toEqual(second)
  })

  it('answers any text with scores between 0 and 1', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const { decision, topics, reason } = matcher.match(text, { facts: {} })
        expect(['accepted', 'ambiguous', 'rejected', 'human']).toContain(decision)
        expect(reason !== undefined).toBe(decision === 'rejected')
        for (const { score } of topics) expect(score >= 0 && score <= 1).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('keeps the topic of the conversation for a short answer', () => {
    const context = { topic: 'windows-0xC004F074', facts: {} }
    expect(matcher.match('kms01.corp.example', context).topics[0]?.id).toBe('windows-0xC004F074')
  })

  it('leaves the topic for a code of another one', () => {
    const context = { topic: 'office-0xC004F074', facts: { product: { value: 'office', from: 'context' } } }
    expect(matcher.match('now it says 0xC004F042', context).topics[0]?.id).toBe('office-0xC004F042')
  })
})
