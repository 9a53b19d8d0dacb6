import type { Corpus, Finding } from '../../compile/corpus.ts'
import { quote } from '../../compile/finding.ts'
import { at, eachInvocation, isStandIn } from '../each-invocation.ts'
import { placedValues } from '../parse-command.ts'

/** A command holds words that stand for a value, which nothing will ever fill. */
export function placeholderWithoutSlot(corpus: Corpus): Finding[] {
  return [...eachInvocation(corpus)].flatMap((checked) =>
    placedValues(checked.invocation)
      .filter(({ value, kind }) => kind !== 'text' && isStandIn(value))
      .map(({ value }) => at(checked, value, `${quote(value)} is never filled; use a slot such as {kmsHostIntended}`)),
  )
}
