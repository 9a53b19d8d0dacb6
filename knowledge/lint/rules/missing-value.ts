import type { Corpus, Finding } from '../../compile/corpus.ts'
import { at, eachInvocation } from '../each-invocation.ts'
import type { Invocation, Use } from '../parse-command.ts'
import { describeKind } from '../value-kinds.ts'

/** An option or a program lacks a value that it needs. */
export function missingValue(corpus: Corpus): Finding[] {
  return [...eachInvocation(corpus)].flatMap((checked) => {
    const { invocation } = checked
    const { tool, grammar, command, operands, program } = invocation
    if (!tool) return []
    const options = invocation.uses
      .filter((use) => lacks(use) > 0 && !isMisplaced(use, invocation))
      .map((use) => at(checked, use.word, `${use.name} needs ${wanted(use)}; add it, as a slot or in words`))
    if (tool.commands && !command) {
      return [...options, at(checked, program, `${tool.name} needs one of ${Object.keys(tool.commands).join(', ')}`)]
    }
    const kind = grammar.operands?.[operands.length]
    if (command?.known === false || kind === undefined || operands.length >= (grammar.needs ?? 0)) return options
    return [...options, at(checked, command?.word ?? program, `${describeKind(kind)} is missing; add it`)]
  })
}

function lacks({ option, values }: Use): number {
  return (option?.needs ?? option?.values?.length ?? 0) - values.length
}

/** The value is there, behind a blank where a colon belongs: other rules say so. */
function isMisplaced({ joint, word }: Use, { tool, operands }: Invocation): boolean {
  if (tool?.separator === ' ') return joint !== undefined
  return word.endsWith(':') || operands.length > 0
}

function wanted({ option, values }: Use): string {
  const kind = option?.values?.[values.length]
  return kind === undefined ? 'a value' : describeKind(kind)
}
