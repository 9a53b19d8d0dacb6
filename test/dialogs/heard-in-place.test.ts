import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

import { loadKnowledge } from '../../bot/knowledge.ts'
import { isFactName } from '../../knowledge/index.ts'
import { startTalk } from './talk.ts'

/** Turns that lead to a place, and ways to say one thing there, with what has to come of each. */
type Place = {
  what: string
  before: string[]
  say: string[]
  facts?: Record<string, unknown>
  without?: string[]
  node?: string
  topic?: string
  asks?: string
  shows?: string
  not?: string
}

const file = new URL('../fixtures/queries/heard-in-place.jsonl', import.meta.url)
const places = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): Place => JSON.parse(line))
const { graph, matcher } = await loadKnowledge()
const cases = places.flatMap((place) => place.say.map((said) => ({ ...place, said })))

describe('converse', () => {
  it.each(cases)(
    'hears $what: “$said”',
    ({ before, said, facts = {}, without = [], node, topic, asks, shows, not }) => {
      const talk = [...before, said].reduce((one, text) => one.say(text), startTalk({ graph, matcher }))
      const { standing } = talk.turn
      const value = (fact: string) => (isFactName(fact) ? standing.facts[fact]?.value : undefined)
      const seen = {
        facts: Object.fromEntries(Object.keys(facts).map((fact) => [fact, value(fact)])),
        without: without.filter((fact) => value(fact) !== undefined),
        ...(node && { node: standing.node }),
        ...(topic && { topic: standing.topic }),
        ...(asks && { asks: standing.asks.join() }),
      }
      expect(seen).toEqual({
        facts,
        without: [],
        ...(node && { node }),
        ...(topic && { topic }),
        ...(asks && { asks }),
      })
      if (shows) expect(talk.text).toContain(shows)
      if (not) expect(talk.text).not.toContain(not)
    },
  )
})
