import { type Corpus, eachSection, type Finding } from '../corpus.ts'
import { finding, quote } from '../finding.ts'

/** Two choices of a question take the same value, so that the second is never taken. */
export function valueClaimedTwice(corpus: Corpus): Finding[] {
  return [...eachSection(corpus)].flatMap(({ draft, section }) => {
    const claimed = new Set<string>()
    return section.choices
      .flatMap(({ value }) => value ?? [])
      .flatMap((value) => {
        const repeated = claims(value.text).find((one) => claimed.has(one))
        for (const one of claims(value.text)) claimed.add(one)
        if (repeated === undefined) return []
        return [
          finding(draft, value, `an earlier choice takes ${quote(repeated)} already; give each value one way out`),
        ]
      })
  })
}

// `!a|b` is one claim: everything but these.
function claims(is: string): string[] {
  return is.startsWith('!') ? [is] : is.split('|').map((one) => one.trim())
}
