import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type FactName, readEvidence } from '../../../../knowledge/index.ts'

type Case = { text: string; facts: Record<string, unknown>; not?: FactName[] }

const cases: Case[] = JSON.parse(readFileSync('test/fixtures/pastes/said-in-words.json', 'utf8'))

describe('readEvidence: facts that people put in words', () => {
  it.each(cases)('reads "$text"', ({ text, facts, not = [] }) => {
    const read = readEvidence(text).facts
    expect(Object.fromEntries(Object.entries(read).map(([name, known]) => [name, known.value]))).toMatchObject(facts)
    for (const fact of not) expect(read).not.toHaveProperty(fact)
  })
})
