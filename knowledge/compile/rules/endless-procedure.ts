import { type Corpus, eachSection, type Finding } from '../corpus.ts'
import { finding } from '../finding.ts'
import { countItems, MOST_ITEMS } from '../splice.ts'

/** Once its shared steps are written out, a step has no end, or more items than anyone follows. */
export function endlessProcedure(corpus: Corpus): Finding[] {
  const known = new Map<string, number>()
  return [...eachSection(corpus)].flatMap((located) => {
    const count = countItems(corpus, located, known)
    if (count <= MOST_ITEMS) return []
    const size = count === Number.POSITIVE_INFINITY ? 'has no end' : `has ${count} items`
    return [
      finding(
        located.draft,
        located.section,
        `with its shared steps written out, this step ${size}; take one of the links out`,
      ),
    ]
  })
}
