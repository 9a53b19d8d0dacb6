import type { Corpus, Finding } from '../corpus.ts'
import { finding } from '../finding.ts'

/** A row of a lookup table lacks a cell. */
export function incompleteRow({ documents }: Corpus): Finding[] {
  return documents.flatMap((draft) =>
    draft.tables.flatMap(({ rows, by, line, column }) =>
      rows.flatMap((cells, index) => {
        const filled = cells.slice(0, by.length + 1).filter(({ text }) => text !== '').length
        if (filled === by.length + 1) return []
        const at = cells[0] ?? { line: line + 2 + index, column }
        return [finding(draft, at, `the row fills ${filled} of ${by.length + 1} cells; a lookup needs them all`)]
      }),
    ),
  )
}
