import { FACTS, isFactName } from '../../facts.ts'
import { type Corpus, eachSection, type Finding } from '../corpus.ts'
import type { Draft, Words } from '../draft.ts'
import { finding, quote } from '../finding.ts'
import { conditionsOf } from '../meaning.ts'
import { isPossible, possibleValues } from '../values.ts'

/** A choice, a condition or a row of a lookup table names a value that its fact cannot have. */
export function unknownValue(corpus: Corpus): Finding[] {
  const inSections = [...eachSection(corpus)].flatMap(({ draft, section }) => {
    const settings = [...section.settings, ...section.commands.flatMap((command) => command.settings)]
    const values = section.choices.flatMap(({ value }) => value ?? [])
    return [
      ...values.flatMap((value) => check(draft, section.fact?.text, value)),
      ...conditionsOf(settings).flatMap(({ fact, is, ...at }) => check(draft, fact, { text: is, ...at })),
    ]
  })
  const inTables = corpus.documents.flatMap((draft) =>
    draft.tables.flatMap(({ by, rows }) =>
      rows.flatMap((cells) =>
        by.flatMap(({ text }, index) => (cells[index] && check(draft, text, cells[index])) || []),
      ),
    ),
  )
  return [...inSections, ...inTables]
}

function check(draft: Draft, fact: string | undefined, value: Words): Finding[] {
  if (fact === undefined || !isFactName(fact)) return []
  const { type } = FACTS[fact]
  if (isPossible(value.text, type)) return []
  return [finding(draft, value, `${fact} is never ${quote(value.text)}; write ${possibleValues(type)}`)]
}
