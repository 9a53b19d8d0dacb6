import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { createLikelyPatterns, withWords } from '../../../../knowledge/evidence/words/likely-patterns.ts'
import { WORD_PATTERNS } from '../../../../knowledge/evidence/words/patterns.ts'
import { requiredWords } from '../../../../knowledge/evidence/words/required-words.ts'

const READ: [pattern: RegExp, words: string[] | undefined][] = [
  [/port closed/, ['port closed']],
  [/\bport\b \d+/, ['port']],
  [/\bno (?:host|server)\b/, ['server', 'host'].reverse()],
  [/one|two/, ['one', 'two']],
  [/one|\d/, undefined],
  [/ab?cde/, ['cde']],
  [/abc+de/, ['ab']],
  [/(?:abc){2,3}de/, ['abc']],
  [/(?:abc)?de/, ['de']],
  [/(?:abc){0,3}/, undefined],
  [/(?!abc)(?<=def)x[abc\]]y/, undefined],
  [/1\.2\/3/, ['1.2/3']],
  [/\p{Lu}\u0041\x41ab/u, ['ab']],
  [/(?<name>abc)\k<name>/, ['abc']],
  [/ABC/i, ['abc']],
  [/kelvin/iu, undefined],
  [/(?:)/, undefined],
]

describe('requiredWords', () => {
  it.each(READ)('reads %s', (pattern, words) => {
    expect(requiredWords(pattern)).toEqual(words)
  })

  it('holds one of its words wherever a made pattern matches', () => {
    const atom = fc.oneof(fc.constantFrom('a', 'b', 'c', '.', '[ab]', '\\b', '\\w', 'ab', '\\.', '(?=b)', '(?!c)'))
    const times = fc.constantFrom('', '', '', '?', '*', '+', '{2}', '{0,2}', '+?')
    const part = fc.tuple(atom, times).map(([one, often]) => (/^(?:\\b|\(\?[=!])/.test(one) ? one : one + often))
    const patternOf = (parts: fc.Arbitrary<string>): fc.Arbitrary<string> =>
      fc
        .array(fc.array(parts, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
        .map((all) => all.map((one) => one.join('')).join('|'))
    // Groups are not repeated without end, since two such loops within each other take for ever.
    const group = fc
      .tuple(patternOf(part), fc.constantFrom('', '', '?', '{2}', '{0,2}', '{1,2}'))
      .map(([inner, often]) => `(?:${inner})${often}`)
    const pattern = patternOf(fc.oneof(part, group))
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '.', ' '), maxLength: 8 })
    fc.assert(
      fc.property(pattern, fc.array(text, { minLength: 8, maxLength: 8 }), (source, texts) => {
        const made = new RegExp(source)
        const words = requiredWords(made)
        for (const one of texts)
          if (made.test(one))
            expect(words?.some((word) => one.includes(word)) ?? true, `${source} on ${one}`).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

describe('createLikelyPatterns', () => {
  const likely = createLikelyPatterns(WORD_PATTERNS)

  it('chooses every pattern that matches, in order', () => {
    const words = WORD_PATTERNS.flatMap(({ pattern }) => requiredWords(pattern) ?? [])
    const filler = ['the', 'is', 'not', 'kms', 'host', 'port 1688', 'open', 'a', 'mak', 'office', 'with', 'dns', 'no']
    const texts = fc.array(fc.constantFrom(...words, ...filler), { maxLength: 8 }).map((parts) => parts.join(' '))
    fc.assert(
      fc.property(texts, (text) => {
        const chosen = likely(text)
        expect(chosen).toEqual(WORD_PATTERNS.filter((one) => chosen.includes(one)))
        for (const one of WORD_PATTERNS) if (one.pattern.test(text)) expect(chosen).toContain(one)
      }),
    )
  })

  it('leaves nearly all patterns alone where no word of theirs stands', () => {
    expect(likely('0xc004f074').length).toBeLessThan(WORD_PATTERNS.length / 20)
  })
})

describe('withWords', () => {
  it('answers as the pattern does', () => {
    const pattern = /\b(?:kms|mak) (host|key)\b/
    const guarded = withWords(pattern)
    for (const text of ['the kms host', 'a mak key', 'kmshost', 'nothing', '']) {
      expect(guarded.exec(text)?.[1]).toBe(pattern.exec(text)?.[1])
      expect(guarded.test(text)).toBe(pattern.test(text))
    }
  })
})
