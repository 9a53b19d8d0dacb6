import { describe, expect, it } from 'vitest'

import { loadKnowledge } from '../../bot/knowledge.ts'
import { checkCard } from './card-check.ts'
import { smallKnowledge } from './small-knowledge.ts'
import { faults, walk } from './walker.ts'

const real = await loadKnowledge({ wait: false })

describe.each([
  { name: 'the small documents', knowledge: smallKnowledge(), least: 80 },
  { name: 'the real documents', knowledge: { graph: real.graph, matcher: real.matcher }, least: 3000 },
])('converse on $name', ({ knowledge, least }) => {
  it('goes every way out of every node without a dead end or an open slot', { timeout: 120_000 }, () => {
    const found = new Map<string, string>()
    let moves = 0
    for (const move of walk(knowledge, 'webchat')) {
      moves += 1
      for (const fault of faults(move, knowledge)) found.set(`${move.from} by "${move.by}" ${fault}`, move.talk.text)
    }
    expect([...found.keys()]).toEqual([])
    expect(moves).toBeGreaterThan(least)
  })

  it.each(['webchat', 'teams'] as const)('makes valid cards for %s at every node', { timeout: 120_000 }, (profile) => {
    let last = ''
    for (const { from, talk } of walk(knowledge, profile)) {
      // The first move from a node shows its card; the others are checked above.
      if (from !== last) checkCard(talk.reply, profile)
      last = from
    }
  })
})
