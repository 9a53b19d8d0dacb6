import type { Corpus, Finding } from '../../compile/corpus.ts'
import { at, eachInvocation } from '../each-invocation.ts'

/** A blank parts an option from its value, which the program then takes for something else. */
export function blankAfterColon(corpus: Corpus): Finding[] {
  return [...eachInvocation(corpus)].flatMap((checked) => {
    const { tool, uses } = checked.invocation
    if (!tool || tool.separator === ' ') return []
    return uses
      .filter(({ joint, values }) => joint !== undefined && values.length === 0)
      .map(({ word, name }) =>
        at(checked, word, `a value follows ${name}${tool.separator} without a blank; close the gap`),
      )
  })
}
