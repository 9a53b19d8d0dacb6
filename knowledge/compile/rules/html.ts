import type { Corpus, Finding } from '../corpus.ts'
import { finding, quote } from '../finding.ts'

/** A document holds HTML other than the comments of the dialect. */
export function html({ documents, translations }: Corpus): Finding[] {
  return [...documents, ...translations].flatMap((draft) =>
    draft.html.map((tag) =>
      finding(
        draft,
        tag,
        `${quote(tag.text)} is HTML, and only the comments source and was are allowed; put it in a code span, or write Markdown`,
      ),
    ),
  )
}
