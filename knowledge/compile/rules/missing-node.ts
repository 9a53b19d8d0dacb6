import type { Corpus, Finding } from '../corpus.ts'
import { finding } from '../finding.ts'

/** A document has no node, so that nothing can start. */
export function missingNode({ documents }: Corpus): Finding[] {
  return documents
    .filter(({ sections }) => sections.length === 0)
    .map((draft) => finding(draft, draft, 'the document has no heading `## …`; the first one is where its path starts'))
}
