import type { Corpus, Finding } from '../../compile/corpus.ts'
import { demandsOf } from '../demands.ts'
import { at, eachInvocation } from '../each-invocation.ts'

/** A command fails without an elevated prompt, and its note does not ask for one. */
export function missingElevation(corpus: Corpus): Finding[] {
  return [...eachInvocation(corpus)].flatMap((checked) =>
    demandsOf(checked.invocation)
      .filter(({ elevated }) => elevated === true && !checked.says.elevated)
      .slice(0, 1)
      .map(({ word }) =>
        at(checked, word, `${word} needs an elevated prompt; add \`elevated\` to the note or the fence`),
      ),
  )
}
