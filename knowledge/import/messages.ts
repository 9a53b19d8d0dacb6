import type { Piece } from './piece.ts'

/** A sentence that a broken lead-in was joined with: `the error description text is "…"`. */
const QUOTED =
  /\b(?:error (?:description|message)?(?: text)? ?(?:is|reads|says)|description text is|message(?: is| reads| says)?:?) ?["“]\s*([^"“”]{8,600}?)\s*["”]/gi

/** The error messages that a sentence quotes. */
export function quotedMessages(text: string): string[] {
  return [...text.matchAll(QUOTED)].map(([, message = '']) => message.trim())
}

/** Tells whether a line can be the message that the line before announced. */
export function isMessage({ text }: Piece): boolean {
  if (text.endsWith(':') || text.length > 700) return false
  return !/^(?:This (?:error|issue|problem|message)|To |When |If you |For |In order|You can|Please use|Follow|The following)/.test(
    text,
  )
}
