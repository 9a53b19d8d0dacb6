import type { Line } from './lines.ts'

/** Finds for each list of cue words the lines that hold one of them. */
export type CueFinder = (lines: readonly Line[]) => Line[][]

const CJK = 0x2e80
const PLACES = 1 << 12

/**
 * Prepares the search for several lists of words at once: one pass, whatever their number.
 * Words are compared by a number made of their letters. Two words with one number cost a look in vain and nothing else,
 * because a cue is only the reason to look closer.
 */
export function createCueFinder(lists: readonly (readonly string[])[]): CueFinder {
  const cues: Cues = { readersOf: new Map(), mayBe: new Uint8Array(PLACES) }
  for (const [index, words] of lists.entries()) {
    for (const word of words) {
      const number = numberOf(word)
      cues.readersOf.set(number, [...(cues.readersOf.get(number) ?? []), index])
      cues.mayBe[number & (PLACES - 1)] = 1
    }
  }
  return (lines) => {
    const found: Line[][] = lists.map(() => [])
    for (const line of lines) markLine(line, cues, found)
    return found
  }
}

/** The lists of each word by its number, and 1 at the last bits of these numbers: most words are none of them. */
type Cues = { readersOf: Map<number, number[]>; mayBe: Uint8Array }

function numberOf(word: string): number {
  let number = 0
  for (let at = 0; at < word.length; at += 1) number = (Math.imul(number, 31) + word.charCodeAt(at)) | 0
  return number
}

const OUTSIDE = 0
const WORD = 1
const WORD_WITHOUT_BLANKS = 2
const ASCII = 128
const KINDS = Uint8Array.from({ length: ASCII }, (_, code) => {
  return /[a-z0-9_]/.test(String.fromCharCode(code)) ? WORD : OUTSIDE
})

function markLine(line: Line, { readersOf, mayBe }: Cues, found: Line[][]): void {
  const { lower } = line
  let number = 0
  let kind = OUTSIDE
  for (let at = 0; at <= lower.length; at += 1) {
    const code = lower.charCodeAt(at)
    const now =
      code < ASCII ? (KINDS[code] ?? OUTSIDE) : code >= CJK ? WORD_WITHOUT_BLANKS : code >= ASCII ? WORD : OUTSIDE
    if (now !== kind) {
      if (kind !== OUTSIDE && mayBe[number & (PLACES - 1)] === 1) mark(line, readersOf.get(number), found)
      kind = now
      number = 0
    }
    if (now !== OUTSIDE) number = (Math.imul(number, 31) + code) | 0
  }
}

function mark(line: Line, readers: number[] | undefined, found: Line[][]): void {
  if (!readers) return
  for (const reader of readers) {
    const lines = found[reader]
    if (lines && lines.at(-1) !== line) lines.push(line)
  }
}
