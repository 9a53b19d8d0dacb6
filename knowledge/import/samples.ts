import type { BlockOf } from './block.ts'
import type { Piece } from './piece.ts'
import { shapeOf } from './shape.ts'

/** Sample output that starts at a piece, and the index of the piece behind it. */
export type SampleRead = { block: BlockOf<'sample'>; next: number }

/** Reads output that stands in the text without a mark: lines of `name: value`, or one line where an example was announced. */
export function readSample(pieces: readonly Piece[], start: number, announced: boolean): SampleRead | undefined {
  let next = start
  while (next < pieces.length && isOutput(pieces, next, next > start)) next += 1
  const isLone =
    next === start && announced && shapeOf(pieces[start]?.text ?? '') === 'phrase' && isShort(pieces[start])
  if (isLone) next = start + 1
  const lines = pieces.slice(start, next)
  const [first] = lines
  if (!first || (lines.length === 1 && !announced)) return undefined
  const block: BlockOf<'sample'> = {
    kind: 'sample',
    lines: lines.map(({ text }) => text),
    line: first.line,
    to: lines.at(-1)?.to ?? first.to,
  }
  return { block, next }
}

function isOutput(pieces: readonly Piece[], at: number, inside: boolean): boolean {
  const shape = shapeOf(pieces[at]?.text ?? '')
  if (shape === 'pair') return true
  // A line without a value between lines with one: "DNS publishing enabled".
  return inside && shape === 'phrase' && isShort(pieces[at]) && shapeOf(pieces[at + 1]?.text ?? '') === 'pair'
}

function isShort(piece: Piece | undefined): boolean {
  return (piece?.text.length ?? 0) <= 120
}
