import type { Table, TableCell } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import { FACTS, isFactName } from '../facts.ts'
import type { DraftTable, Words } from './draft.ts'
import { excerpt, linesOf, placeOf, words } from './excerpt.ts'

/** Reads a table whose head names facts in code spans; nothing for an ordinary table. */
function readTable(table: Table, heading: string): DraftTable | undefined {
  const rows = table.children.slice(1)
  const names = table.children.slice(0, 1).flatMap(({ children }) => children.map(factOf))
  const gives = names.at(-1)
  const by = names.slice(0, -1)
  if (gives === undefined || by.length === 0 || !by.every((name) => name !== undefined)) return undefined
  return {
    by,
    gives,
    heading,
    rows: rows.map(({ children }) => children.map((cell) => words(plainText(cell).trim(), cell))),
    lines: linesOf(table),
    ...placeOf(table),
  }
}

function factOf({ children }: TableCell): Words | undefined {
  const code = children.at(-1)
  return code?.type === 'inlineCode' ? words(code.value, code) : undefined
}

// What a person copies or compares is worth reading; what merely follows from something is for the bot.
const WORTH_READING: readonly string[] = ['path', 'guid', 'key', 'text', 'host', 'port', 'code', 'digits']

/** Where the tables of a document and its words are gathered. */
type Gathered = { tables: DraftTable[]; shown: string[] }

/** Gathers a table: a lookup table with what a person reads of it, any other one as it is. */
export function takeTable(text: string, node: Table, heading: string, { tables, shown }: Gathered): void {
  const table = readTable(node, heading)
  if (table) tables.push(table)
  const words = table ? shownTable(text, node, table.gives.text) : excerpt(text, node)
  if (words !== undefined) shown.push(words)
}

/** A lookup table as a person reads it: its head without the names of facts; nothing where it only draws a conclusion. */
function shownTable(text: string, table: Table, gives: string): string | undefined {
  if (isFactName(gives) && !WORTH_READING.includes(FACTS[gives].type.kind)) return undefined
  const [head = '', ...rows] = excerpt(text, table).split('\n')
  return [head.replace(/(?<! ) *`\w+`(?= *(?:\||$))/g, ''), ...rows].join('\n')
}
