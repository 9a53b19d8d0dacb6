import type { Corpus, Finding } from '../../compile/corpus.ts'
import { finding, quote } from '../../compile/finding.ts'
import { textsOf } from '../../compile/front-matter.ts'
import { plainTexts } from '../plain-texts.ts'

/** A topic has a text both among its phrases and among the look-alikes that are not meant. */
export function contradictoryPhrase(corpus: Corpus): Finding[] {
  return corpus.documents.flatMap((draft) => {
    const wanted = new Set(textsOf(draft.frontMatter, 'phrases').flatMap(({ text }) => plainTexts(corpus, text)))
    return textsOf(draft.frontMatter, 'not').flatMap((phrase) => {
      const both = plainTexts(corpus, phrase.text).find((text) => wanted.has(text))
      return both === undefined
        ? []
        : [finding(draft, phrase, `${quote(both)} stands in \`phrases\` and in \`not\`; take it out of one`)]
    })
  })
}
