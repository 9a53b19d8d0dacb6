import type { BlockOf } from './block.ts'
import type { Piece } from './piece.ts'
import type { Report } from './report.ts'

const RULE = /^\|?\s*:?-{2,}[-:|\s]*$/

/** A table that starts at a piece, and the index of the piece behind it. */
export type TableRead = { table: BlockOf<'table'>; next: number }

/** Reads rows of cells between bars; rows that lost their first bar are taken back into the table and reported. */
export function readFlatTable(pieces: readonly Piece[], start: number, report: Report): TableRead {
  const rows: string[][] = []
  let next = start
  for (; next < pieces.length; next += 1) {
    const piece = pieces[next]
    if (!piece) break
    const isWhole = /^\|.*\|/.test(piece.text)
    // A damaged row ends like a row; what only has a bar somewhere is text.
    if (!isWhole && !/\S\s*\|[^|]*\|$/.test(piece.text)) break
    if (RULE.test(piece.text)) continue
    const cells = cellsOf(piece.text)
    if (!isWhole)
      report(
        'truncated-table',
        piece.line,
        `this row lost its first bar; it is read as the row "${cells.join('" | "')}"`,
      )
    rows.push(cells)
  }
  const width = Math.max(...rows.map(({ length }) => length))
  for (const [index, row] of rows.entries()) {
    if (row.length < width) {
      report(
        'truncated-table',
        pieces[start + index]?.line ?? 1,
        `this row has ${row.length} of ${width} cells; the rest is lost`,
      )
      rows[index] = [...row, ...Array.from({ length: width - row.length }, () => '')]
    }
  }
  const from = pieces[start]?.line ?? 1
  return { table: { kind: 'table', rows, line: from, to: pieces[next - 1]?.to ?? from }, next }
}

function cellsOf(row: string): string[] {
  return row
    .replace(/^\s*\|/, '')
    .replace(/\|\s*$/, '')
    .split('|')
    .map((cell) => cell.trim())
}
