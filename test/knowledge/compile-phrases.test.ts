import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expandPhrase } from '../../knowledge/compile/index.ts'
import { parsePattern, phraseTexts } from '../../knowledge/compile/phrases.ts'

const MACROS = { REACH: ['reach', '(find|see)'], KMS: ['kms', 'the host'], LOOP: ['{LOOP} again'] }

describe('expandPhrase', () => {
  it.each([
    ['a plain sentence', 'no answer', ['no answer']],
    ['alternatives', '(no|never an) answer', ['no answer', 'never an answer']],
    ['what may be missing', 'reach [the] host', ['reach host', 'reach the host']],
    ['alternatives that may be missing', '[one|two] three', ['three', 'one three', 'two three']],
    ['groups in groups', '(a [b]|c (d|e))', ['a', 'a b', 'c d', 'c e']],
    ['an empty alternative', 'a(|b) c', ['a c', 'ab c']],
    [
      'macros, which may hold patterns',
      '{REACH} {KMS}',
      [...['reach kms', 'reach the host', 'find kms', 'find the host', 'see kms', 'see the host']],
    ],
    ['a macro that is not there', '{NOBODY} knows', ['NOBODY knows']],
    ['a macro that holds itself', '{LOOP}', ['LOOP again again again again']],
    ['a bracket that is not closed', 'a (b|c', ['a b', 'a c']],
    ['nothing', '[]', []],
  ])('writes out %s', (_, pattern, texts) => {
    expect(expandPhrase(pattern, MACROS)).toEqual(texts)
  })

  it('takes an even sample of many texts', () => {
    const texts = expandPhrase('(a|b) (c|d|e) (f|g|h|i) (j|k|l|m|n) (o|p)', {}, 48)
    expect(texts.length).toBeGreaterThan(40)
    for (const [letter, alternatives] of Object.entries({
      a: 2,
      b: 2,
      c: 3,
      e: 3,
      f: 4,
      i: 4,
      j: 5,
      n: 5,
      o: 2,
      p: 2,
    })) {
      const share = texts.filter((text) => text.split(' ').includes(letter)).length / texts.length
      expect(share * alternatives, letter).toBeGreaterThan(0.6)
      expect(share * alternatives, letter).toBeLessThan(1.4)
    }
  })

  it('writes all texts out where there are as many as wanted', () => {
    expect(expandPhrase('(a|b) (c|d)', {}, 4)).toEqual(['a c', 'a d', 'b c', 'b d'])
    expect(expandPhrase('(a|b|c|(d|e))', {}, 5)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(expandPhrase('(a|b|c|(d|e))', {}, 4)).toHaveLength(4)
    expect(expandPhrase(' a  (b|)\tc\u00a0d ', {})).toEqual(['a b c d', 'a c d'])
  })

  it('gives the same bounded list each time, whatever the pattern', () => {
    const piece = fc.constantFrom('(', ')', '[', ']', '|', '{REACH}', '{', '}', 'a', ' ', '(a|b)', '__proto__')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 200 }), fc.integer({ min: 1, max: 60 }), (pieces, most) => {
        const texts = expandPhrase(pieces.join(''), MACROS, most)
        expect(texts.length).toBeLessThanOrEqual(most)
        expect(new Set(texts).size).toBe(texts.length)
        expect(expandPhrase(pieces.join(''), MACROS, most)).toEqual(texts)
      }),
    )
  })
})

describe('parsePattern', () => {
  it.each([
    ['a (b|c) [d] {KMS}', undefined],
    ['a (b|c', '")" is missing'],
    ['a (b|c]', '"]" has nothing to close or to part'],
    ['a [b', '"]" is missing'],
    ['a [b)', '")" has nothing to close or to part'],
    ['a {KMS', '"}" is missing'],
    ['{', '"}" is missing'],
    ['{} a', undefined],
    ['a) b', '")" has nothing to close or to part'],
    ['a | b', '"|" has nothing to close or to part'],
    ['a] {b', '"]" has nothing to close or to part'],
    [`${'('.repeat(15)}a${')'.repeat(15)}`, undefined],
    [`${'['.repeat(15)}a${']'.repeat(15)}`, undefined],
    [`${'('.repeat(16)}a${')'.repeat(16)}`, 'it is nested too deeply'],
    [`${'['.repeat(16)}a${']'.repeat(16)}`, 'it is nested too deeply'],
  ])('says of %s: %s', (pattern, problem) => {
    expect(parsePattern(pattern, MACROS).problem).toBe(problem)
  })

  it.each([
    ['{KMS} {REACH}', []],
    ['{NOBODY} {KMS} [{NOTHING}]', ['NOBODY', 'NOTHING']],
    ['{OUTER}', ['INNER']],
    ['{}', ['']],
    ['{toString}', ['toString']],
  ])('names the macros of %s that are not there: %j', (pattern, names) => {
    const macros = { ...MACROS, OUTER: ['{INNER}', '{INNER} again'] }
    expect(parsePattern(pattern, macros).unknownMacros).toEqual(names)
    expect(parsePattern(pattern, macros).unknownMacros).toEqual(names)
  })
})

describe('phraseTexts', () => {
  it('gives what expanding the phrase with the same macros gives, also the second time', () => {
    const texts = phraseTexts('a {KMS}', MACROS)
    expect(texts).toEqual(expandPhrase('a {KMS}', MACROS))
    expect(phraseTexts('a {KMS}', MACROS)).toBe(texts)
    expect(phraseTexts('a {KMS}', { KMS: ['b'] })).toEqual(['a b'])
    expect(phraseTexts('b {KMS}', MACROS)).toEqual(['b kms', 'b the host'])
  })
})
