import { type Draft, type OpenFacts, type Place, put } from '../draft.ts'
import type { Line } from '../lines.ts'
import { canonicalCode } from './values.ts'

/** The comma list that a KMS event carries under `Info:`. */
export type Info = {
  kind: '12288' | '12289' | '12290'
  line: Line
  /** The line, and the next one where the list goes on there. */
  lines: Line[]
  code: string
  printed: string
  fields: string[]
  /** A person put the list into a sentence. */
  isQuoted: boolean
  /** The machine that logged it, in lower case. */
  machine?: string
}

const HEX = /^0x[0-9a-f]{1,8}$/i
// A list starts where no other list is going on.
const LIST = /(?<!0x[0-9a-f]{1,8}\s{0,2}[,;]\s{0,2})0x[0-9a-f]{1,8}\s{0,2}[,;<]/gi
const MOST_STARTS = 20
const MOST_IN_A_LINE = 50
const MOST_ENTRIES = 200
const DIGITS = /^\d{1,9}$/

// Some chat clients take the commas for lists of their own.
const WITHOUT_COMMAS = /0x[0-9a-f]{8} 0x[0-9a-f]{8} [\w.-]{1,255}:\d{1,5} [\w*-]{36} /i

/** Finds event lists by their shape, wherever they stand: text, XML, CSV, one line of a table, wrapped at a comma. */
export function findInfos(line: Line, next?: Line): Info[] {
  if (!line.lower.includes('0x')) return []
  const bare = WITHOUT_COMMAS.exec(line.text)?.index
  if (bare === undefined && !/[,;<]/.test(line.text)) return []
  const isWrapped = line.text.endsWith(',') && next?.number === line.last + 1
  const own = isWrapped ? `${line.text} ${next.text}` : line.text
  const text = bare === undefined ? own : own.slice(0, bare) + own.slice(bare).replace(/ (?!\d{1,2}:\d\d)/g, ', ')
  const infos: Info[] = []
  let starts = 0
  for (const start of text.matchAll(LIST)) {
    starts += 1
    if (starts > MOST_STARTS || infos.length === MOST_IN_A_LINE) break
    const fields = fieldsFrom(text, start.index)
    const kind = kindOf(fields)
    if (!kind) continue
    const printed = fields[0] ?? ''
    const isQuoted = /\p{L}{2} \p{L}{2,} /u.test(text.slice(0, start.index)) || / -- |\? *$/.test(text)
    const lines = isWrapped && start.index < line.text.length ? [line, next] : [line]
    starts = 0
    infos.push({ kind, line, lines, code: canonicalCode(printed.slice(2)), printed, fields, isQuoted })
  }
  return infos
}

function fieldsFrom(text: string, start: number): string[] {
  const fields = text
    .slice(start, start + 700)
    .replace(/<[^>]{0,60}>/g, ',')
    .replace(/[,;]\s{0,2}[,;]/g, ',')
    .split(/[,;]/, 11)
    .map((field) => field.trim())
  // A client that found no host prints nothing in its place.
  const isHostMissing = HEX.test(fields[1] ?? '') && isId(fields[2] ?? '')
  return isHostMissing ? [...fields.slice(0, 2), '', ...fields.slice(2)] : fields
}

function kindOf(fields: string[]): Info['kind'] | undefined {
  const [, second = '', third = '', fourth = ''] = fields
  if (DIGITS.test(second) && /^[\w.-]{1,255}$/.test(third) && fields.length >= 4 && isId(fourth)) return '12290'
  if (!HEX.test(second)) return undefined
  if (/^[01]$/.test(third) && DIGITS.test(fourth)) return '12289'
  return /^\S{0,255}$/.test(third) && !HEX.test(third) && (isId(fourth) || /:\d{1,5}$/.test(third))
    ? '12288'
    : undefined
}

// A part of the id may be blacked out.
function isId(text: string): boolean {
  return /^[\w*]{4,8}-[\w*]{4}-[\w*]{4}-[\w*]{4}-[\w*]{12}$/.test(text)
}

/** `2024/3/4 10:15` as a number that sorts by time. */
function timeOf(text: string | undefined): number {
  const [, year, month, day, hour, minute] = /^(\d{4})\/(\d{1,2})\/(\d{1,2}) (\d{1,2}):(\d{1,2})/.exec(text ?? '') ?? []
  return year ? Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute)) : 0
}

/** Claims the lines of events, but for those that stand in a sentence. */
export function claimEvents(draft: Draft, events: Info[]): void {
  for (const { lines, isQuoted } of events) {
    const read = isQuoted ? draft.seen : draft.claimed
    read.push(...lines)
    draft.fields.push(...lines)
  }
}

/**
 * The newest event about a client and its product says what is true of it now; of several such events, or of two at one
 * time, the newest that failed decides.
 */
export function newest(events: Info[], timeField: number, aboutOf: (event: Info) => string): Info | undefined {
  const timeOfEvent = ({ fields }: Info): number => timeOf(fields[timeField])
  const last = new Map<string, Info>()
  for (const one of events) {
    const about = aboutOf(one)
    const known = last.get(about)
    if (!known || decidesOver(one, known, timeOfEvent)) last.set(about, one)
  }
  const now = [...last.values()]
  const failed = now.filter(({ code }) => code !== '0x0')
  const [first, ...more] = failed.length > 0 ? failed : now
  return more.reduce((best, one) => (best && timeOfEvent(one) > timeOfEvent(best) ? one : best), first)
}

function decidesOver(one: Info, known: Info, timeOfEvent: (event: Info) => number): boolean {
  const later = timeOfEvent(one) - timeOfEvent(known)
  return later > 0 || (later === 0 && known.code === '0x0' && one.code !== '0x0')
}

/** What each event of several says, in the order of the paste. */
export function entriesOf(events: readonly Info[], readOne: (event: Info) => OpenFacts): OpenFacts[] {
  return events.length < 2 ? [] : events.slice(0, MOST_ENTRIES).map(readOne)
}

/** Flags that are not nought say more than the code beside them. */
export function putFlags(place: Place, flags: string): void {
  if (HEX.test(flags) && Number(flags) !== 0) put(place, 'statusFlags', flags.toLowerCase())
}
