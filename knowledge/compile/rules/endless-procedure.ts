import { type Corpus, eachSection, type Finding } from '../corpus.ts'
import { finding } from '../finding.ts'
import { countItems, MOST_ITEMS } from '../splice.ts'

/** Once its shared steps are written out, a step has no end, or more items than anyone follows. */
export function endlessProcedure(corpus: Corpus): Finding[] {
  const counted = countItems(corpus)
  return [...eachSection(corpus)].flatMap((located) => {
    const count = counted.get(located.id)
    if (count !== undefined && count <= MOST_ITEMS) return []
    const size = count === undefined ? 'has no end' : `has ${count} items`
    return [
      finding(
        located.draft,
        located.section,
        `with its shared steps written out, this step ${size}; take one of the links out`,
      ),
    ]
  })
}
