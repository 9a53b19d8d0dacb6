import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readEvidence } from '../../../knowledge/index.ts'

type Expected = { tools: string[]; codes?: string[]; facts: Record<string, unknown> }

const FOLDER = 'test/fixtures/pastes'
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.txt'))
  .map((file) => file.slice(0, -4))
  .filter((name) => existsSync(`${FOLDER}/${name}.json`))

describe('readEvidence: pastes', () => {
  it.each(names)('reads %s', (name) => {
    const { facts, codes, readings } = readEvidence(readFileSync(`${FOLDER}/${name}.txt`, 'utf8'))
    const expected: Expected = JSON.parse(readFileSync(`${FOLDER}/${name}.json`, 'utf8'))
    const values = Object.fromEntries(Object.entries(facts).map(([fact, known]) => [fact, known.value]))
    expect(values).toMatchObject(expected.facts)
    expect(readings.map(({ tool }) => tool)).toEqual(expect.arrayContaining(expected.tools))
    if (expected.codes) expect(codes.map(({ code }) => code)).toEqual(expected.codes)
  })
})
