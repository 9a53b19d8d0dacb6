import type { Corpus, Finding } from '../corpus.ts'
import { finding, quote } from '../finding.ts'
import { textsOf } from '../front-matter.ts'
import { didYouMean } from '../nearest.ts'
import { isOneOf, PRODUCTS } from '../vocabulary.ts'

/** The front matter names a product that is not supported. */
export function unknownProduct({ documents }: Corpus): Finding[] {
  return documents.flatMap((draft) =>
    textsOf(draft.frontMatter, 'products')
      .filter(({ text }) => !isOneOf(PRODUCTS, text))
      .map((word) =>
        finding(
          draft,
          word,
          `${quote(word.text)} is no product${didYouMean(word.text, PRODUCTS, `it is one of ${PRODUCTS.join(', ')}`)}`,
        ),
      ),
  )
}
