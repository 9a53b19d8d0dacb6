import { type Corpus, eachSection, type Finding } from '../corpus.ts'
import { finding } from '../finding.ts'

/** A step has no way out and no end. */
export function deadEnd(corpus: Corpus): Finding[] {
  return [...eachSection(corpus)]
    .filter(({ section: { isQuestion, choices, settings } }) => {
      return !isQuestion && choices.length === 0 && !settings.some(({ key }) => key === 'ends')
    })
    .map(({ draft, section }) =>
      finding(
        draft,
        section,
        'nothing follows this step; add a bullet with a link, or `ends: solved` or `ends: person` to its first note',
      ),
    )
}
