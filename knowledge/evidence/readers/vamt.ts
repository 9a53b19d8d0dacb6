import { createDraft, type Draft, type OpenFacts, type Place, put, putAll, type Reader } from '../draft.ts'
import { factsOfName, licenseStatus, methodOfChannel } from '../grammar/product.ts'
import { codeIn, numberIn } from '../grammar/values.ts'
import type { Line } from '../lines.ts'

const MOST_ROWS = 1000
type Column = 'clientName' | 'productName' | 'status' | 'statusLastAction' | 'partialKey' | 'keyType' | 'count' | 'host'

const COLUMNS: [pattern: RegExp, column: Column][] = [
  [/^(?:(?:ps)?computer ?name|fully ?qualified ?domain ?name|host ?name|machine(?: ?name)?|name)$/, 'clientName'],
  [/^product ?name$/, 'productName'],
  [/^license ?status$/, 'status'],
  [/^(?:status of last action|action ?status|error ?code|license ?status ?last ?error)/, 'statusLastAction'],
  [/^partial ?product ?key$/, 'partialKey'],
  [/^(?:product ?key ?type|license ?family|keytype)/, 'keyType'],
  [/^kms ?host$/, 'host'],
]

/** The product list that the Volume Activation Management Tool exports: one computer and product a line. */
export const vamt: Reader = {
  cues: [
    'name',
    'computer',
    'computername',
    'fully',
    'fullyqualified',
    'fullyqualifieddomain',
    'fullyqualifieddomainname',
    'product',
    'productname',
    'license',
    'licensestatus',
    'status',
    'action',
    'actionstatus',
    'error',
    'errorcode',
    'partial',
    'partialproduct',
    'partialproductkey',
    'productkeytype',
    'licensefamily',
    'keytype',
    'pscomputername',
    'host',
    'hostname',
    'machine',
    'machinename',
    'kms',
    'kmshost',
    'licensestatuslasterror',
  ],
  read: readVamt,
}

function readVamt(cued: readonly Line[], all: readonly Line[]): Draft[] {
  const head = cued.find((line) => isTable(line.text) && columnsOf(line).filter((column) => column).length >= 3)
  if (!head) return []
  const columns = columnsOf(head)
  const draft = createDraft('vamt')
  draft.claimed.push(head)
  for (const line of all.slice(all.indexOf(head) + 1).slice(0, MOST_ROWS)) {
    const cells = cellsOf(line.text)
    if (cells.length < columns.length - 1) continue
    draft.products.push(readRow({ columns, cells, line }))
    draft.claimed.push(line)
  }
  return [draft]
}

/** At least two separators, so that prose is not cut into cells. */
function isTable(text: string): boolean {
  let separators = 0
  for (const sign of [',', ';'])
    for (let at = text.indexOf(sign); at !== -1 && separators < 2; at = text.indexOf(sign, at + 1)) separators += 1
  return separators > 1
}

function columnsOf(line: Line): (Column | undefined)[] {
  return cellsOf(line.lower).map((cell) => COLUMNS.find(([pattern]) => pattern.test(cell))?.[1])
}

function cellsOf(text: string): string[] {
  return [...text.slice(0, 2000).matchAll(/(?:^|[,;])(?:"((?:[^"]|"")*)"|([^,;]*))/g)].map((cell) =>
    (cell[1] ?? cell[2] ?? '').trim(),
  )
}

function readRow(row: { columns: (Column | undefined)[]; cells: string[]; line: Line }): {
  name: string
  facts: OpenFacts
} {
  const facts: OpenFacts = {}
  const place: Place = { facts, tool: 'vamt', line: row.line }
  const cell = (column: Column): string => row.cells[row.columns.indexOf(column)] ?? ''
  const name = cell('productName')
  put(place, 'clientName', cell('clientName').toLowerCase())
  put(
    { ...place, printed: cell('status') },
    'licenseStatus',
    cell('status') ? licenseStatus(cell('status')) : undefined,
  )
  put(place, 'errorCode', codeIn(cell('statusLastAction')))
  put(place, 'partialKey', cell('partialKey') || undefined)
  put(place, 'activationMethod', methodOfChannel(cell('keyType')))
  put(place, 'currentCount', numberIn(cell('count')))
  put(place, 'kmsHostSet', cell('host').toLowerCase())
  putAll(
    place,
    /^office/i.test(name)
      ? { ...factsOfName(name), product: 'office' }
      : /windows/i.test(name)
        ? { product: 'windows' }
        : {},
  )
  return { name: name || 'product', facts }
}
