import type { Nodes } from 'mdast'
import type { Place, Words } from './draft.ts'

/** Where a node starts. */
export function placeOf(node: Nodes): Place {
  return { line: node.position?.start.line ?? 1, column: node.position?.start.column ?? 1 }
}

/** The Markdown of a node as the document has it, without the indentation of the list it stands in. */
export function excerpt(text: string, node: Nodes): string {
  const start = node.position?.start
  const raw = text.slice(start?.offset ?? 0, node.position?.end.offset ?? 0)
  const indent = (start?.column ?? 1) - 1
  return indent === 0 ? raw : raw.replace(new RegExp(`\\n[ \\t]{1,${indent}}`, 'g'), '\n')
}

/** The Markdown from a place in a paragraph to the paragraph's end. */
export function excerptFrom(text: string, from: Nodes, parent: Nodes): string {
  return text.slice(from.position?.end.offset ?? 0, parent.position?.end.offset ?? 0)
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
