import { type Corpus, eachSection, type Finding } from '../corpus.ts'
import { finding } from '../finding.ts'

/** Under a heading stands nothing that helps. */
export function emptyNode(corpus: Corpus): Finding[] {
  return [...eachSection(corpus)]
    .filter(({ section: { isQuestion, body, items, commands, warnings, notes } }) => {
      return !isQuestion && [body, items, commands, warnings, notes].every((list) => list.length === 0)
    })
    .map(({ draft, section }) =>
      finding(draft, section, 'nothing stands under this heading; say what to do, or take it out'),
    )
}
