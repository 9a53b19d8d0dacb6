import type { FactName, Known } from '../knowledge/index.ts'
import { sayFact } from './learn.ts'
import { quote } from './quote.ts'
import { type Scene, topicOf } from './scene.ts'

// What follows from other facts, and what only says where a paste came from, tells nobody why.
const UNTOLD = ['derived', 'default', 'configuration']
const UNSAID: readonly FactName[] = [
  ...(['skuId', 'licenseName', 'licenseChannel', 'partialKey', 'clientMachineId', 'commandOption'] as const),
  ...([
    'commandSucceeded',
    'informational',
    'machineRole',
    'wrapperCode',
    'hostActivationId',
    'requiredCount',
    'kmsHostSource',
  ] as const),
]
const MOST_FACTS = 8

/** Why the case is about its topic and what was read, with lines: the short form of what `explain` shows. */
export function basisOf(scene: Scene): string[] {
  const { state } = scene
  const topic = topicOf(scene, state.topic)
  if (topic === undefined) return []
  const code = topic.codes.find((one) => state.codes.includes(one))
  return [reason(scene, code), ...readings(scene, code)]
}

function reason(scene: Scene, code: string | undefined): string {
  const { basis, sourceName } = scene.language
  const facts = factsOf(scene)
  if (code !== undefined) {
    const told = facts.find(([, { value }]) => value === code)?.[1]
    return basis.byCode(quote(code), sourceName(told?.from ?? 'words'), told && lineOf(told))
  }
  const tools = [...new Set(facts.filter(([, known]) => isPrinted(known)).map(([, { from }]) => sourceName(from)))]
  return tools.length > 0 ? basis.byOutput(tools) : basis.byWords
}

// What somebody wrote in a sentence needs no line.
const lineOf = (known: Known) => (isPrinted(known) ? known.line : undefined)
const isPrinted = ({ from }: Known) => from !== 'words' && from !== 'answer'

function readings(scene: Scene, code: string | undefined): string[] {
  const { says, sourceName } = scene.language
  const bySource = new Map<string, string[]>()
  const { officeVersion, windowsVersion } = scene.state.facts
  const isNamed = officeVersion !== undefined || windowsVersion !== undefined
  const told = factsOf(scene).filter(
    ([fact, { value }]) => !UNSAID.includes(fact) && value !== code && !(fact === 'product' && isNamed),
  )
  for (const [fact, known] of told.slice(0, MOST_FACTS)) {
    const source = sourceName(known.from)
    const said = says.readOut(sayFact(scene, fact, known.value), lineOf(known))
    bySource.set(source, [...(bySource.get(source) ?? []), said])
  }
  return [...bySource].map(([source, items]) => says.readings(source, items))
}

/** What was told, what a tool printed first. */
function factsOf({ state }: Scene): [FactName, Known][] {
  const all = Object.entries(state.facts) as [FactName, Known][]
  const told = all.filter(([, { from }]) => !UNTOLD.includes(from))
  const printed = told.filter(([, known]) => isPrinted(known))
  const inOrder = printed.sort(([, one], [, other]) => (one.line ?? 0) - (other.line ?? 0))
  return [...inOrder, ...told.filter(([, known]) => !isPrinted(known))]
}
