import type { Corpus, Finding } from '../corpus.ts'
import { finding } from '../finding.ts'
import { textsOf } from '../front-matter.ts'
import { didYouMean } from '../nearest.ts'
import { parsePattern } from '../phrases.ts'

/** A phrase names a macro that `lexicon.yaml` does not have. */
export function unknownMacro(corpus: Corpus): Finding[] {
  const known = Object.keys(corpus.macros)
  // Compiled without a lexicon, no macro can be judged.
  if (known.length === 0) return []
  return corpus.documents.flatMap((draft) =>
    ['phrases', 'not']
      .flatMap((key) => textsOf(draft.frontMatter, key))
      .flatMap((phrase) => {
        const { unknownMacros } = parsePattern(phrase.text, corpus.macros)
        return unknownMacros.map((name) =>
          finding(
            draft,
            phrase,
            `there is no macro {${name}} in knowledge/lexicon.yaml${didYouMean(name, known, 'add it there, or write the words')}`,
          ),
        )
      }),
  )
}
