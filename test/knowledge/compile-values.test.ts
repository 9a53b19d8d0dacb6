import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { finding, quote } from '../../knowledge/compile/finding.ts'
import { didYouMean } from '../../knowledge/compile/nearest.ts'
import { isPossible, possibleValues } from '../../knowledge/compile/values.ts'
import type { FactType } from '../../knowledge/facts.ts'

const AT = { line: 7, column: 3 }

describe('didYouMean', () => {
  it.each([
    ['elevatd', ['elevated', 'risk'], 'elevated'],
    ['ELEVATED', ['elevated'], 'elevated'],
    ['risky', ['risk', 'risks', 'risky2'], 'risk'],
    ['on', ['no', 'one'], 'one'],
    ['when', ['then', 'wean'], 'then'],
    ['abc', ['xyz', 'abcdef'], undefined],
    ['abcd', ['xbyd'], 'xbyd'],
    ['abcdef', ['xbydzf'], undefined],
    ['abcdefghi', ['xbydefzhi'], 'xbydefzhi'],
    ['abcdefghi', ['xbydefzhj'], undefined],
    ['', ['ab', 'a'], 'a'],
    ['a'.repeat(90), ['a'.repeat(91)], 'a'.repeat(91)],
    ['a'.repeat(91), ['a'.repeat(91)], undefined],
  ])('takes %s among %j for %s', (word, candidates, meant) => {
    const advice = meant === undefined ? '; look it up' : `; did you mean "${meant}"?`
    expect(didYouMean(word, candidates, 'look it up')).toBe(advice)
  })

  it('takes a word for the one that the fewest changes make of it', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 7 })
    fc.assert(
      fc.property(word, fc.array(word, { minLength: 1, maxLength: 5 }), (wrong, candidates) => {
        const distances = candidates.map((one) => distance(wrong, one))
        const least = Math.min(...distances)
        const meant =
          least <= Math.max(2, Math.floor(wrong.length / 3)) ? candidates[distances.indexOf(least)] : undefined
        expect(didYouMean(wrong, candidates, 'x')).toBe(meant === undefined ? '; x' : `; did you mean "${meant}"?`)
      }),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 100) },
    )
  })
})

/** The number of changes that make one word of another, straight from the definition. */
function distance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length
  const [restA, restB] = [a.slice(1), b.slice(1)]
  if (a[0] === b[0]) return distance(restA, restB)
  return 1 + Math.min(distance(restA, restB), distance(a, restB), distance(restA, b))
}

const TYPES: Record<string, FactType> = {
  boolean: { kind: 'boolean' },
  year: { kind: 'choice', values: ['2013', '2016'] },
  oddYear: { kind: 'choice', values: ['2013a', 'x2013'] },
  product: { kind: 'choice', values: ['office', '2013'] },
  count: { kind: 'integer', unit: 'PCs' },
  number: { kind: 'number' } as FactType,
  port: { kind: 'port' },
  code: { kind: 'code' },
  text: { kind: 'text' },
}

describe('isPossible', () => {
  it.each([
    ['boolean', 'true false ? !? !true', 'maybe TRUE <5 1'],
    ['year', '2013 2013|2016 !2013|2016 <2016 >=2013 ?', '2014 2013|2014 2013| | ! <x <2013|2016'],
    ['product', 'office office|2013 !office', 'windows <2013'],
    ['count', '5 -5 2.5 <5 <=5 >5 >=25 >=-1 <2.5 !<5 1|2', 'five <five 5x x5 <5x 5. .5 <<5 |'],
    ['number', '2.5 <2.5 2.25 <2.25', 'x'],
    ['port', '1688 >1024', 'smtp 1688> 1|<5'],
    ['oddYear', '2013a x2013', '<2013'],
    ['code', '0xC004F074 0x0 !0x0|0x1', '0xc004f074 C004F074 0x 0xC004F0741 0xC004F074x x0x1 <0x1'],
    ['text', 'anything a|b ! <'.replace(' ! <', ''), '| a| < <5 !'],
  ])('says of a fact of the type %s that %s are possible, but not %s', (type, possible, impossible) => {
    const of = TYPES[type] ?? { kind: 'text' }
    for (const is of possible.split(' ')) expect(isPossible(is, of), is).toBe(true)
    for (const is of ['', ...impossible.split(' ')]) expect(isPossible(is, of), is).toBe(false)
  })

  it('does not mind blanks', () => {
    expect(isPossible('2013 | 2016', TYPES['year'] ?? { kind: 'text' })).toBe(true)
    expect(isPossible('>=  5', TYPES['count'] ?? { kind: 'text' })).toBe(true)
    expect(isPossible('!  ', TYPES['text'] ?? { kind: 'boolean' })).toBe(false)
  })
})

describe('possibleValues', () => {
  it.each([
    ['boolean', 'true, false or ?'],
    ['year', '2013, 2016, several with |, a comparison such as <5, or ?'],
    ['product', 'office, 2013, several with |, or ?'],
    ['count', 'a number, <5, >=25 or ?'],
    ['port', 'a number, <5, >=25 or ?'],
    ['code', 'a code such as 0xC004F074, or ?'],
    ['text', 'a text, several with |, or ?'],
  ])('tells what a fact of the type %s can be', (type, said) => {
    expect(possibleValues(TYPES[type] ?? { kind: 'path' })).toBe(said)
  })
})

describe('finding', () => {
  it('stands where the words do, and quotes them in one line of sixty signs', () => {
    expect(finding({ path: 'a.md' }, { ...AT, text: 'x' } as typeof AT, 'no')).toEqual({
      file: 'a.md',
      message: 'no',
      ...AT,
    })
    expect(quote('a\n \tb')).toBe('"a b"')
    expect(quote('x'.repeat(60))).toBe(`"${'x'.repeat(60)}"`)
    expect(quote('x'.repeat(61))).toBe(`"${'x'.repeat(60)}…"`)
  })
})
