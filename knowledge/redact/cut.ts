import type { TokenTable } from './token-table.ts'
import { valueAt } from './value-at.ts'

/** A text with its tokens. */
export type Cut = { text: string; tokens: TokenTable }

/** Tokens that follow each other: the first, and how many. */
export type Stretch = { first: number; size: number }

const LONGEST_GAP = 10

/** How many signs a token has; 0 past the end. */
export function lengthOf({ tokens }: Cut, at: number): number {
  return valueAt(tokens.end, at) - valueAt(tokens.start, at)
}

/** What stands between a token and the one before it. */
export function gapBefore({ text, tokens }: Cut, at: number): string {
  return text.slice(tokens.end[at - 1], tokens.start[at])
}

/** Tells which signs may stand in a gap. */
export type GapSigns = (text: string, at: number) => boolean

const SIGNS = 128

/** The blanks and the signs of a list. */
export function createGapSigns(signs: string): GapSigns {
  const isBlank = (sign: string): boolean => /\s/.test(sign)
  const table = Uint8Array.from({ length: SIGNS }, (_, code) => {
    const sign = String.fromCharCode(code)
    return Number(isBlank(sign) || signs.includes(sign))
  })
  return (text, at) => {
    const code = text.charCodeAt(at)
    return code < SIGNS ? table[code] === 1 : isBlank(text.charAt(at))
  }
}

/** Tells whether the gap before a token is short and of certain signs. */
export function isGap({ text, tokens }: Cut, at: number, isSign: GapSigns): boolean {
  const end = valueAt(tokens.start, at)
  const start = valueAt(tokens.end, at - 1)
  if (end - start > LONGEST_GAP) return false
  for (let place = start; place < end; place += 1) if (!isSign(text, place)) return false
  return true
}

/** Tells whether a sign stands in the gap before a token. */
export function isInGap({ text, tokens }: Cut, at: number, sign: string): boolean {
  const end = valueAt(tokens.start, at)
  for (let place = valueAt(tokens.end, at - 1); place < end; place += 1) if (text[place] === sign) return true
  return false
}

/** Where tokens start and end in the text. */
export function boundsOf({ tokens }: Cut, { first, size }: Stretch): { start: number; end: number } {
  return { start: valueAt(tokens.start, first), end: valueAt(tokens.end, first + size - 1) }
}

/** The signs of tokens without what stands between them. */
export function join({ text, tokens }: Cut, { first, size }: Stretch): string {
  if (size === 1) return text.slice(tokens.start[first], tokens.end[first])
  const parts: string[] = []
  for (let at = first; at < first + size; at += 1) parts.push(text.slice(tokens.start[at], tokens.end[at]))
  return parts.join('')
}
