import type { Corpus, Finding } from '../../compile/corpus.ts'
import { quote } from '../../compile/finding.ts'
import { at, eachInvocation, isStandIn } from '../each-invocation.ts'
import { placedValues } from '../parse-command.ts'
import { describeKind, judge } from '../value-kinds.ts'

/** A value is nothing that its option takes. */
export function malformedValue(corpus: Corpus): Finding[] {
  return [...eachInvocation(corpus)].flatMap((checked) =>
    placedValues(checked.invocation)
      .filter(({ value, kind }) => !isStandIn(value) && judge(value, kind) === 'malformed')
      .map(({ value, kind }) => at(checked, value, `${quote(value)} is not what belongs here: ${describeKind(kind)}`)),
  )
}
