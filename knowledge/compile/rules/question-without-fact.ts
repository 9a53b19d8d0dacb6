import { type Corpus, eachSection, type Finding } from '../corpus.ts'
import { finding } from '../finding.ts'

/** A question does not name the fact it asks for, so that no evidence can answer it. */
export function questionWithoutFact(corpus: Corpus): Finding[] {
  return [...eachSection(corpus)]
    .filter(({ section: { isQuestion, fact } }) => isQuestion && fact === undefined)
    .map(({ draft, section }) =>
      finding(
        draft,
        section,
        'the question names no fact; add one of knowledge/facts.ts in a code span behind the question mark',
      ),
    )
}
