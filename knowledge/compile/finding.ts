import type { Finding } from './corpus.ts'
import type { Draft, Place } from './draft.ts'

/** A problem at a place of a document. */
export function finding(draft: Pick<Draft, 'path'>, { line, column }: Place, message: string): Finding {
  return { file: draft.path, line, column, message }
}

/** Quotes a word of a document for a message: one line, not too long. */
export function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return `"${line.length > 60 ? `${line.slice(0, 60)}…` : line}"`
}
