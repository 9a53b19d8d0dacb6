import { columnOf, columnOfValues } from './grammar/columns.ts'

const FEWEST_TABS = 2
const FEWEST_NAMED = 3
const LONGEST = 2000
const TAB = 9

/** Keeps the cells of a line of a spreadsheet apart, since its tabs are not aligned; other lines stay. */
export function keepCells(line: string): string {
  if (line.length > LONGEST || !hasTabs(line)) return line
  const cells = line.split('\t').map((cell) => cell.trim())
  return isHead(cells) || isRow(cells) ? cells.map((cell) => cell.replaceAll(';', ',')).join(';') : line
}

/** Tabs behind the first word, not those that set a line in. */
function hasTabs(line: string): boolean {
  let count = 0
  for (let at = line.indexOf('\t'); at !== -1 && count < FEWEST_TABS; at = line.indexOf('\t', at + 1)) {
    if (at > 0 && line.charCodeAt(at - 1) !== TAB) count += 1
    else if (count > 0) count += 1
  }
  return count >= FEWEST_TABS
}

function isHead(cells: readonly string[]): boolean {
  return cells.filter((cell) => columnOf(cell)).length >= FEWEST_NAMED
}

/** A product, and a code, a key or a state beside it. */
function isRow(cells: readonly string[]): boolean {
  const columns = cells.map((cell) => columnOfValues([cell]))
  const isTelling = columns.some((column) => column === 'error' || column === 'partialKey' || column === 'status')
  return isTelling && columns.includes('productName')
}
