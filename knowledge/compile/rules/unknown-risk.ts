import { type Corpus, eachSection, type Finding } from '../corpus.ts'
import type { Words } from '../draft.ts'
import { finding, quote } from '../finding.ts'
import { didYouMean } from '../nearest.ts'
import { isOneOf, RISKS } from '../vocabulary.ts'

/** A note or a fence names a risk that does not exist. */
export function unknownRisk(corpus: Corpus): Finding[] {
  const named = [...eachSection(corpus)].flatMap(({ draft, section }) =>
    [...section.settings, ...section.commands.flatMap(({ settings }) => settings)]
      .filter(({ key }) => key === 'risk')
      .map(({ value, line, column }) => ({ draft, word: { text: value, line, column } satisfies Words })),
  )
  return named
    .filter(({ word }) => !isOneOf(RISKS, word.text))
    .map(({ draft, word }) =>
      finding(
        draft,
        word,
        `${quote(word.text)} is no risk${didYouMean(word.text, RISKS, `it is one of ${RISKS.join(', ')}`)}`,
      ),
    )
}
