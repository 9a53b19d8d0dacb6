import type { Nodes } from 'mdast'
import type { Place, Words } from './draft.ts'

type Span = { start: Place & { offset?: number | undefined }; end: Place & { offset?: number | undefined } }

// The types allow for trees that were made by hand; the parser's nodes all have a position.
const NOWHERE: Span = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } }

/** The first and the last line of a node. */
export function linesOf({ position = NOWHERE }: Nodes): [from: number, to: number] {
  return [position.start.line, position.end.line]
}

/** Where in the text a node starts and ends. */
export function offsetsOf({ position = NOWHERE }: Nodes): [from: number, to: number] {
  return [Number(position.start.offset), Number(position.end.offset)]
}

/** Where a node starts. */
export function placeOf({ position = NOWHERE }: Nodes): Place {
  return { line: position.start.line, column: position.start.column }
}

/**
 * The Markdown of a node as the document has it, without the indentation of the list it stands in. The lines of a
 * paragraph are joined: where an author wraps is not what a reader shall see.
 */
export function excerpt(text: string, node: Nodes): string {
  const raw = text.slice(...offsetsOf(node))
  const indent = placeOf(node).column - 1
  const shown = indent === 0 ? raw : raw.replace(new RegExp(`\\n[ \\t]{1,${indent}}`, 'g'), '\n')
  return node.type === 'paragraph' || node.type === 'list' ? joinLines(shown) : shown
}

// A line that opens something of its own is not the wrapped rest of the line before.
const OPENS = /^\s*(?:[-*+]\s|\d{1,9}[.)]\s|>|\||```|~~~)/

/** Joins the wrapped lines of paragraphs; lines of code stay as they are. */
export function joinLines(text: string): string {
  if (/^[ \t]*(?:```|~~~)/m.test(text)) return text
  const lines: string[] = []
  for (const line of text.split('\n')) {
    const before = lines.at(-1)
    if (before !== undefined && isWrapped(before, line)) lines[lines.length - 1] = `${before} ${line.trim()}`
    else lines.push(line)
  }
  return lines.join('\n')
}

function isWrapped(before: string, line: string): boolean {
  const isBreak = / {2}$|\\$/.test(before)
  return before.trim() !== '' && !isBreak && line.trim() !== '' && !OPENS.test(line)
}

/** The Markdown from a place in a paragraph to the paragraph's end. */
export function excerptFrom(text: string, from: Nodes, parent: Nodes): string {
  return text.slice(offsetsOf(from)[1], offsetsOf(parent)[1])
}

/** Makes words that know where they stand. */
export function words(text: string, node: Nodes): Words {
  return { text, ...placeOf(node) }
}

/** Joins the lines of a text with blanks. */
export function oneLine(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .join(' ')
    .trim()
}
