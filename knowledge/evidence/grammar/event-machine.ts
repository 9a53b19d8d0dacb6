import type { Line } from '../lines.ts'

// `Computer:` of the event viewer as localised consoles print it, and the properties that PowerShell lists.
const LABELS = new Set([
  ...['computer', 'machinename', 'computername', 'pscomputername', 'ordinateur', 'equipo', 'computador', 'komputer'],
  ...['компьютер', 'počítač', 'számítógép', 'bilgisayar', 'dator', 'コンピューター', 'コンピュータ', '컴퓨터'],
  ...['计算机', '計算機', '电脑', '電腦'],
])
const HAS_LABEL = new RegExp([...LABELS].join('|'))
const LONGEST_LABEL = 20
const LONGEST = 400
const NAME = /^(?!0x)(?=[\d.-]*[a-z_])[a-z0-9][\w.-]{0,252}$/
const ELEMENT = /<computer>([^<]{1,253})<\/computer>/
const WITHIN = 40
const MOST_CELLS = 100

type Named = { at: number; machine: string }
type Column = { index: number; count: number; sign: string; isQuoted: boolean }

/** Tells which machine logged the event whose list stands on a line, as text, XML, a list of properties or CSV says it. */
export function createMachineFinder(
  lines: readonly Line[],
  events: readonly Line[],
): (line: Line) => string | undefined {
  const [first] = events
  const named = first ? namesIn(lines) : []
  if (named.length === 0 || first === undefined) return () => undefined
  // `Format-List *` prints the message before the machine, everything else behind it.
  const isBefore = (named[0]?.at ?? 0) <= first.at
  return ({ at }) => {
    const after = firstAfter(named, at)
    const found = isBefore ? named[after - 1] : named[after]
    return found && Math.abs(found.at - at) <= WITHIN ? found.machine : undefined
  }
}

function namesIn(lines: readonly Line[]): Named[] {
  let column: Column | undefined
  return lines.flatMap(({ at, lower }) => {
    const said = labelledIn(lower) ?? (column && cellOf(lower, column))
    if (lower.length <= LONGEST) column = columnIn(lower) ?? column
    return said !== undefined && NAME.test(said) ? [{ at, machine: said }] : []
  })
}

function labelledIn(lower: string): string | undefined {
  if (lower.includes('<computer>')) return ELEMENT.exec(lower)?.[1]
  const colon = lower.indexOf(':')
  if (colon < 2 || colon > LONGEST_LABEL || !LABELS.has(unquoted(lower.slice(0, colon)))) return undefined
  return unquoted(lower.slice(colon + 1)).replace(/,$/, '')
}

function columnIn(lower: string): Column | undefined {
  const sign = lower.includes(',') ? ',' : ';'
  if (!lower.includes(sign) || lower.includes('0x') || !HAS_LABEL.test(lower)) return undefined
  const cells = lower.split(sign)
  const index = cells.findIndex((cell) => LABELS.has(unquoted(cell)))
  const isQuoted = lower.startsWith('"')
  // A quoted cell may hold the sign itself.
  return index < 0 ? undefined : { index, count: cells.length, sign: isQuoted ? `"${sign}"` : sign, isQuoted }
}

function cellOf(lower: string, { index, count, sign, isQuoted }: Column): string | undefined {
  if (lower.startsWith('"') !== isQuoted || !lower.includes(sign)) return undefined
  const cells = lower.split(sign, MOST_CELLS)
  // A message without quotes may hold the sign itself: what stands behind it is counted from the end.
  const more = cells.length - count
  const message = cells.findIndex((cell) => cell.includes('0x'))
  const cell = cells[more > 0 && message >= 0 && message < index ? index + more : index]
  return cell === undefined ? undefined : unquoted(cell)
}

function unquoted(cell: string): string {
  return cell.trim().replaceAll('"', '')
}

/** The index of the first name behind a place; names stand in their order and are looked up by halves. */
function firstAfter(named: readonly Named[], at: number): number {
  let low = 0
  let high = named.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((named[middle]?.at ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return low
}
