import {
  announcesCommand,
  announcesMessage,
  announcesSample,
  announcesSeveral,
  announcesTextToSee,
  mentionsSteps,
} from './announce.ts'
import type { AlertKind, Article, Block, Role } from './block.ts'
import { announcedCommand, shellOf, wholeCommand } from './commands.ts'
import { readFlatTable } from './flat-table.ts'
import { withoutFurniture } from './furniture.ts'
import { isHeading, isSubheading, levelOf } from './headings.ts'
import { isMessage } from './messages.ts'
import type { Piece } from './piece.ts'
import { rejoin } from './rejoin.ts'
import type { Report } from './report.ts'
import { readSample } from './samples.ts'
import { ALERT, ITEM, isSentence, LABEL, shapeOf } from './shape.ts'
import { unglue } from './unglue.ts'

/** Where reading stands: the pieces, what was made of them so far, and the list of commands to choose from that is open. */
type Reading = { pieces: Piece[]; blocks: Block[]; report: Report; severalOpen: boolean; references: boolean }

/** Reads a plain article, whose structure was lost, to blocks. */
export function readPlain(text: string, report: Report): Article {
  const lines = text.split('\n')
  const raw = lines.flatMap((line, index) => (line.trim() === '' ? [] : unglue(line.replaceAll('`', "'"), index + 1)))
  const pieces = rejoin(withoutFurniture(raw, report))
  const first = pieces[0]
  const hasTitle =
    first !== undefined && shapeOf(first.text) === 'phrase' && !/0x[0-9a-f]{8}/i.test(first.text) && !isSubtitle(pieces)
  const reading: Reading = { pieces, blocks: [], report, severalOpen: false, references: false }
  for (let at = hasTitle ? 1 : 0; at < pieces.length; ) at = readPiece(reading, at)
  return { ...(hasTitle && { title: first.text }), blocks: reading.blocks }
}

// An article without a title may start with its first section: another line like it never follows a title's text.
function isSubtitle(pieces: readonly Piece[]): boolean {
  return /^(?:Method|Step|Solution|Cause)\b/.test(pieces[0]?.text ?? '')
}

function readPiece(reading: Reading, at: number): number {
  const piece = reading.pieces[at]
  if (!piece) return at + 1
  const { blocks, report } = reading
  const shape = shapeOf(piece.text)
  if (shape === 'bar') {
    const { table, next } = readFlatTable(reading.pieces, at, report)
    blocks.push(table)
    return next
  }
  if (shape === 'stub') return readStub(reading, at)
  if (shape === 'item') return readItem(reading, at)
  if (shape === 'url') return readAddress(reading, piece, at)
  if (shape === 'label') return readLabel(reading, piece, at)
  if (shape === 'alert') return readAlert(reading, piece, at)
  if (shape === 'command' || (announcedBefore(blocks) && announcedCommand(piece.text))) {
    const command = wholeCommand(piece.text) ?? announcedCommand(piece.text) ?? piece.text
    blocks.push({ kind: 'command', command, shell: shellOf(command), ...spanOf(piece) })
    return at + 1
  }
  return readWords(reading, piece, at)
}

