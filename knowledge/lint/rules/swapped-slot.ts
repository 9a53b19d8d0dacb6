import type { Corpus, Finding } from '../../compile/corpus.ts'
import { at, eachInvocation } from '../each-invocation.ts'
import { placedValues } from '../parse-command.ts'
import { describeKind, judge } from '../value-kinds.ts'

/** A slot stands where another kind of value belongs: a port in the place of a host. */
export function swappedSlot(corpus: Corpus): Finding[] {
  return [...eachInvocation(corpus)].flatMap((checked) =>
    placedValues(checked.invocation)
      .filter(({ value, kind }) => judge(value, kind) === 'swapped')
      .map(({ value, kind }) => at(checked, value, `${value} stands where ${describeKind(kind)} belongs; correct it`)),
  )
}
