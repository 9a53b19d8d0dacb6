const DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/
const SINGLE_QUOTES = /[\u2018-\u201b\u2032\u00b4\uff07]/
const DOUBLE_QUOTES = /[\u201c-\u201f\u2033\u00ab\u00bb\u2039\u203a\uff02]/
const LINE_BREAKS = new Set(['\v', '\f', '\u0085', '\u2028', '\u2029'])
// Zero-width, bidirectional, variation and control characters, and halves of broken pairs.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Variation_Selector}\ufffd]/u
const MARK = /\p{M}/u
const MOST_MARKS = 3
// What stays as it is: printable ASCII, letters of Latin-1, Cyrillic letters, kana and the common ideographs.
const PLAIN = '\\t\\n -~\u00c0-\u00ff\u0400-\u0482\u048a-\u052f\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff'
const ALL_PLAIN = new RegExp(`^[${PLAIN}]*$`)
const OTHER = new RegExp(`[^${PLAIN}]+`, 'g')

const folded = new Map<string, string>()
const composed = new Map<string, string>()
const marks = new Map<string, boolean>()

/**
 * Folds full-width, dash, quote, blank and invisible characters to plain ones and every line break to `\n`.
 * Linear, because it looks up one character at a time; the number of lines stays.
 */
export function normalise(text: string): string {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  if (ALL_PLAIN.test(lines)) return lines
  const out: string[] = []
  let done = 0
  for (const { 0: run, index } of lines.matchAll(OTHER)) {
    // The character before a mark is held back, since the two may have one composed form.
    const base = lastCharacter(lines, index, done)
    out.push(lines.slice(done, index - base.length), foldRun(base, run))
    done = index + run.length
  }
  out.push(lines.slice(done))
  return out.join('')
}

function lastCharacter(text: string, end: number, start: number): string {
  return end > start ? (text[end - 1] ?? '') : ''
}

function foldRun(base: string, run: string): string {
  let out = ''
  let held = base
  let count = 0
  for (const character of run) {
    if (!isMark(character)) {
      out += held
      held = fold(character)
      count = 0
      continue
    }
    if (count > MOST_MARKS) continue
    const whole = count === 0 && held !== '' ? compose(held, character) : ''
    if (whole !== '') held = whole
    else if (count < MOST_MARKS) held += character
    count += 1
  }
  return out + held
}

function isMark(character: string): boolean {
  // The block of combining marks, which nearly all marks come from.
  if (character >= '\u0300' && character <= '\u036f') return true
  const known = marks.get(character)
  if (known !== undefined) return known
  const answer = MARK.test(character)
  if (marks.size < 20_000) marks.set(character, answer)
  return answer
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
const ALIKE = 'АВЕКМНОРСТУХаеорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο'
const LATIN = 'ABEKMHOPCTYXaeopcyxABEZHIKMNOPTYXo'
const LOOKALIKES = new Map([...ALIKE].map((letter, at) => [letter, LATIN[at] ?? letter]))
const HAS_LOOKALIKE = new RegExp(`[${ALIKE}]`)
const EACH_LOOKALIKE = new RegExp(HAS_LOOKALIKE, 'g')

/** Replaces Greek and Cyrillic look-alikes by Latin letters, keeping every position: for codes and keys only. */
export function foldLookalikes(text: string): string {
  if (!HAS_LOOKALIKE.test(text)) return text
  return text.replace(EACH_LOOKALIKE, (letter) => LOOKALIKES.get(letter) ?? letter)
}
