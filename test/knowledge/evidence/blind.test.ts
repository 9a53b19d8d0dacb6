import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { missingValues, valuesIn } from '../../support/expected-values.ts'

type Sample = { id: string; text: string; expect: unknown }
type Answer = { id: string }

/** What `npm run read` does not say of the pastes in a file, and how many values it should say. */
function read(file: string): { misses: string[]; wanted: number } {
  const samples: Sample[] = JSON.parse(readFileSync(`test/fixtures/pastes/${file}`, 'utf8'))
  const input = samples.map(({ id, text }) => JSON.stringify({ id, text })).join('\n')
  const { stdout } = spawnSync(process.execPath, ['bot/commands/read.ts'], { input, encoding: 'utf8' })
  const rows = stdout.split('\n').filter((line) => line !== '')
  const answers = new Map(rows.map((row): [string, Answer] => [JSON.parse(row).id, JSON.parse(row)]))
  const misses = samples.flatMap(({ id, expect: expected }) => {
    const { id: _, ...answer } = answers.get(id) ?? { id }
    return missingValues(expected, answer).map((value) => `${id}: ${value}`)
  })
  return { misses, wanted: samples.reduce((sum, one) => sum + new Set(valuesIn(one.expect)).size, 0) }
}

describe('npm run read: pastes of an author who had not seen the readers', () => {
  // The first run read 315 of the 392 values.
  it('says every value, and little else', () => {
    const { misses, wanted } = read('blind.json')
    expect(wanted).toBe(392)
    expect(misses).toEqual([])
  })
})

describe('npm run read: pastes of a second author who had not seen the readers', () => {
  // The first run read 344 of the 387 values, and 371 after the work on the first set.
  it('says every value, and little else', () => {
    const { misses, wanted } = read('blind-2.json')
    expect(wanted).toBe(387)
    expect(misses).toEqual([])
  })
})

describe('npm run read: pastes in other languages, orders and tools', () => {
  it('says every value, and little else', () => {
    expect(read('variants.json').misses).toEqual([])
  })
})
