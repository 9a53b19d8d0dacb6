import { FACTS, isFactName } from '../../facts.ts'
import { type Corpus, eachSection, type Finding } from '../corpus.ts'
import type { Words } from '../draft.ts'
import { finding, quote } from '../finding.ts'
import { conditionsOf } from '../meaning.ts'
import { didYouMean } from '../nearest.ts'

/** A question, a condition or a lookup table names a fact that `facts.ts` does not declare. */
export function unknownFact(corpus: Corpus): Finding[] {
  const named = [...eachSection(corpus)].flatMap(({ draft, section }) => {
    const settings = [...section.settings, ...section.commands.flatMap((command) => command.settings)]
    const conditions = conditionsOf(settings).map(({ fact, line, column }): Words => ({ text: fact, line, column }))
    return [...(section.fact ? [section.fact] : []), ...conditions].map((word) => ({ draft, word }))
  })
  const inTables = corpus.documents.flatMap((draft) =>
    draft.tables.flatMap(({ by, gives }) => [...by, gives].map((word) => ({ draft, word }))),
  )
  return [...named, ...inTables]
    .filter(({ word }) => !isFactName(word.text))
    .map(({ draft, word }) =>
      finding(
        draft,
        word,
        `no fact is called ${quote(word.text)}${didYouMean(word.text, Object.keys(FACTS), 'declare it in knowledge/facts.ts')}`,
      ),
    )
}
