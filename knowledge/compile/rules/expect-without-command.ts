import { type Corpus, eachSection, type Finding } from '../corpus.ts'
import { finding } from '../finding.ts'

/** `Expect:` has no command before it, or the command has one already. */
export function expectWithoutCommand(corpus: Corpus): Finding[] {
  return [...eachSection(corpus)].flatMap(({ draft, section }) =>
    section.strayExpects.map((place) =>
      finding(
        draft,
        place,
        'no command of this item waits for an expectation; put it behind its command, one for each, or write a sentence',
      ),
    ),
  )
}
