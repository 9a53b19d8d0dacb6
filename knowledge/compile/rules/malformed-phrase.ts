import type { Corpus, Finding } from '../corpus.ts'
import { finding, quote } from '../finding.ts'
import { textsOf } from '../front-matter.ts'
import { parsePattern } from '../phrases.ts'

/** A phrase has brackets that do not match. */
export function malformedPhrase(corpus: Corpus): Finding[] {
  return corpus.documents.flatMap((draft) =>
    ['phrases', 'not']
      .flatMap((key) => textsOf(draft.frontMatter, key))
      .flatMap((phrase) => {
        const { problem } = parsePattern(phrase.text, corpus.macros)
        return problem === undefined
          ? []
          : [
              finding(
                draft,
                phrase,
                `the phrase ${quote(phrase.text)} cannot be read: ${problem}; write (a|b), [may be missing], {MACRO}`,
              ),
            ]
      }),
  )
}
