import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

import { loadKnowledge } from '../../bot/knowledge.ts'
import { FACTS, readEvidence } from '../../knowledge/index.ts'
import { walkInWords } from './spoken.ts'

type Origins = { told: string[]; follows: string[]; untold: string[] }
type Paste = { text?: string }

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.url))
const readJson = (file: string) => JSON.parse(readFileSync(`${FIXTURES}${file}`, 'utf8'))
const { told, follows, untold }: Origins = readJson('paths/told-by-tools.json')

const pasteFiles = readdirSync(`${FIXTURES}pastes`).filter((file) => file.endsWith('.txt'))
const records: Paste[] = [...readJson('pastes/readings.json'), ...readJson('pastes/samples.json')]
const pastes = [
  ...pasteFiles.map((file) => readFileSync(`${FIXTURES}pastes/${file}`, 'utf8')),
  ...records.flatMap(({ text }) => text ?? []),
]

// What a person writes, and what follows from other facts, is not what a tool prints.
const NOT_PRINTED = ['words', 'derived', 'default']

function factsPrinted(text: string): string[] {
  return readEvidence(text).readings.flatMap(({ facts, products = [] }) =>
    [facts, ...products.map((product) => product.facts)].flatMap((some) =>
      Object.entries(some).flatMap(([fact, known]) => (known && !NOT_PRINTED.includes(known.from) ? [fact] : [])),
    ),
  )
}

describe('the facts that tools tell', () => {
  const printed = new Set(pastes.flatMap(factsPrinted))

  it('has every fact in one list', () => {
    expect([...told, ...follows, ...untold].sort()).toEqual(Object.keys(FACTS).sort())
  })

  it('finds each fact of the first list in some output, and none of the last', () => {
    expect(pastes.length).toBeGreaterThan(100)
    expect(told.filter((fact) => !printed.has(fact))).toEqual([])
    expect(untold.filter((fact) => printed.has(fact))).toEqual([])
  })
})

describe('converse', () => {
  it('takes every question that tools can answer from their output, and says from where', async () => {
    const { graph, matcher } = await loadKnowledge({ wait: false })
    const questions = Object.entries(graph.nodes).flatMap(([id, node]) => (node.fact ? [{ id, fact: node.fact }] : []))
    const answered = new Set<string>()
    const unsaid: string[] = []
    for (const { kind, from, talk, by } of walkInWords({ graph, matcher })) {
      if (kind !== 'evidence' || talk.turn.standing.node === from) continue
      answered.add(from)
      if (!/^(From|Since the last time,) (your|event)\b/m.test(talk.text)) unsaid.push(`${from}: ${by}\n${talk.text}`)
    }
    const tellable = questions.filter(({ fact }) => !untold.includes(fact))
    expect(tellable.length).toBeGreaterThan(60)
    expect(tellable.filter(({ id }) => !answered.has(id))).toEqual([])
    expect(unsaid).toEqual([])
  })
})
