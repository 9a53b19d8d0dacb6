import { createDraft, type Draft, type OpenFacts, type Place, put, putAll, type Reader } from '../draft.ts'
import { type Column, columnOf, columnOfValues } from '../grammar/columns.ts'
import { factsOfFullName, factsOfName, licenseStatus, methodOfChannel } from '../grammar/product.ts'
import { canonicalCode, codeIn, guidIn, hostAndPort, numberIn } from '../grammar/values.ts'
import type { Line } from '../lines.ts'

const MOST_ROWS = 1000
const MOST_CELLS = 40
const LONGEST_ROW = 2000
const LOOKED_AT = 20
const FEWEST_KNOWN = 3
const SEPARATORS = [';', '|', ','] as const
// Without them a table is about something else.
const TELLING: readonly Column[] = ['status', 'error', 'partialKey']

type Columns = (Column | undefined)[]
type Row = { line: Line; cells: string[] }
type Table = { columns: Columns; rows: readonly Row[]; head?: Line }

/** The product list that the Volume Activation Management Tool or a script exports: one computer and product a line. */
export const vamt: Reader = {
  read: readVamt,
}

function readVamt(lines: readonly Line[]): Draft[] {
  const drafts: Draft[] = []
  let product = -1
  for (let at = 0; at < lines.length; at += 1) {
    if (!HAS_SEPARATORS.test(lines[at]?.text ?? '')) continue
    while (product <= at && product < lines.length) product = nextProduct(lines, Math.max(product, at) + 1)
    const table = tableAt(lines, at, product - at <= LOOKED_AT)
    if (!table) continue
    const draft = drafts[0] ?? createDraft('vamt')
    drafts[0] = draft
    readTable(draft, table)
    at += table.rows.length - (table.head ? 0 : 1)
  }
  return drafts.filter((draft) => draft.products.length > 0)
}

// At least two separators, so that prose is not cut into cells.
const HAS_SEPARATORS = /;[^;]*;|,[^,]*,|\|[^|]*\|/
// A cell that starts with the name of a product.
const PRODUCT = /(?:^|[,;|])\s*"?\s*(?:microsoft )?(?:office|windows|visio|project)\b/

/** The next line that may have a product in a cell. */
function nextProduct(lines: readonly Line[], from: number): number {
  let at = from
  while (at < lines.length && !PRODUCT.test(lines[at]?.lower ?? '')) at += 1
  return at
}

/** The table that starts with a line. Where no product is near, only the first row can tell what the columns are. */
function tableAt(lines: readonly Line[], at: number, isProductNear: boolean): Table | undefined {
  const head = lines[at]
  if (!head || head.text.length > LONGEST_ROW) return undefined
  for (const separator of SEPARATORS) {
    if (!head.text.includes(separator)) continue
    const cells = cellsOf(head.text, separator)
    if (cells.length < FEWEST_KNOWN || cells.length > MOST_CELLS) continue
    const named = cells.map(columnOf)
    const isNamed = named.filter((column) => column).length >= FEWEST_KNOWN
    if (!isNamed && !isProductNear && !named.includes('productName')) continue
    const shape = { separator, columns: cells.length }
    // Few rows tell what it is: nearly every line with commas is none. Unknown words need more than one.
    const few = rowsFrom(lines, at + 1, { ...shape, most: LOOKED_AT })
    if (few.length < (isNamed ? 1 : 2)) continue
    const columns = withValues(named, few)
    if (columns.includes('clientName') && (isNamed || isTelling(columns))) {
      const rows = rowsFrom(lines, at + 1, { ...shape, most: MOST_ROWS })
      const isHead = isNamed || !/office|windows/i.test(readCells(columns, cells)('productName'))
      return isHead ? { columns, rows, head } : { columns, rows: [{ line: head, cells }, ...rows] }
    }
  }
  return undefined
}

/** A first row in unknown words needs values that nothing else has. */
function isTelling(columns: Columns): boolean {
  return columns.includes('productName') && TELLING.some((column) => columns.includes(column))
}

type Shape = { separator: string; columns: number; most: number }

function rowsFrom(lines: readonly Line[], from: number, shape: Shape): Row[] {
  const rows: Row[] = []
  for (let at = from; at < lines.length && rows.length < shape.most; at += 1) {
    const line = lines[at]
    if (!line || line.text.length > LONGEST_ROW || !line.text.includes(shape.separator)) break
    const cells = cellsOf(line.text, shape.separator)
    if (cells.length < shape.columns - 1) break
    rows.push({ line, cells })
  }
  return rows
}

/** What the values say where the first row does not, or says it of two columns. */
function withValues(named: Columns, rows: readonly Row[]): Columns {
  const table = rows.map((row) => alignCells(row.cells, named))
  const columns: Columns = []
  for (const [index, name] of named.entries()) {
    const shape = columnOfValues(table.map((cells) => cells[index] ?? ''))
    const isProduct = shape === 'productName' && !named.includes('productName')
    const isFree = shape !== undefined && !named.includes(shape) && !columns.includes(shape)
    const own = isProduct || (name === undefined && isFree) ? shape : name
    columns.push(own !== undefined && columns.includes(own) ? undefined : own)
  }
  return columns
}

