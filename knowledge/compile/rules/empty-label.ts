import { type Corpus, eachSection, type Finding } from '../corpus.ts'
import { finding, quote } from '../finding.ts'

/** A choice has no words, so that its button would be blank. */
export function emptyLabel(corpus: Corpus): Finding[] {
  return [...eachSection(corpus)].flatMap(({ draft, section }) =>
    section.choices
      .filter(({ label }) => label.trim() === '')
      .map((choice) =>
        finding(draft, choice, `the choice of ${quote(choice.url)} has no words; write in the brackets what to choose`),
      ),
  )
}
