import type { Corpus, Finding } from '../../compile/corpus.ts'
import { at, eachInvocation } from '../each-invocation.ts'
import type { Invocation, Use } from '../parse-command.ts'

const SAID: Readonly<Record<string, string>> = { ':': 'a colon', '=': 'an equals sign', ' ': 'a blank' }

/** A value follows its option behind a sign that the program does not know there. */
export function wrongSeparator(corpus: Corpus): Finding[] {
  return [...eachInvocation(corpus)].flatMap((checked) => {
    const { invocation } = checked
    const { tool } = invocation
    if (!tool) return []
    return invocation.uses
      .filter((use) => isWrong(use, invocation))
      .map(({ word, name }) =>
        at(checked, word, `a value follows ${name} of ${tool.name} behind ${SAID[tool.separator]}; write it so`),
      )
  })
}

function isWrong({ option, joint, values }: Use, { tool, operands }: Invocation): boolean {
  if (!tool || !option?.values) return false
  if (tool.separator === ' ') return joint !== undefined && !isCmdlet(tool.name)
  if (joint !== undefined) return values.length > 0 && joint !== tool.separator
  return operands.length > 0 && (option.needs ?? option.values.length) > 0
}

/** `-Name:value` is another way to write it in PowerShell. */
function isCmdlet(name: string): boolean {
  return /^[A-Z]\w+-\w+$/.test(name)
}
