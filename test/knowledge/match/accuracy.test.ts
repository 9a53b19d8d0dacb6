import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

import { figuresOf, measureAccuracy, renderAccuracy } from '../../support/accuracy.ts'
import { isRight, type Query } from '../../support/score.ts'
import { graph, lexicon, matcher } from './trained.ts'

const README = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
const accuracy = measureAccuracy(matcher, graph, lexicon)
const [dev] = accuracy.sets

describe('measureAccuracy', () => {
  it('finds dev right for at least 95 %', () => expect(dev?.all.right).toBeGreaterThanOrEqual(0.95))

  it('tells what is not ours in dev with an F1 of at least 0.95', () => {
    expect(dev?.foreign).toBeGreaterThanOrEqual(0.95)
  })

  it.each(['code-only', 'code-variant', 'event-log'])('finds every %s of dev right', (kind) => {
    expect(dev?.kinds.find((one) => one.kind === kind)?.right).toBe(1)
  })

  // Measured: 0.824 for 2228 patterns, 0.084 of them by asking.
  it('finds wording that was held back right for at least 82 %', () => {
    expect(accuracy.heldOut.patterns).toBeGreaterThan(1000)
    expect(accuracy.heldOut.right).toBeGreaterThanOrEqual(0.82)
  })
})

describe('isRight', () => {
  const [topics, also] = [(id: string) => [{ id, score: 1 }], (...ids: string[]) => ids]
  const query: Query = { id: 'X1', text: 'a and b', label: 'a', also_labels: ['b'], kind: 'multi-issue' }
  const answer = { ...matcher.match('', { facts: {} }), decision: 'accepted' as const }

  it('wants the further problem named, and the first one first', () => {
    expect(isRight(query, { ...answer, topics: topics('a'), also: also('b') })).toBe(true)
    expect(isRight(query, { ...answer, topics: topics('a'), also: also() })).toBe(false)
    expect(isRight(query, { ...answer, topics: topics('b'), also: also('a') })).toBe(false)
  })

  it('takes the other order where either may come first, if both are named', () => {
    const either = { ...query, also_ok: ['b'] }
    expect(isRight(either, { ...answer, topics: topics('b'), also: also('a') })).toBe(true)
    expect(isRight(either, { ...answer, topics: topics('b'), also: also() })).toBe(false)
  })
})

describe('README', () => {
  it('shows the figures that the matcher has', () => {
    const [shown, measured] = [README.match(/<!-- accuracy -->([\s\S]*?)<!--/)?.[1] ?? '', renderAccuracy(accuracy)]
    const [figures, own] = [figuresOf(shown), figuresOf(measured)]
    expect(figures.length).toBe(own.length)
    expect(own.length).toBeGreaterThan(50)
    for (const [index, figure] of own.entries()) {
      // A pattern more or less in a document changes no figure worth showing.
      const apart = Number.isInteger(figure) && figure > 100 ? 0.05 * figure : 0.5
      expect(Math.abs((figures[index] ?? 0) - figure), `figure ${index}: ${figure}`).toBeLessThanOrEqual(apart)
    }
  })
})
