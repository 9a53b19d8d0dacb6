import { type Corpus, eachSection, type Finding } from '../corpus.ts'
import type { Words } from '../draft.ts'
import { finding, quote } from '../finding.ts'
import { didYouMean } from '../nearest.ts'
import { ENDS, isOneOf } from '../vocabulary.ts'

/** A note says that a step ends in a way that does not exist. */
export function unknownEnding(corpus: Corpus): Finding[] {
  const named = [...eachSection(corpus)].flatMap(({ draft, section }) =>
    [...section.settings, ...section.commands.flatMap(({ settings }) => settings)]
      .filter(({ key }) => key === 'ends')
      .map(({ value, line, column }) => ({ draft, word: { text: value, line, column } satisfies Words })),
  )
  return named
    .filter(({ word }) => !isOneOf(ENDS, word.text))
    .map(({ draft, word }) =>
      finding(
        draft,
        word,
        `${quote(word.text)} is no ending${didYouMean(word.text, ENDS, `it is one of ${ENDS.join(', ')}`)}`,
      ),
    )
}
