import { array, assert, constantFrom, property } from 'fast-check'
import { describe, expect, it } from 'vitest'

import { tokensOf } from '../../../knowledge/redact/token-table.ts'

const piece = constantFrom(
  'a',
  'B',
  'kmsHost',
  'BCDFG',
  'n',
  '2',
  '2346789',
  '0',
  '_',
  '-',
  ' ',
  '\n',
  'ä',
  'п',
  '密',
  '٣',
)

/** What the table says of each token, by a search and two counts of its own. */
function slowly(text: string): object[] {
  return [...text.matchAll(/[A-Za-z0-9]+/g)].map(({ index, 0: token }) => ({
    start: index,
    end: index + token.length,
    digits: Math.min(255, token.replace(/[^0-9]/g, '').length),
    fitsKey: Number([...token].every((sign) => 'BCDFGHJKMNPQRTVWXY2346789'.includes(sign.toUpperCase()))),
  }))
}

function tabled(text: string): object[] {
  const { count, start, end, digits, fitsKey } = tokensOf(text)
  return Array.from({ length: count }, (_, at) => ({
    start: start[at],
    end: end[at],
    digits: digits[at],
    fitsKey: fitsKey[at],
  }))
}

describe('tokensOf', () => {
  it('tells of each run of letters and digits what a search for it tells', () => {
    assert(
      property(array(piece, { maxLength: 40 }), (pieces) => {
        expect(tabled(pieces.join(''))).toEqual(slowly(pieces.join('')))
      }),
    )
  })

  it.each([
    '',
    ' ',
    'a',
    ' a',
    'a b',
    '1 2 3 4',
    '-',
    'ab-',
    `x ${'7'.repeat(254)}a`,
    '7'.repeat(255),
    '7'.repeat(600),
  ])('has room for all tokens of "%s", and no higher count than fits', (text) => {
    expect(tabled(text)).toEqual(slowly(text))
  })
})
