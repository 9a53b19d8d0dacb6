import { valueAt } from './value-at.ts'

// Widths at which terminals and mail programs cut, in the middle of a name if need be.
const WIDTHS: ReadonlySet<number> = new Set([72, 76, 78, 79, 80, 100, 119, 120, 132])
const NARROWEST = 72
const LINE_START = /(?:[>|] ?){0,5}/y

/** A text whose cut lines are whole again, and where each stretch of it was. */
export type WholeLines = {
  text: string
  /** Where a position was in the text that was given. */
  origin: (at: number) => number
  /** Tells whether a stretch goes over a cut. */
  isCut: (start: number, end: number) => boolean
}

/** Puts lines that a fixed width cut together again; nothing when there are none. */
export function joinCutLines(text: string): WholeLines | undefined {
  const parts: string[] = []
  // Where each part starts, in the joined text and in the given one.
  const joined = [0]
  const given = [0]
  let done = 0
  let length = 0
  for (let line = 0, end = text.indexOf('\n'); end !== -1; line = end + 1, end = text.indexOf('\n', line)) {
    const from = isFull(text, line, end) ? startOf(text, end + 1) : undefined
    if (from === undefined) continue
    parts.push(text.slice(done, end))
    length += end - done
    done = from
    joined.push(length)
    given.push(from)
  }
  if (parts.length === 0) return undefined
  parts.push(text.slice(done))
  const origin = (at: number) => valueAt(given, indexAt(joined, at)) + at - valueAt(joined, indexAt(joined, at))
  return { text: parts.join(''), origin, isCut: (start, end) => indexAt(joined, start) !== indexAt(joined, end - 1) }
}

function isFull(text: string, line: number, end: number): boolean {
  const width = end - line
  if (width < NARROWEST) return false
  return WIDTHS.has(width) || WIDTHS.has(end - startOf(text, line))
}

// The marks of quoted mail were put before lines that had been cut already.
function startOf(text: string, line: number): number {
  LINE_START.lastIndex = line
  // It always matches, if only nothing.
  LINE_START.test(text)
  return LINE_START.lastIndex
}

function indexAt(starts: readonly number[], at: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (valueAt(starts, middle) <= at) low = middle
    else high = middle - 1
  }
  return low
}
