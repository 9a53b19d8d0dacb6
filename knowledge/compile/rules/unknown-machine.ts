import { type Corpus, eachSection, type Finding } from '../corpus.ts'
import type { Words } from '../draft.ts'
import { finding, quote } from '../finding.ts'
import { textsOf } from '../front-matter.ts'
import { didYouMean } from '../nearest.ts'
import { isOneOf, MACHINES } from '../vocabulary.ts'

/** A note, a fence or the front matter names a machine that does not exist. */
export function unknownMachine(corpus: Corpus): Finding[] {
  const named = [...eachSection(corpus)].flatMap(({ draft, section }) =>
    [...section.settings, ...section.commands.flatMap(({ settings }) => settings)]
      .filter(({ key }) => key === 'on')
      .map(({ value, line, column }) => ({ draft, word: { text: value, line, column } satisfies Words })),
  )
  const roles = corpus.documents.flatMap((draft) =>
    textsOf(draft.frontMatter, 'roles').map((word) => ({ draft, word })),
  )
  return [...named, ...roles]
    .filter(({ word }) => !isOneOf(MACHINES, word.text))
    .map(({ draft, word }) =>
      finding(
        draft,
        word,
        `${quote(word.text)} is no machine${didYouMean(word.text, MACHINES, `it is one of ${MACHINES.join(', ')}`)}`,
      ),
    )
}
