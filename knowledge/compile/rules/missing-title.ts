import type { Corpus, Finding } from '../corpus.ts'
import { finding } from '../finding.ts'
import { textOf } from '../front-matter.ts'

/** A document has no title. */
export function missingTitle({ documents }: Corpus): Finding[] {
  return documents
    .filter(({ frontMatter }) => frontMatter.problems.length === 0 && textOf(frontMatter, 'title') === undefined)
    .map((draft) => finding(draft, draft, 'the document has no title; add `title: …` to its front matter'))
}
