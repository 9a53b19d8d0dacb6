import type { Draft } from '../draft.ts'
import type { Line } from '../lines.ts'
import { canonicalCode } from './values.ts'

/** The comma list that a KMS event carries under `Info:`. */
export type Info = {
  kind: '12288' | '12289' | '12290'
  line: Line
  code: string
  printed: string
  fields: string[]
  /** A person put the list into a sentence. */
  isQuoted: boolean
}

const HEX = /^0x[0-9a-f]{1,8}$/i
// A list starts where no other list is going on.
const LIST = /(?<![,;]\s{0,2})0x[0-9a-f]{1,8}\s{0,2}[,;<]/gi
const MOST_STARTS = 20
const DIGITS = /^\d{1,9}$/

/** Finds event lists by their shape, wherever they stand: text, XML, CSV, one line of a table. */
export function findInfo(line: Line): Info | undefined {
  if (!line.lower.includes('0x') || (!line.text.includes(',') && !line.text.includes('<'))) return undefined
  let starts = 0
  for (const start of line.text.matchAll(LIST)) {
    starts += 1
    if (starts > MOST_STARTS) break
    const fields = line.text
      .slice(start.index, start.index + 700)
      .replace(/<[^>]{0,60}>/g, ',')
      .replace(/[,;]\s{0,2}[,;]/g, ',')
      .split(/[,;]/, 11)
      .map((field) => field.trim())
    const kind = kindOf(fields)
    const printed = fields[0] ?? ''
    const isQuoted = /\p{L}{2,} \p{L}{2,} /u.test(line.text.slice(0, start.index)) || / -- |\? *$/.test(line.text)
    if (kind) return { kind, line, code: canonicalCode(printed.slice(2)), printed, fields, isQuoted }
  }
  return undefined
}

function kindOf(fields: string[]): Info['kind'] | undefined {
  const [, second = '', third = '', fourth = ''] = fields
  if (DIGITS.test(second) && /^[\w.-]{1,255}$/.test(third) && fields.length >= 4 && isId(fourth)) return '12290'
  if (!HEX.test(second)) return undefined
  if (/^[01]$/.test(third) && DIGITS.test(fourth)) return '12289'
  return /^\S{1,255}$/.test(third) && !HEX.test(third) && (isId(fourth) || /:\d{1,5}$/.test(third))
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
  for (const { line, isQuoted } of events) {
    const lines = isQuoted ? draft.seen : draft.claimed
    lines.push(line)
    draft.fields.push(line)
  }
}

/** The newest event says what is true now; of several at one time the one that failed does. */
export function newest(events: Info[], timeField: number): Info | undefined {
  return events.reduce<Info | undefined>((best, one) => {
    if (!best) return one
    const later = timeOf(one.fields[timeField]) - timeOf(best.fields[timeField])
    return later > 0 || (later === 0 && best.code === '0x0' && one.code !== '0x0') ? one : best
  }, undefined)
}
