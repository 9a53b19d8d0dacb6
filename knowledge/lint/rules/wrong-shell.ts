import type { Corpus, Finding } from '../../compile/corpus.ts'
import { at, eachCommand } from '../each-invocation.ts'
import type { ParsedCommand } from '../parse-command.ts'

/** A command is marked with a shell that cannot run it. */
export function wrongShell(corpus: Corpus): Finding[] {
  return [...eachCommand(corpus)].flatMap((checked) => {
    const { shell, parsed, command } = checked
    if (shell === 'dns') return []
    const stranger = parsed.invocations.find(({ tool }) => tool && !tool.shells.includes(shell))
    if (stranger) {
      const shells = stranger.tool?.shells.join(' or ')
      return [at(checked, stranger.program, `${stranger.program} runs in ${shells}, not in ${shell}; change the fence`)]
    }
    const sign = shell === 'powershell' ? unknownToPowerShell(parsed, command.template) : undefined
    return sign === undefined
      ? []
      : [at(checked, sign, `Windows PowerShell does not know ${sign}; use a cmd fence, or its own words`)]
  })
}

function unknownToPowerShell({ joints }: ParsedCommand, template: string): string | undefined {
  return joints.find((joint) => joint === '&&' || joint === '||') ?? /%\w+(?:\(x86\))?%/.exec(template)?.[0]
}
