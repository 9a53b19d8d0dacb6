import type { Corpus, Finding } from '../../compile/corpus.ts'
import { quote } from '../../compile/finding.ts'
import { at, eachInvocation } from '../each-invocation.ts'
import type { Invocation } from '../parse-command.ts'

/** A command holds a word that its program has no use for. */
export function unexpectedValue(corpus: Corpus): Finding[] {
  return [...eachInvocation(corpus)].flatMap((checked) =>
    surplus(checked.invocation).map((word) =>
      at(checked, word, `${checked.invocation.tool?.name} has no use for ${quote(word)} here; take it out`),
    ),
  )
}

function surplus({ tool, grammar, command, uses, operands }: Invocation): string[] {
  if (!tool || command?.known === false) return []
  const joined = uses.filter(({ option, values }) => option && values.length > (option.values?.length ?? 0))
  return [...joined.map(({ word }) => word), ...operands.slice(grammar.operands?.length ?? 0)]
}
