import type { Corpus, Finding } from '../corpus.ts'
import { finding } from '../finding.ts'

/** A document does not say before its first heading what is wrong. */
export function missingSummary({ documents }: Corpus): Finding[] {
  return documents
    .filter(({ summary, frontMatter }) => summary === '' && frontMatter.problems.length === 0)
    .map((draft) =>
      finding(draft, draft, 'nothing stands before the first heading; say there in two sentences what is wrong'),
    )
}
