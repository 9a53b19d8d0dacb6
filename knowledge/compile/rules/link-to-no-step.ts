import { type Corpus, eachSection, type Finding, targetOf } from '../corpus.ts'
import { finding, quote } from '../finding.ts'
import { splicedStep } from '../splice.ts'

/** An item that is only a link shall be replaced by a step's items, but the link leads to something else. */
export function linkToNoStep(corpus: Corpus): Finding[] {
  return [...eachSection(corpus)].flatMap((located) =>
    located.section.items.flatMap((item) => {
      const target = item.splice && targetOf(corpus, located.draft, item.splice.url)
      if (target === undefined || splicedStep(corpus, located, item)) return []
      return [
        finding(
          located.draft,
          item,
          `${quote(target)} has no numbered items or commands to take in; link to a step, or make it a bullet`,
        ),
      ]
    }),
  )
}
