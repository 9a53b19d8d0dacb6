import type { Corpus, Finding } from '../corpus.ts'
import { finding } from '../finding.ts'

/** A row of a lookup table lacks a cell. */
export function incompleteRow({ documents }: Corpus): Finding[] {
  return documents.flatMap((draft) =>
    draft.tables.flatMap(({ rows, by }) =>
      rows.flatMap((cells) => {
        const filled = cells.slice(0, by.length + 1).filter(({ text }) => text !== '').length
        if (filled === by.length + 1) return []
        return cells
          .slice(0, 1)
          .map((at) => finding(draft, at, `the row fills ${filled} of ${by.length + 1} cells; a lookup needs them all`))
      }),
    ),
  )
}
