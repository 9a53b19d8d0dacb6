import type { Corpus, Finding } from '../../compile/corpus.ts'
import { at, eachInvocation } from '../each-invocation.ts'
import type { Use } from '../parse-command.ts'

/** A command offers what a support document had better not. */
export function discouragedOption(corpus: Corpus): Finding[] {
  return [...eachInvocation(corpus)].flatMap((checked) =>
    checked.invocation.uses.flatMap((use) => {
      const why = reason(use)
      return why === undefined ? [] : [at(checked, use.word, `${use.name} should not be offered: ${why}`)]
    }),
  )
}

function reason({ option, values }: Use): string | undefined {
  return option?.discouraged ?? (values.length === 0 ? option?.discouragedAlone : undefined)
}
