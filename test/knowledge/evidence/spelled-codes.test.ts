import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { joinSpelledCodes } from '../../../knowledge/evidence/spelled-codes.ts'

const NAMES = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'a',
  'b',
  'c',
  'd',
  'e',
  'f',
]

describe('joinSpelledCodes', () => {
  it.each([
    ['it says C zero zero four F zero seven four on the screen', 'it says 0xC004F074 on the screen'],
    ['zero x eight double zero seven double zero zero five', '0x80070005'],
    ['Fehler null x acht null null sieben zwei drei zwei bravo', 'Fehler 0x8007232B'],
    ['code (c, zero, zero, four, f, zero, three, eight)', 'code (0xC004F038)'],
    ['0 x c 0 0 4 f 0 4 2, what now', '0xC004F042, what now'],
    ['huit zéro zéro sept zéro zéro zéro un', '0x80070001'],
  ])('writes "%s" as a code', (spelled, written) => {
    expect(joinSpelledCodes(spelled)).toBe(written)
  })

  it.each([
    'two three four five six seven eight nine',
    'the pin is 1 2 3 4 5 6 7 8',
    'zero of the five PCs, one two three',
    'a b c d e f a b',
    'dump: 4d 5a 90 00 03 00 00 00',
  ])('leaves "%s" as it is', (text) => {
    expect(joinSpelledCodes(text)).toBe(text)
  })

  it('reads every known code that is spoken sign by sign', () => {
    const codes = ['0xC004F074', '0xC004C003', '0x8007232B', '0x80070005', '0xC004F06C', '0x4004F040']
    fc.assert(
      fc.property(fc.constantFrom(...codes), fc.constantFrom(' ', ', ', '-'), (code, between) => {
        const spoken = [...code.slice(2)].map((sign) => NAMES[Number.parseInt(sign, 16)]).join(between)
        expect(joinSpelledCodes(`we see ${spoken}.`)).toBe(`we see ${code}.`)
      }),
    )
  })

  it('is linear in long runs of single signs', () => {
    const text = 'zero '.repeat(40_000) + '0 x '.repeat(40_000)
    const start = performance.now()
    joinSpelledCodes(text)
    expect(performance.now() - start).toBeLessThan(1000)
  })
})
