import { array, assert, constantFrom, property } from 'fast-check'
import { describe, expect, it } from 'vitest'

import { boundsOf, createGapSigns, gapBefore, isGap, isInGap, join, lengthOf } from '../../../knowledge/redact/cut.ts'
import { tokensOf } from '../../../knowledge/redact/token-table.ts'

const cutOf = (text: string) => ({ text, tokens: tokensOf(text) })
const isSign = createGapSigns('-.')

describe('isGap', () => {
  it.each([
    ['a-b', true],
    ['a - . \tb', true],
    ['a\nb', true],
    ['a\u00a0b', true],
    ['a,b', false],
    ['a-,b', false],
    ['a-…b', false],
    [`a${' '.repeat(10)}b`, true],
    [`a${' '.repeat(11)}b`, false],
  ])('says of what stands in %j: %s', (text, is) => {
    expect(isGap(cutOf(text), 1, isSign)).toBe(is)
  })
})

describe('Cut', () => {
  const text = constantFrom('a', 'bc', '12', '-', ' ', '\n', ',', 'é')
  it('tells of tokens and gaps what the text shows', () => {
    assert(
      property(array(text, { maxLength: 20 }), (pieces) => {
        const cut = cutOf(pieces.join(''))
        const tokens = cut.text.match(/[a-z0-9]+/g) ?? []
        const gaps = cut.text.split(/[a-z0-9]+/).slice(1, -1)
        expect(tokens.map((_, at) => lengthOf(cut, at))).toEqual(tokens.map(({ length }) => length))
        expect(gaps.map((_, at) => gapBefore(cut, at + 1))).toEqual(gaps)
        expect(gaps.map((_, at) => isInGap(cut, at + 1, '-'))).toEqual(gaps.map((gap) => gap.includes('-')))
        const stretches = tokens.flatMap((_, first) =>
          tokens.slice(first).map((__, more) => ({ first, size: more + 1 })),
        )
        for (const stretch of stretches) {
          const { start, end } = boundsOf(cut, stretch)
          const whole = tokens.slice(stretch.first, stretch.first + stretch.size)
          expect(join(cut, stretch)).toBe(whole.join(''))
          expect(cut.text.slice(start, end).match(/[a-z0-9]+/g)).toEqual(whole)
          expect(cut.text.slice(start, end)).toBe(cut.text.slice(start, end).replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, ''))
        }
      }),
      { numRuns: 60 },
    )
  })

  it('has tokens of no length past the end', () => {
    expect(lengthOf(cutOf('a'), 1)).toBe(0)
  })
})
