import { type Corpus, type Finding, isProcedure } from '../corpus.ts'
import { finding } from '../finding.ts'
import { textsOf } from '../front-matter.ts'

/** A topic does not say which product it is about. */
export function missingProduct({ documents }: Corpus): Finding[] {
  return documents
    .filter((draft) => draft.frontMatter.problems.length === 0 && !isProcedure(draft))
    .filter(({ frontMatter }) => textsOf(frontMatter, 'products').length === 0)
    .map((draft) =>
      finding(
        draft,
        draft,
        'the topic names no product; add `products: [office]`, `[windows]` or both, or `kind: procedure`',
      ),
    )
}
