import { type Corpus, eachSection, type Finding } from '../corpus.ts'
import { finding } from '../finding.ts'

/** A question has fewer than two answers to choose from. */
export function questionWithoutChoices(corpus: Corpus): Finding[] {
  return [...eachSection(corpus)]
    .filter(({ section: { isQuestion, choices } }) => isQuestion && choices.length < 2)
    .map(({ draft, section }) =>
      finding(draft, section, 'the question needs two choices at least; write each as `- [Yes](#next-step) `true``'),
    )
}
