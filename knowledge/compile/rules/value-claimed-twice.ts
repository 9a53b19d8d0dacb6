import { type Corpus, eachSection, type Finding } from '../corpus.ts'
import { finding, quote } from '../finding.ts'

/** Two choices of a question take the same value, so that the second is never taken. */
export function valueClaimedTwice(corpus: Corpus): Finding[] {
  return [...eachSection(corpus)].flatMap(({ draft, section }) => {
    const seen = new Set<string>()
    return section.choices
      .flatMap(({ value }) => value ?? [])
      .filter(
        ({ text }) =>
          text
            .split('|')
            .map((one) => one.trim())
            .filter((one) => seen.has(one) || !seen.add(one)).length > 0,
      )
      .map((value) =>
        finding(draft, value, `an earlier choice takes ${quote(value.text)} already; give each value one way out`),
      )
  })
}
