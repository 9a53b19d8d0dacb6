import { isLabel } from './grammar/labels.ts'
import { breakLine } from './layout.ts'
import { createPrefixTaker } from './prefixes.ts'
import { unfoldTables } from './tables.ts'
import { keepCells } from './tabs.ts'

/** A line of a paste without quote marks and with single blanks; a wrapped line is whole again. */
export type Line = {
  /** Place among the lines that are not empty, from 0. */
  at: number
  /** Line of the paste, counted from 1, and the last one that was joined to it. */
  number: number
  last: number
  text: string
  lower: string
}

const MAX_WRAP = 132
const MIN_WRAP = 38
const MIN_PROSE = 60
// Console and mail widths; behind one or two quote marks so much less.
const COMMON_WIDTHS = new Set([40, 50, 60, 70, 72, 76, 80, 90, 100, 110, 120, 132])
const QUOTE_WIDTHS = [2, 4]
const BLANK = 32

type RawLine = { number: number; width: number; text: string; indent: number; isQuoted: boolean }

/** Cuts normalised text into lines, takes off quoting and joins what a console or a mail program wrapped. */
export function splitLines(text: string): Line[] {
  const raw = unfoldTables(rawLines(text))
  const width = wrapWidth(raw)
  const lines: Line[] = []
  let open: RawLine | undefined
  for (const one of raw) {
    const before = lines.at(-1)
    const glue = before && open && open.number === one.number - 1 ? joint(open, one, width) : undefined
    if (before && glue !== undefined) {
      before.text += glue + one.text
      before.last = one.number
    } else {
      lines.push({ at: lines.length, number: one.number, last: one.number, text: one.text, lower: '' })
    }
    open = one
  }
  return tidy(lines)
}

/** Single blanks, and one line for each that a chat client ran together. */
function tidy(lines: readonly Line[]): Line[] {
  const out: Line[] = []
  for (const line of lines) {
    const { number, last, text } = line
    const single = (text.includes('  ') ? text.replace(/ +/g, ' ') : text).trim()
    const lower = single.toLowerCase()
    const pieces = breakLine(single, lower)
    if (!pieces) {
      line.at = out.length
      line.text = single
      line.lower = lower
      out.push(line)
    } else
      for (const piece of pieces) out.push({ at: out.length, number, last, text: piece, lower: piece.toLowerCase() })
  }
  return out
}

/** The lines that hold anything. */
function rawLines(text: string): RawLine[] {
  const all = text.split('\n')
  const prefixOf = createPrefixTaker(all)
  const lines: RawLine[] = []
  let number = 0
  for (const one of all) {
    number += 1
    if (one === '') continue
    const prefix = prefixOf?.(one)
    for (const piece of piecesOf(prefix ? one.slice(prefix.length) : one)) {
      const line = rawLine(piece, number)
      if (line.text !== '') lines.push(line)
    }
  }
  return lines
}

const LOG_HEAD = '<![LOG['
const LOG_TAIL = ']LOG]!>'
// A line break as JSON writes it.
const ESCAPED_BREAK = '\\r\\n'

/** What a log of Configuration Manager wraps, and the lines that JSON writes as one. */
function piecesOf(line: string): string[] {
  if (line.startsWith(LOG_HEAD)) {
    const end = line.indexOf(LOG_TAIL)
    return [line.slice(LOG_HEAD.length, end === -1 ? undefined : end)]
  }
  return line.includes(ESCAPED_BREAK) ? line.split(ESCAPED_BREAK) : [line]
}

function rawLine(one: string, number: number): RawLine {
  const isReply = isQuoted(one)
  const unquoted = isReply ? one.replace(/^(?:[ \t]{0,3}[>|]){1,8} ?/, '') : one
  const flat = unquoted.includes('\t') ? expandTabs(keepCells(unquoted)) : unquoted
  let indent = 0
  while (flat.charCodeAt(indent) === BLANK) indent += 1
  return { number, width: flat.length, text: indent === 0 ? flat : flat.slice(indent), indent, isQuoted: isReply }
}

function isQuoted(line: string): boolean {
  for (let at = 0; at < 4; at += 1) {
    const sign = line[at]
    if (sign === '>' || sign === '|') return true
    if (sign !== ' ' && sign !== '\t') return false
  }
  return false
}

function expandTabs(text: string): string {
  let out = ''
  for (const part of text.split(/(\t)/)) out += part === '\t' ? ' '.repeat(8 - (out.length % 8)) : part
  return out
}

function wrapWidth(lines: readonly RawLine[]): number {
  let width = 0
  for (const line of lines) width = Math.max(width, line.width)
  return width < MIN_WRAP || width > MAX_WRAP ? 0 : width
}

/** What to put between a line and the next one if they were one: nothing after a hard wrap, a blank between words. */
function joint(before: RawLine, next: RawLine, width: number): string | undefined {
  // What is set in belongs to a list or a table; one blank can be the one between two words.
  if (width === 0 || next.indent > 1 || before.width < width / 2) return undefined
  const isFull = before.width === width && isWindowWidth(before)
  if (!isFull && (width < MIN_PROSE || before.width + 1 + firstWordLength(next.text) <= width)) return undefined
  if (isRule(before.text) || startsAnew(next.text)) return undefined
  const isMidSentence = /[\p{L}\p{N},(_-]$/u.test(before.text) || /^\p{Ll}/u.test(next.text)
  // A sentence that ends where the window does is rarer than a line that happens to be as wide.
  if (next.indent === 0 && /[.!?]$/.test(before.text) && /^\p{Lu}/u.test(next.text)) return undefined
  if (isFull) return next.indent === 1 || !isMidSentence ? ' ' : ''
  return isMidSentence && !areRows(before.text, next.text) ? ' ' : undefined
}

function isWindowWidth({ width, isQuoted: isReply }: RawLine): boolean {
  return COMMON_WIDTHS.has(width) || (isReply && QUOTE_WIDTHS.some((less) => COMMON_WIDTHS.has(width + less)))
}

function firstWordLength(text: string): number {
  const end = text.indexOf(' ')
  return Math.min(end === -1 ? text.length : end, 80)
}

/** Two lines with as many separators are rows of one table; a cell may hold another sign. */
function areRows(one: string, other: string): boolean {
  const [first, second] = [one, other].map((text) => text.replace(/"[^"]*"/g, ''))
  return SEPARATORS.some((sign) => {
    const separators = countOf(sign, first ?? '')
    return separators > 1 && countOf(sign, second ?? '') === separators
  })
}

const SEPARATORS = [';', '|', ',']

function countOf(sign: string, text: string): number {
  return text.split(sign).length - 1
}

function startsAnew(text: string): boolean {
  return (
    isLabel(text) ||
    isRule(text) ||
    /^(?:microsoft \(r\) windows script|copyright|successfully applied|searching for kms|tracking |activating windows)/i.test(
      text,
    ) ||
    /^(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}:\d\d(?::\d\d)?(?: [ap]m)? {1,20}\d{1,5} |<|\*\*\*|[a-z]:\\|ps |\$ |#|\d+[.)] |[-*•] |0x[\da-f]{1,8}[, ]|_vlmcs|"|\[)/i.test(
      text,
    )
  )
}

function isRule(text: string): boolean {
  return text.startsWith('---')
}
