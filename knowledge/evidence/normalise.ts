const DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/
const SINGLE_QUOTES = /[\u2018-\u201b\u2032\u00b4\uff07]/
const DOUBLE_QUOTES = /[\u201c-\u201f\u2033\u00ab\u00bb\u2039\u203a\uff02]/
const LINE_BREAKS = new Set(['\v', '\f', '\u0085', '\u2028', '\u2029'])
// Zero-width, bidirectional, variation and control characters, and halves of broken pairs.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Variation_Selector}\ufffd]/u
const MARK = /\p{M}/u
const MOST_MARKS = 3
const PLAIN = /^[\t\n -~]*$/

const folded = new Map<string, string>()
const composed = new Map<string, string>()

/**
 * Folds full-width, dash, quote, blank and invisible characters to plain ones and every line break to `\n`.
 * Linear, because it looks up one character at a time; the number of lines stays.
 */
export function normalise(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n')
  if (PLAIN.test(lines)) return lines
  let out = ''
  // The character before a mark is held back, since the two may have one composed form.
  let held = ''
  let marks = 0
  for (const character of lines) {
    if (!(character <= '~' && character >= ' ') && MARK.test(character)) {
      const whole = marks === 0 ? compose(held, character) : ''
      if (whole !== '') held = whole
      else if (marks < MOST_MARKS) held += character
      marks += 1
      continue
    }
    out += held
    held = character <= '~' && character >= ' ' ? character : fold(character)
    marks = 0
  }
  return out + held
}

function fold(character: string): string {
  const known = folded.get(character)
  if (known !== undefined) return known
  const plain = foldOnce(character)
  if (folded.size < 20_000) folded.set(character, plain)
  return plain
}

function foldOnce(character: string): string {
  if (character === '\n' || character === '\t') return character
  if (LINE_BREAKS.has(character)) return '\n'
  if (INVISIBLE.test(character)) return ''
  if (DASHES.test(character)) return '-'
  if (SINGLE_QUOTES.test(character)) return "'"
  if (DOUBLE_QUOTES.test(character)) return '"'
  if (/\p{Zs}/u.test(character)) return ' '
  return character.normalize('NFKC')
}

function compose(base: string, mark: string): string {
  const pair = base + mark
  const known = composed.get(pair)
  if (known !== undefined) return known
  const whole = pair.normalize('NFC')
  const answer = whole.length === 1 ? whole : ''
  if (composed.size < 20_000) composed.set(pair, answer)
  return answer
}

// Letters of other alphabets that look like the Latin ones of codes and keys, one for one.
const LOOKALIKES: Record<string, string> = Object.fromEntries(
  [...'АВЕКМНОРСТУХаеорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο'].map((letter, at) => [
    letter,
    'ABEKMHOPCTYXaeopcyxABEZHIKMNOPTYXo'[at] ?? letter,
  ]),
)
const OTHER_ALPHABET = /[\u0370-\u03ff\u0400-\u04ff]/g

/** Replaces Greek and Cyrillic look-alikes by Latin letters, keeping every position: for codes and keys only. */
export function foldLookalikes(text: string): string {
  return text.replace(OTHER_ALPHABET, (letter) => LOOKALIKES[letter] ?? letter)
}