/** A comma in the name of a product makes more cells than there are columns. */
function alignCells(cells: string[], columns: Columns): string[] {
  const more = cells.length - columns.length
  const at = Math.max(0, columns.indexOf('productName'))
  if (more <= 0) return cells
  return [...cells.slice(0, at), cells.slice(at, at + more + 1).join(', '), ...cells.slice(at + more + 1)]
}

function cellsOf(text: string, separator: string): string[] {
  const bare = separator === '|' ? text.replace(/^\|\s?|\s?\|$/g, '') : text
  if (!bare.includes('"')) return bare.split(separator).map((cell) => cell.trim())
  const cells: string[] = []
  for (let at = 0; at !== -1; ) {
    const start = bare[at] === ' ' ? at + 1 : at
    const close = bare[start] === '"' ? closingQuote(bare, start + 1) : -1
    const next = bare.indexOf(separator, close === -1 ? start : close + 1)
    cells.push(bare.slice(close === -1 ? start : start + 1, close === -1 ? endOf(bare, next) : close).trim())
    at = next === -1 ? -1 : next + 1
  }
  return cells
}

const endOf = (text: string, next: number) => (next === -1 ? text.length : next)

/** Where a quoted cell ends; two quotes in it stand for one. Without an end, the last two are one and its end. */
function closingQuote(text: string, from: number): number {
  let doubled = -1
  for (let quote = text.indexOf('"', from); quote !== -1; quote = text.indexOf('"', quote + 2)) {
    if (text[quote + 1] !== '"') return quote
    doubled = quote
  }
  return doubled
}

type Cells = (column: Column) => string

function readCells(columns: Columns, cells: string[]): Cells {
  return cellsAt(placesOf(columns), cells)
}

function placesOf(columns: Columns): ReadonlyMap<Column | undefined, number> {
  return new Map(columns.map((column, index) => [column, index] as const).reverse())
}

function cellsAt(places: ReadonlyMap<Column | undefined, number>, cells: string[]): Cells {
  return (column) => cells[places.get(column) ?? -1] ?? ''
}

function readTable(draft: Draft, { columns, rows, head }: Table): void {
  if (head) draft.claimed.push(head)
  const places = placesOf(columns)
  for (const { line, cells } of rows) {
    const cell = cellsAt(places, alignCells(cells, columns))
    const isRule = /^[\s|:-]+$/.test(line.text)
    if (!isRule && !isRow(cell)) continue
    draft.claimed.push(line)
    if (!isRule) draft.products.push(readRow(cell, line))
  }
}

/** The name of a computer, and at least one thing about its licence. */
function isRow(cell: Cells): boolean {
  if (!/^[\w.-]{1,253}$/.test(cell('clientName'))) return false
  return (
    /office|windows/i.test(cell('productName')) ||
    /^[A-Z0-9]{5}$/i.test(cell('partialKey')) ||
    codeOf(cell('error')) !== undefined ||
    licenseStatus(cell('status')) !== undefined
  )
}

/** VAMT says in words what it did last, and the code behind them. */
function codeInWords(cell: string): string | undefined {
  const hex = /\b0x([0-9a-f]{8})\b/i.exec(cell)?.[1]
  return hex && canonicalCode(hex)
}

function codeOf(cell: string): string | undefined {
  return /^-?\d{9,10}$/.test(cell)
    ? canonicalCode((Number(cell) >>> 0).toString(16))
    : (codeIn(cell) ?? codeInWords(cell))
}

function readRow(cell: Cells, line: Line): { name: string; facts: OpenFacts } {
  const facts: OpenFacts = {}
  const place: Place = { facts, tool: 'vamt', line }
  const name = cell('productName')
  const status = cell('status')
  const { host, port } = hostAndPort(cell('host'))
  put(place, 'clientName', cell('clientName').toLowerCase())
  put({ ...place, printed: status }, 'licenseStatus', status ? licenseStatus(status) : undefined)
  put(place, 'errorCode', codeOf(cell('error')))
  // A code below 0x80000000 tells of no error.
  if (/^0x[0-7]/.test(String(facts.errorCode?.value)) && facts.licenseStatus?.value === 'licensed') {
    put(place, 'informational', true)
  }
  put(place, 'partialKey', /(?:^|-)([a-z0-9]{5})$/i.exec(cell('partialKey'))?.[1]?.toUpperCase())
  put(place, 'activationMethod', methodOfChannel(cell('keyType')))
  put(place, 'currentCount', numberIn(cell('count')))
  putAll(place, { kmsHostSet: host, kmsPortSet: numberIn(cell('port')) ?? port })
  putAll(place, { clientMachineId: guidIn(cell('clientMachineId')), skuId: guidIn(cell('skuId')) })
  const told = factsOfName(name)
  putAll(place, told.product ? told : factsOfFullName(name))
  return { name: name || 'product', facts }
}
