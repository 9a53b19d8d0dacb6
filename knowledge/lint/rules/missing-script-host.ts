import type { Corpus, Finding } from '../../compile/corpus.ts'
import { at, eachInvocation } from '../each-invocation.ts'

/** A script runs without cscript, and answers in message boxes that nobody can paste. */
export function missingScriptHost(corpus: Corpus): Finding[] {
  return [...eachInvocation(corpus)].flatMap((checked) => {
    const { tool, scriptHost, program } = checked.invocation
    if (!tool?.script || /^cscript/i.test(scriptHost ?? '')) return []
    return [
      at(
        checked,
        scriptHost ?? program,
        `${tool.name} answers in message boxes without cscript; write cscript before it`,
      ),
    ]
  })
}
