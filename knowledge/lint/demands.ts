import type { Invocation } from './parse-command.ts'
import type { Demand } from './tools/index.ts'

/** What a program and each of its options ask for, with the word that asks. */
export function demandsOf({ tool, grammar, command, program, uses }: Invocation): (Demand & { word: string })[] {
  if (!tool) return []
  const own = { ...tool, ...grammar }
  return [
    { word: command?.word ?? program, ...pick(own) },
    ...uses.flatMap(({ option, name }) => (option ? [{ word: name, ...pick(option) }] : [])),
  ]
}

function pick({ machine, elevated, risk }: Demand): Demand {
  return { ...(machine && { machine }), ...(elevated && { elevated }), ...(risk && { risk }) }
}
