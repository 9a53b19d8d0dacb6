import type { TokenTable } from './token-table.ts'

/** A text with its tokens. */
export type Cut = { text: string; tokens: TokenTable }

/** Tokens that follow each other: the first, and how many. */
export type Stretch = { first: number; size: number }

const LONGEST_GAP = 10

/** How many signs a token has; 0 past the end. */
export function lengthOf({ tokens }: Cut, at: number): number {
  return (tokens.end[at] ?? 0) - (tokens.start[at] ?? 0)
}

/** What stands between a token and the one before it. */
export function gapBefore({ text, tokens }: Cut, at: number): string {
  return text.slice(tokens.end[at - 1], tokens.start[at])
}

/** Tells whether the gap before a token is short and of certain signs. */
export function isGap(cut: Cut, at: number, pattern: RegExp): boolean {
  const size = (cut.tokens.start[at] ?? 0) - (cut.tokens.end[at - 1] ?? 0)
  return size <= LONGEST_GAP && pattern.test(gapBefore(cut, at))
}

/** Where tokens start and end in the text. */
export function boundsOf({ tokens }: Cut, { first, size }: Stretch): { start: number; end: number } {
  return { start: tokens.start[first] ?? 0, end: tokens.end[first + size - 1] ?? 0 }
}

/** The signs of tokens without what stands between them. */
export function join({ text, tokens }: Cut, { first, size }: Stretch): string {
  if (size === 1) return text.slice(tokens.start[first], tokens.end[first])
  const parts: string[] = []
  for (let at = first; at < first + size; at += 1) parts.push(text.slice(tokens.start[at], tokens.end[at]))
  return parts.join('')
}
