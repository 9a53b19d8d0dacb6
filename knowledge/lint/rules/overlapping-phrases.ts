import { type Corpus, type Finding, isProcedure } from '../../compile/corpus.ts'
import { finding, quote } from '../../compile/finding.ts'
import { textOf, textsOf } from '../../compile/front-matter.ts'
import { plainTexts } from '../plain-texts.ts'

/** How many of a phrase's texts another topic may have before the phrase tells nothing. */
const MOST_SHARED = 0.5

type Owner = { path: string; family: string }

/** Half of what a phrase stands for is what phrases of another family stand for, too. */
export function overlappingPhrases(corpus: Corpus): Finding[] {
  const owners = new Map<string, Owner>()
  return corpus.documents
    .filter((draft) => !isProcedure(draft))
    .flatMap((draft) => {
      const family = textOf(draft.frontMatter, 'family') ?? draft.id
      const expanded = textsOf(draft.frontMatter, 'phrases').map((phrase) => ({
        phrase,
        texts: plainTexts(corpus, phrase.text),
      }))
      const findings = expanded.flatMap(({ phrase, texts }) => {
        const others = texts.flatMap((text) => owners.get(text) ?? []).filter((owner) => owner.family !== family)
        const [first] = others
        // One text that is the whole phrase is `phrase-claimed-twice`.
        if (!first || texts.length < 2 || others.length < texts.length * MOST_SHARED) return []
        return [
          finding(
            draft,
            phrase,
            `${others.length} of the ${texts.length} texts of ${quote(phrase.text)} are phrases of ${first.path}; word them apart`,
          ),
        ]
      })
      for (const text of expanded.flatMap(({ texts }) => texts))
        if (!owners.has(text)) owners.set(text, { path: draft.path, family })
      return findings
    })
}
