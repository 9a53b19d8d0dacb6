import { describe, expect, it } from 'vitest'

import { loadKnowledge } from '../../bot/knowledge.ts'
import { checkCard } from './card-check.ts'
import { smallKnowledge } from './small-knowledge.ts'
import { clicked, walkInWords } from './spoken.ts'
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

describe('converse in words', () => {
  const knowledge = { graph: real.graph, matcher: real.matcher }

  it('takes every answer of every question in free words, and every output that gives it', { timeout: 180_000 }, () => {
    const found = new Map<string, string>()
    const elsewhere: string[] = []
    const stayed: string[] = []
    const said = { words: 0, evidence: 0 }
    for (const move of walkInWords(knowledge)) {
      said[move.kind] += 1
      for (const fault of faults(move, knowledge)) found.set(`${move.from} by "${move.by}" ${fault}`, move.talk.text)
      const { node } = move.talk.turn.standing
      const target = clicked(knowledge, move.from, move.choice).turn.standing.node
      if (node === target) continue
      if (move.kind === 'words') elsewhere.push(`${move.from}: ${move.by} led to ${node}`)
      else if (node === move.from) stayed.push(`${move.from}: ${move.by}`)
    }
    expect([...found.keys()]).toEqual([])
    expect(said.words).toBeGreaterThan(2000)
    expect(said.evidence).toBeGreaterThan(70)
    // An output tells more than its question asks, so it may lead further than the click; words lead to the same place.
    // Measured on the documents of November 2026: 2 of 2152 words, where a code is news for the topic it leads to.
    expect(stayed).toEqual([])
    expect(elsewhere.length / said.words, elsewhere.join('\n')).toBeLessThan(0.005)
  })
})
