import type { Line } from './lines.ts'

/** Finds for each list of cue words the lines that hold one of them. */
export type CueFinder = (lines: readonly Line[]) => Line[][]

const UNDERSCORE = 95
const CJK = 0x2e80

/**
 * Prepares the search for several lists of words at once: one pass, whatever their number.
 * Words are compared by a number made of their letters. Two words with one number cost a look in vain and nothing else,
 * because a cue is only the reason to look closer.
 */
export function createCueFinder(lists: readonly (readonly string[])[]): CueFinder {
  const readersOf = new Map<number, number[]>()
  for (const [index, words] of lists.entries()) {
    for (const word of words) {
      const number = numberOf(word)
      readersOf.set(number, [...(readersOf.get(number) ?? []), index])
    }
  }
  return (lines) => {
    const found: Line[][] = lists.map(() => [])
    for (const line of lines) markLine(line, readersOf, found)
    return found
  }
}

function numberOf(word: string): number {
  let number = 0
  for (let at = 0; at < word.length; at += 1) number = (Math.imul(number, 31) + word.charCodeAt(at)) | 0
  return number
}

function markLine(line: Line, readersOf: Map<number, number[]>, found: Line[][]): void {
  const { lower } = line
  let number = 0
  let kind = 0
  for (let at = 0; at <= lower.length; at += 1) {
    const code = lower.charCodeAt(at)
    const now = kindOf(code)
    if (now !== kind) {
      if (kind !== 0) mark(line, readersOf.get(number), found)
      kind = now
      number = 0
    }
    if (now === 0) continue
    number = (Math.imul(number, 31) + code) | 0
  }
}

/** 0 between words, 1 in a word, 2 in a word of a script without blanks. */
function kindOf(code: number): number {
  if (code >= 128) return code >= CJK ? 2 : 1
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === UNDERSCORE ? 1 : 0
}

function mark(line: Line, readers: number[] | undefined, found: Line[][]): void {
  if (!readers) return
  for (const reader of readers) {
    const lines = found[reader]
    if (lines && lines.at(-1) !== line) lines.push(line)
  }
}
