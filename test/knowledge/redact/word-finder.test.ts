import { array, assert, property, string, uniqueArray } from 'fast-check'
import { describe, expect, it } from 'vitest'

import { createWordFinder } from '../../../knowledge/redact/word-finder.ts'

// Few letters, so that words overlap, begin alike and stand at both ends.
const letters = (minLength: number, maxLength: number) =>
  array(
    string({ unit: 'grapheme', minLength: 1, maxLength: 1 }).map((sign) => (sign > 'm' ? 'a' : 'b')),
    {
      minLength,
      maxLength,
    },
  ).map((signs) => signs.join(''))

describe('createWordFinder', () => {
  it('finds what a search for each word by itself finds', () => {
    assert(
      property(uniqueArray(letters(2, 5), { maxLength: 8 }), letters(0, 30), (words, text) => {
        const found = createWordFinder(words)(text)
        expect([...found].sort()).toEqual(words.filter((word) => text.includes(word)).sort())
      }),
    )
  })

  it('finds words in any writing', () => {
    const find = createWordFinder(['пароль', '密码', 'contraseña', '/p', '-p'])
    expect(find('la contraseña es x, 密码 y, /p:z')).toEqual(new Set(['contraseña', '密码', '/p']))
    expect(find('')).toEqual(new Set())
  })
})
