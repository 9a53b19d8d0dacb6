import type { Corpus, Finding } from '../../compile/corpus.ts'
import { slotNames } from '../../compile/meaning.ts'
import { RISKS } from '../../compile/vocabulary.ts'
import type { Risk } from '../../graph.ts'
import { demandsOf } from '../demands.ts'
import { at, type Checked, eachInvocation } from '../each-invocation.ts'

/** A command touches more than its note admits. */
export function riskTooLow(corpus: Corpus): Finding[] {
  return [...eachInvocation(corpus)].flatMap((checked) => {
    const { risk: said } = checked.says
    const [worst] = [...demandsOf(checked.invocation), ...keyDemands(checked)]
      .filter(({ risk }) => risk !== undefined && rank(risk) > rank(said))
      .sort((a, b) => rank(b.risk) - rank(a.risk))
    if (!worst) return []
    return [at(checked, worst.word, `${worst.word} is \`risk: ${worst.risk}\`, the command says \`${said}\`; raise it`)]
  })
}

/** Installing a MAK leads to an activation of which there are only so many. */
function keyDemands({
  command,
  invocation,
}: Checked & { invocation: { tool?: unknown } }): { word: string; risk: Risk }[] {
  const uses = invocation.tool !== undefined && slotNames(command.template).includes('makKey')
  return uses ? [{ word: '{makKey}', risk: 'mak' }] : []
}

function rank(risk: Risk | undefined): number {
  return risk === undefined ? -1 : RISKS.indexOf(risk)
}