function readWords(reading: Reading, piece: Piece, at: number): number {
  const { blocks, pieces, report } = reading
  const before = lastWords(blocks)
  if (
    announcesMessage(before) &&
    isMessage(piece) &&
    !(/errors:$/.test(before) && isSentence(piece.text) && !/0x|^["“]/.test(piece.text))
  ) {
    blocks.push({ kind: 'message', text: piece.text.replace(/^["“]|["”]\.?$/g, ''), ...spanOf(piece) })
    return at + 1
  }
  const sample = readSample(pieces, at, announcesSample(before) && !announcesCommand(before))
  if (sample) {
    blocks.push(sample.block)
    return sample.next
  }
  if (announcesTextToSee(before))
    report(
      'lost-sample',
      blocks.at(-1)?.to ?? piece.line,
      'the text to look for in the output is announced here and missing',
    )
  if (shapeOf(pieces[at + 1]?.text ?? '') !== 'url' && isHeading(pieces, at, before, reading.references)) {
    blocks.push({ kind: 'heading', level: levelOf(piece.text), text: piece.text, ...spanOf(piece) })
    reading.severalOpen = false
    reading.references = /^(?:references|related|see also)/i.test(piece.text)
    return at + 1
  }
  blocks.push({ kind: 'text', text: piece.text, ...spanOf(piece) })
  if (reading.references && !isSentence(piece.text) && shapeOf(pieces[at + 1]?.text ?? '') !== 'url') {
    report('lost-link', piece.line, `"${piece.text.slice(0, 120)}" was a link; where it led is lost`)
  }
  return at + 1
}

function readStub({ pieces, report }: Reading, at: number): number {
  const piece = pieces[at]
  const line = piece?.line ?? 1
  if (/table/i.test(piece?.text ?? '')) {
    if (shapeOf(pieces[at + 1]?.text ?? '') !== 'bar') report('lost-table', line, 'a table stood here and is missing')
  } else report('lost-image', line, 'an image stood here; what it shows is lost')
  return at + 1
}

function readItem(reading: Reading, at: number): number {
  const piece = reading.pieces[at]
  if (!piece) return at + 1
  const { blocks } = reading
  const groups = ITEM.exec(piece.text)?.groups
  const text = piece.text.replace(ITEM, '').trim()
  const command = wholeCommand(text)
  const note = ALERT.exec(text.replace(/^(\w+) - /, '$1: '))?.groups
  const opensSteps = mentionsSteps(bodyBefore(reading.pieces, at + 1))
  const isOption = reading.severalOpen && !opensSteps && (!isSentence(text) || text.endsWith(':'))
  if (command !== undefined && announcedBefore(blocks)) {
    blocks.push({ kind: 'command', command, shell: shellOf(command), ...spanOf(piece) })
  } else if (note?.['text'])
    blocks.push({ kind: 'alert', alert: alertKind(note['kind'] ?? ''), text: note['text'], ...spanOf(piece) })
  else if (!isOption && isSubheading(reading.pieces, at)) {
    blocks.push({ kind: 'heading', level: 3, text: text.replace(/(?:(?<!\s)\s+)?:$/, ''), ...spanOf(piece) })
    reading.severalOpen = false
  } else {
    const number = groups?.['number']
    if (!isOption) reading.severalOpen = announcesSeveral(text)
    blocks.push({
      kind: 'item',
      text,
      depth: 0,
      ...(number !== undefined && { number: Number(number) }),
      ...(isOption && { option: true as const }),
      ...spanOf(piece),
    })
  }
  return at + 1
}

/** The words between an item and the next one. */
function bodyBefore(pieces: readonly Piece[], from: number): string {
  const texts: string[] = []
  for (const { text } of pieces.slice(from, from + 4)) {
    if (shapeOf(text) === 'item') break
    texts.push(text)
  }
  return texts.findLast(mentionsSteps) ?? ''
}

function readAddress({ blocks }: Reading, piece: Piece, at: number): number {
  const url = piece.text.replace(/^\(|\)$/g, (bracket, offset: number) =>
    offset === 0 || piece.text.startsWith('(') ? '' : bracket,
  )
  const before = blocks.at(-1)
  if (before?.kind === 'reference' && before.url === url) before.to = piece.to
  else if (before?.kind === 'text' && !isSentence(before.text) && before.text.length <= 200) {
    blocks[blocks.length - 1] = { kind: 'reference', text: before.text, url, line: before.line, to: piece.to }
  } else if (before?.kind === 'item' && !isSentence(before.text)) {
    before.text = `${before.text} ${url}`
    before.to = piece.to
  } else if (before && 'text' in before && before.text.includes(url)) before.to = piece.to
  else blocks.push({ kind: 'reference', text: url, url, ...spanOf(piece) })
  return at + 1
}

const ROLES: readonly (readonly [RegExp, Role])[] = [
  [/^cause/i, 'cause'],
  [/^(?:solution|resolution|workaround|steps to)/i, 'solution'],
  [/^(?:symptom|problem|error message)/i, 'symptom'],
  [/^(?:references|related|see also)/i, 'references'],
]

function readLabel(reading: Reading, piece: Piece, at: number): number {
  const groups = LABEL.exec(piece.text)?.groups
  const role = ROLES.find(([pattern]) => pattern.test(groups?.['role'] ?? ''))?.[1] ?? 'other'
  const text = piece.text.replace(/(?:(?<!\s)\s+)?:$/, '')
  const standsAlone =
    role === 'references' || role === 'other' || !reading.blocks.some(({ kind }) => kind === 'heading')
  if (standsAlone) reading.blocks.push({ kind: 'heading', level: 1, text, ...spanOf(piece) })
  else if (groups?.['number'] !== undefined) reading.blocks.push({ kind: 'heading', level: 2, text, ...spanOf(piece) })
  else reading.blocks.push({ kind: 'label', role, text, ...spanOf(piece) })
  reading.references = role === 'references'
  reading.severalOpen = false
  return at + 1
}

function readAlert({ blocks, pieces }: Reading, piece: Piece, at: number): number {
  const groups = ALERT.exec(piece.text)?.groups
  const text = groups?.['text'] || groups?.['bare']
  const alert = alertKind(groups?.['kind'] ?? 'note')
  const next = pieces[at + 1]
  if (text) blocks.push({ kind: 'alert', alert, text, ...spanOf(piece) })
  else if (next && ['sentence', 'phrase'].includes(shapeOf(next.text))) {
    blocks.push({ kind: 'alert', alert, text: next.text, line: piece.line, to: next.to })
    return at + 2
  }
  return at + 1
}

function alertKind(word: string): AlertKind {
  const kind = word.toUpperCase().replace(/S$/, '')
  return kind === 'TIP' || kind === 'IMPORTANT' || kind === 'WARNING' || kind === 'CAUTION' ? kind : 'NOTE'
}

function announcedBefore(blocks: readonly Block[]): boolean {
  return /:$/.test(lastWords(blocks)) || blocks.at(-1)?.kind === 'command'
}

function lastWords(blocks: readonly Block[]): string {
  const last = blocks.at(-1)
  return last && (last.kind === 'text' || last.kind === 'item' || last.kind === 'alert') ? last.text : ''
}

function spanOf({ line, to }: Piece): { line: number; to: number } {
  return { line, to }
}
