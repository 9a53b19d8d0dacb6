import type { Table, TableCell } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import type { DraftTable, Words } from './draft.ts'
import { excerpt, placeOf, words } from './excerpt.ts'

/** Reads a table whose head names facts in code spans; nothing for an ordinary table. */
export function readTable(table: Table, heading: string): DraftTable | undefined {
  const [head, ...rows] = table.children
  const names = head?.children.map(factOf) ?? []
  const gives = names.at(-1)
  const by = names.slice(0, -1)
  if (gives === undefined || by.length === 0 || !by.every((name) => name !== undefined)) return undefined
  return {
    by,
    gives,
    heading,
    rows: rows.map(({ children }) => children.map((cell) => words(plainText(cell).trim(), cell))),
    lines: [table.position?.start.line ?? 1, table.position?.end.line ?? 1],
    ...placeOf(table),
  }
}

function factOf({ children }: TableCell): Words | undefined {
  const code = children.at(-1)
  return code?.type === 'inlineCode' ? words(code.value, code) : undefined
}

/** A lookup table as a person reads it: its head without the names of facts. */
export function shownTable(text: string, table: Table): string {
  const [head = '', ...rows] = excerpt(text, table).split('\n')
  return [head.replace(/(?<! ) *`\w+`(?= *(?:\||$))/g, ''), ...rows].join('\n')
}
