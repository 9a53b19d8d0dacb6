import { LABEL_TEXTS } from './grammar/labels.ts'

/** A line before it is read: its text behind `indent` blanks. */
type Row = { text: string; indent: number; number: number }

type Column = { name: string; start: number }

// Properties that PowerShell and wmic put at the head of a table.
const PROPERTIES = new Set([
  ...LABEL_TEXTS.filter((text) => /^[a-z]{4,60}$/.test(text)),
  ...['id', 'computername', 'remoteaddress', 'remoteport', 'tcptestsucceeded', 'pingsucceeded'],
  ...['applicationid', 'licensefamily', 'productkeyid', 'productkeychannel', 'sourceaddress', 'interfacealias'],
])
const LENGTHS = [...PROPERTIES].map((name) => name.length)
const SHORTEST = Math.min(...LENGTHS)
const LONGEST = Math.max(...LENGTHS)
const FEWEST_COLUMNS = 2
const MOST_COLUMNS = 30
const LONGEST_HEAD = 600

/** Turns each row of a table with aligned columns into lines of `property : value`, as a list would show them. */
export function unfoldTables<R extends Row>(rows: readonly R[]): readonly R[] {
  let out: R[] | undefined
  let columns: Column[] | undefined
  let last = 0
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index]
    if (!row) continue
    if (columns && row.number !== last + 1) columns = undefined
    const head: Column[] | undefined = columns ? undefined : columnsOf(row)
    const cells: R[] | undefined = columns && cellsOf(row, columns)
    columns = head ?? (cells ? columns : undefined)
    last = row.number
    if (head || cells) out ??= rows.slice(0, index)
    // The head is the rows' from here on.
    if (out && !head) out.push(...(cells ?? [row]))
  }
  return out ?? rows
}

function columnsOf({ text, indent }: Row): Column[] | undefined {
  const end = text.indexOf(' ')
  if (end < SHORTEST || end > LONGEST || text.length > LONGEST_HEAD) return undefined
  if (!PROPERTIES.has(text.slice(0, end).toLowerCase())) return undefined
  const columns: Column[] = []
  for (const word of text.matchAll(/\S+/g)) {
    const name = word[0].toLowerCase()
    if (!PROPERTIES.has(name) || columns.length === MOST_COLUMNS) return undefined
    columns.push({ name, start: indent + word.index })
  }
  return columns.length < FEWEST_COLUMNS ? undefined : columns
}

/** The cells of a row, the name of the product first; nothing for the rule under the head. */
function cellsOf<R extends Row>(row: R, columns: readonly Column[]): R[] | undefined {
  const text = ' '.repeat(row.indent) + row.text
  const isAligned = columns.every(({ start }) => start === 0 || start > text.length || text[start - 1] === ' ')
  if (!isAligned) return undefined
  if (/^[- ]+$/.test(text)) return []
  const cells = columns.map(({ name, start }, index) => ({
    name,
    value: text.slice(start, columns[index + 1]?.start ?? text.length).trim(),
  }))
  const isFirst = ({ name }: { name: string }): number => (name === 'name' ? 0 : 1)
  return cells
    .sort((one, other) => isFirst(one) - isFirst(other))
    .map(({ name, value }) => ({ ...row, text: `${name} : ${value}`, indent: 0, width: 0 }))
}
