import type { Corpus, Finding } from '../../compile/corpus.ts'
import { slotNames } from '../../compile/meaning.ts'
import type { Machine } from '../../graph.ts'
import { demandsOf } from '../demands.ts'
import { at, type Checked, eachInvocation } from '../each-invocation.ts'

/** Facts that mean something on one machine only. */
const SLOTS: Readonly<Record<string, Machine>> = { kmsHostKey: 'kmsHost', hostActivationId: 'kmsHost' }

/** A command runs on a machine where it changes nothing, or the wrong thing. */
export function wrongMachine(corpus: Corpus): Finding[] {
  return [...eachInvocation(corpus)].flatMap((checked) => {
    const { runOn } = checked.says
    if (runOn === undefined) return []
    const wanted = [...demandsOf(checked.invocation), ...slotDemands(checked)]
    return wanted
      .filter(({ machine }) => machine !== undefined && machine !== runOn)
      .slice(0, 1)
      .map(({ word, machine }) =>
        at(checked, word, `${word} belongs on ${machine}, not on ${runOn}; write on=${machine}`),
      )
  })
}

function slotDemands({ command }: Checked): { word: string; machine: Machine }[] {
  return slotNames(command.template).flatMap((name) => {
    const machine = Object.hasOwn(SLOTS, name) ? SLOTS[name] : undefined
    return machine === undefined ? [] : [{ word: `{${name}}`, machine }]
  })
}
