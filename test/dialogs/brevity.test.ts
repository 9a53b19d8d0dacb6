import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

import { loadKnowledge } from '../../bot/knowledge.ts'
import { type Measure, measure } from './brevity.ts'
import { startTalk } from './talk.ts'
import { walk } from './walker.ts'

const { graph, matcher } = await loadKnowledge({ wait: false })
const knowledge = { graph, matcher }

const MOST_WORDS = 60
const MOST_WORDS_IN_A_SENTENCE = 25
const MOST_BUTTONS = 4
// Teams and Web Chat show six actions, wherever they stand.
const MOST_ACTIONS = 6

const PASTES = new URL('../fixtures/pastes/', import.meta.url)
const pastes = readdirSync(PASTES)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => ({ name, text: readFileSync(new URL(name, PASTES), 'utf8') }))

type Excess = { kind: string; much: number }
type Fault = Excess & { at: string; by: string }

function tooMuch({ lead, questions, buttons, overflow, forbidden, sentence }: Measure): Excess[] {
  const limits = [
    { kind: 'words before the command:', much: lead, most: MOST_WORDS },
    { kind: 'questions:', much: questions, most: 1 },
    { kind: 'buttons:', much: buttons, most: MOST_BUTTONS },
    { kind: 'actions:', much: buttons + overflow, most: MOST_ACTIONS },
    { kind: `words in “${sentence.text}”:`, much: sentence.words, most: MOST_WORDS_IN_A_SENTENCE },
    { kind: `says ${forbidden.join(' ')}:`, much: forbidden.length, most: 0 },
  ]
  return limits.filter(({ much, most }) => much > most)
}

// Who asks why, or does not know what to make of a step, asks for more words, with no command to wait for.
function forReader(measure: Measure, by: string, text: string): Measure {
  return by === 'why' || text.includes('About “') ? { ...measure, lead: 0 } : measure
}

// One line for each node and rule, with the move that shows it worst.
function keepWorst(found: Map<string, Fault>, at: string, fault: Omit<Fault, 'at'>): void {
  const key = `${at} ${fault.kind}`
  if ((found.get(key)?.much ?? 0) < fault.much) found.set(key, { at, ...fault })
}

describe('converse', () => {
  it('is brief at every node, by every way and every word that works anywhere', { timeout: 120_000 }, () => {
    const found = new Map<string, Fault>()
    const measured = { nodes: new Set<string>(), replies: 0, commands: 0 }
    for (const { from, by, talk } of walk(knowledge, 'webchat')) {
      const { reply, turn } = talk
      if (!reply?.card) continue
      const at = turn.standing.node ?? from
      for (const fault of tooMuch(forReader(measure(reply), by, talk.text))) keepWorst(found, at, { ...fault, by })
      measured.nodes.add(at)
      measured.replies += 1
    }
    expect([...found.values()].map(({ at, kind, much, by }) => `${at}: ${kind} ${much} (by "${by}")`)).toEqual([])
    expect(measured.nodes.size).toBe(Object.keys(graph.nodes).length)
    expect(measured.replies).toBeGreaterThan(8000)
  })
})

describe('converse on a first paste', () => {
  it.each(pastes)('is brief after $name', ({ text }) => {
    const { reply } = startTalk(knowledge).say(text)
    expect(reply && tooMuch(measure(reply))).toEqual([])
  })
})
