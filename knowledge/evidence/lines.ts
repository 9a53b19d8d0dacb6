import { isLabel } from './labels.ts'

/** A line of a paste without quote marks and with single blanks; a wrapped line is whole again. */
export type Line = { number: number; last: number; text: string; lower: string }

const MAX_WRAP = 132
const MIN_WRAP = 38
const MIN_PROSE = 60
// Console and mail widths, and what is left of them behind one or two quote marks.
const COMMON_WIDTHS = new Set([72, 76, 132])
for (let width = 40; width <= 120; width += 10)
  for (const behindQuotes of [0, 2, 4]) COMMON_WIDTHS.add(width - behindQuotes)

type RawLine = { number: number; width: number; text: string; indent: number }

/** Cuts normalised text into lines, takes off quoting and joins what a console or a mail program wrapped. */
export function splitLines(text: string): Line[] {
  const raw = text.split('\n').map((one, index) => rawLine(one, index + 1))
  const width = wrapWidth(raw)
  const lines: Line[] = []
  let open: RawLine | undefined
  for (const one of raw) {
    const before = lines.at(-1)
    const glue = before && open ? joint(open, one, width) : undefined
    if (before && glue !== undefined) {
      before.text += glue + one.text
      before.last = one.number
    } else {
      lines.push({ number: one.number, last: one.number, text: one.text, lower: '' })
    }
    open = one
  }
  for (const line of lines) {
    if (line.text === '') continue
    line.text = line.text.replace(/ +/g, ' ').trim()
    line.lower = line.text.toLowerCase()
  }
  return lines
}

function rawLine(one: string, number: number): RawLine {
  if (one === '') return { number, width: 0, text: '', indent: 0 }
  const unquoted = one.replace(/^(?:[ \t]{0,3}[>|]){1,8} ?/, '')
  const flat = unquoted.includes('\t') ? expandTabs(unquoted) : unquoted
  return { number, width: flat.length, text: flat.replace(/^ +/, ''), indent: flat.search(/\S|$/) }
}

function expandTabs(text: string): string {
  let out = ''
  for (const part of text.split(/(\t)/)) out += part === '\t' ? ' '.repeat(8 - (out.length % 8)) : part
  return out
}

function wrapWidth(lines: RawLine[]): number {
  let width = 0
  for (const line of lines) width = Math.max(width, line.width)
  return width < MIN_WRAP || width > MAX_WRAP ? 0 : width
}

/** What to put between a line and the next one if they were one: nothing after a hard wrap, a blank between words. */
function joint(before: RawLine, next: RawLine, width: number): string | undefined {
  if (width === 0 || next.text === '' || before.text === '' || startsAnew(next.text)) return undefined
  if (isRule(before.text) || before.width < width / 2) return undefined
  // What is set in belongs to a list or a table; one blank can be the one between two words.
  if (next.indent > 1) return undefined
  const isMidSentence = /[\p{L}\p{N},(_-]$/u.test(before.text) || /^\p{Ll}/u.test(next.text)
  if (before.width === width && COMMON_WIDTHS.has(width)) return next.indent === 1 || !isMidSentence ? ' ' : ''
  const word = next.text.slice(0, 80).split(' ', 1)[0] ?? ''
  return isMidSentence && width >= MIN_PROSE && before.width + 1 + word.length > width ? ' ' : undefined
}

function startsAnew(text: string): boolean {
  return (
    isLabel(text) ||
    isRule(text) ||
    /^(?:<|\*\*\*|[a-z]:\\|ps |\$ |#|\d+[.)] |[-*•] |0x[\da-f]{1,8}[, ]|_vlmcs|"|\[)/i.test(text)
  )
}

function isRule(text: string): boolean {
  return /^-{3}/.test(text)
}
