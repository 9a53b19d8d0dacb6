import type { Corpus, Finding } from '../../compile/corpus.ts'
import { didYouMean } from '../../compile/nearest.ts'
import { at, eachInvocation } from '../each-invocation.ts'
import { TOOLS } from '../tools/index.ts'

/** A command starts a program without an option table, so that nothing can be said about the rest of it. */
export function unknownTool(corpus: Corpus): Finding[] {
  return [...eachInvocation(corpus)].flatMap((checked) => {
    const { program, tool } = checked.invocation
    if (tool) return []
    const advice = didYouMean(
      program,
      [...TOOLS.values()].map(({ name }) => name),
      'add its options to knowledge/lint/tools',
    )
    return [at(checked, program, `"${program}" is no program that is known here${advice}`)]
  })
}
