import { isKnownCode } from './known-codes.ts'

// Digits as people say them, in the languages that are dictated most: English, German, French, Spanish, Italian.
const DIGITS: readonly (readonly string[])[] = [
  ['zero', 'oh', 'nought', 'null', 'zéro', 'cero'],
  ['one', 'eins', 'un', 'uno'],
  ['two', 'zwei', 'zwo', 'deux', 'dos', 'due'],
  ['three', 'drei', 'trois', 'tres', 'tre'],
  ['four', 'vier', 'quatre', 'cuatro', 'quattro'],
  ['five', 'fünf', 'cinq', 'cinco', 'cinque'],
  ['six', 'sechs', 'seis', 'sei'],
  ['seven', 'sieben', 'sept', 'siete', 'sette'],
  ['eight', 'acht', 'huit', 'ocho', 'otto'],
  ['nine', 'neun', 'neuf', 'nueve', 'nove'],
]
const LETTERS = ['alpha', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot']
const TIMES: Record<string, number> = { double: 2, triple: 3, doppel: 2 }
const VALUES = new Map([
  ...DIGITS.flatMap((words, digit) => words.map((word): [string, string] => [word, String(digit)])),
  ...LETTERS.map((word, index): [string, string] => [word, 'abcdef'.charAt(index)]),
])
const SIGN = `(?:${[...VALUES.keys(), ...Object.keys(TIMES)].join('|')}|0x|ex|[0-9a-fx])`
const END = '(?![\\p{L}\\p{N}])'
const SPELLED = new RegExp(`(?<![\\p{L}\\p{N}])${SIGN}(?:[ ,-]{1,2}${SIGN}${END}){5,12}`, 'giu')
// One look before the careful one: a spoken nought or four single signs.
const MAY_BE_SPELLED =
  /\b(?:zero|oh|nought|null|cero|double|triple|doppel)\b|zéro|(?:(?<![^\s,(:"'])[0-9a-fx][ ,-]{1,2}){4}/i
const LENGTH = 8

/** Writes a code that is spelled or spoken sign by sign (`c zero zero four f zero seven four`) as a code. */
export function joinSpelledCodes(text: string): string {
  if (!MAY_BE_SPELLED.test(text)) return text
  return text.replace(SPELLED, (spelled) => codeOf(spelled) ?? spelled)
}

function codeOf(spelled: string): string | undefined {
  let digits = ''
  let times = 1
  for (const sign of spelled.toLowerCase().split(/[ ,-]+/)) {
    if (sign === 'x' || sign === 'ex' || sign === '0x') {
      digits = ''
      continue
    }
    if (TIMES[sign]) times = TIMES[sign]
    else {
      digits += (VALUES.get(sign) ?? sign).repeat(times)
      times = 1
    }
  }
  const code = `0x${digits.toUpperCase()}`
  return digits.length === LENGTH && isKnownCode(code) ? code : undefined
}
