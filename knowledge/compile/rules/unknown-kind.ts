import type { Corpus, Finding } from '../corpus.ts'
import { finding, quote } from '../finding.ts'
import { textsOf } from '../front-matter.ts'
import { didYouMean } from '../nearest.ts'
import { isOneOf, KINDS } from '../vocabulary.ts'

/** The front matter names a kind of document that does not exist. */
export function unknownKind({ documents }: Corpus): Finding[] {
  return documents.flatMap((draft) =>
    textsOf(draft.frontMatter, 'kind')
      .filter(({ text }) => !isOneOf(KINDS, text))
      .map((word) =>
        finding(
          draft,
          word,
          `${quote(word.text)} is no kind of document${didYouMean(word.text, KINDS, `it is one of ${KINDS.join(', ')}`)}`,
        ),
      ),
  )
}
