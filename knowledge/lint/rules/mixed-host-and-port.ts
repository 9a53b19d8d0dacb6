import type { Corpus, Finding } from '../../compile/corpus.ts'
import { slotNames } from '../../compile/meaning.ts'
import { at, eachCommand } from '../each-invocation.ts'

/** Facts that were seen together: a host, and the port that goes with it. */
const PAIRS: readonly (readonly [host: string, port: string])[] = [
  ['kmsHostIntended', 'kmsPortIntended'],
  ['kmsHostAsked', 'kmsPortAsked'],
  ['kmsHostSet', 'kmsPortSet'],
  ['kmsHostTested', 'kmsPortTested'],
]

/** A command takes the host from one place and the port from another, so that it tests or sets neither. */
export function mixedHostAndPort(corpus: Corpus): Finding[] {
  return [...eachCommand(corpus)].flatMap((checked) => {
    const slots = slotNames(checked.command.template)
    const host = PAIRS.find(([name]) => slots.includes(name))
    const port = PAIRS.find(([, name]) => slots.includes(name))
    if (!host || !port || host === port) return []
    return [at(checked, `{${port[1]}}`, `{${port[1]}} does not go with {${host[0]}}; use {${host[1]}}`)]
  })
}
