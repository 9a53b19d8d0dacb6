import type { Corpus, Finding } from '../corpus.ts'
import { finding, quote } from '../finding.ts'

/** A heading is not a node: another level than `##`, or inside a list or a quote. */
export function strayHeading({ documents }: Corpus): Finding[] {
  return documents.flatMap((draft) =>
    draft.strayHeadings.map((heading) =>
      finding(
        draft,
        heading,
        `the heading ${quote(heading.text)} makes no node; write it as \`## …\` at the start of a line, or as a sentence`,
      ),
    ),
  )
}
