import {
  FACTS,
  type FactDefinition,
  type FactName,
  type Facts,
  type FactValue,
  isFactName,
  type Known,
} from '../knowledge/index.ts'
import { quote } from './quote.ts'
import { isRight } from './rights.ts'
import { insideHost, type Scene } from './scene.ts'
import { noteSeen, PASSING } from './stale.ts'

/** What a text taught: facts that are new, and facts that contradict what was known. */
export type Learned = { fresh: FactName[]; corrected: FactName[] }

const HOSTS: readonly FactName[] = ['kmsHostAsked', 'kmsHostsPublished', 'kmsHostSet', 'kmsHostIntended']

/** Takes facts into the case. A host to set is taken only when it belongs to the organisation. */
export function learn(scene: Scene, facts: Facts): Learned {
  const learned: Learned = { fresh: [], corrected: [] }
  // What was derived comes last: a correction before it clears only what followed from the old value.
  const entries = Object.entries(facts).sort(([, left], [, right]) => rank(left) - rank(right))
  for (const [name, told] of entries) {
    if (!isFactName(name) || told === undefined || isSecret(name) || followsByTable(scene, name, told)) continue
    if (HOSTS.includes(name) && !mayKeep(scene, name, told.value)) continue
    learnOne(scene, name, told, learned)
  }
  for (const fact of learned.fresh) scene.taught.add(fact)
  noteSeen(scene, learned.fresh)
  return learned
}

const rank = (told: Known | undefined) => (told?.from === 'derived' ? 1 : 0)

// What a table of the documents gives is looked up anew each time, so that a correction corrects it too.
function followsByTable({ knowledge }: Scene, fact: FactName, told: Known): boolean {
  return told.from === 'derived' && knowledge.graph.tables.some(({ gives }) => gives === fact)
}

const isSecret = (fact: FactName) => (FACTS[fact] as FactDefinition).secret === true

function mayKeep(scene: Scene, fact: FactName, value: FactValue): boolean {
  const hosts = Array.isArray(value) ? value : [String(value)]
  if (hosts.every((host: string) => insideHost(scene, host))) return true
  if (fact === 'kmsHostIntended') {
    if (scene.state.facts.kmsHostTrusted?.value === true) return true
    scene.doubtfulHost = String(value)
    return false
  }
  // A public host that a tool shows is a sign of an unlicensed copy: it is kept as evidence and asked about once.
  if (!scene.state.said.includes('outsideHost') && scene.state.facts.kmsHostTrusted === undefined)
    scene.seenHost = String(hosts.find((host) => !insideHost(scene, host)))
  return true
}

function learnOne(scene: Scene, fact: FactName, told: Known, learned: Learned): void {
  const { state } = scene
  const before = state.facts[fact]
  state.facts = { ...state.facts, [fact]: told }
  if (told.from === 'words' || told.from === 'answer') scene.read.add(fact)
  const wasStale = state.stale.includes(fact)
  state.stale = state.stale.filter((one) => one !== fact)
  state.unknown = state.unknown.filter((one) => one !== fact)
  if (before === undefined || wasStale) learned.fresh.push(fact)
  else if (!sameValue(before.value, told.value)) {
    learned.fresh.push(fact)
    if (PASSING.includes(fact)) return
    learned.corrected.push(fact)
    forgetDerived(scene)
    forgetDependents(scene, fact)
    const inCase = state.topic !== undefined && state.closed !== true
    const isInferred = isRight(fact) && before.from === 'derived'
    if (inCase && !isInferred) scene.notices.push(correction(scene, fact, before, told))
  }
}

const ABOUT_THE_HOST: readonly FactName[] = [
  'kmsHostCorrect',
  'hostIntendedForOffice',
  'hostStillActive',
  'kmsHostTrusted',
]

// What a reader concluded from the old value may not hold for the new one.
function forgetDerived({ state }: Scene): void {
  state.facts = Object.fromEntries(
    Object.entries(state.facts).filter(([fact, told]) => told?.from !== 'derived' || isRight(fact)),
  )
}

// What was said about one host does not hold for another.
function forgetDependents(scene: Scene, fact: FactName): void {
  if (fact !== 'kmsHostAsked') return
  const kept = Object.entries(scene.state.facts).filter(([name]) => !ABOUT_THE_HOST.some((one) => one === name))
  scene.state.facts = Object.fromEntries(kept)
}

function correction(scene: Scene, fact: FactName, before: Known, now: Known): string {
  const { says } = scene.language
  const byWords = now.from === 'answer' || now.from === 'words'
  const [earlier, later] = [sayFact(scene, fact, before.value), sayFact(scene, fact, now.value)]
  if (!byWords) return says.correctedByPaste(earlier, later)
  return typeof now.value === 'boolean' ? says.correctedTo(later) : says.correctedByWords(later, earlier)
}

/** Says how a fact changed between two pastes: "Current count `3` → `4`"; nothing when it did not. */
export function sayChange(scene: Scene, fact: FactName, before?: Known, now?: Known): string | undefined {
  if (before === undefined || now === undefined || sameValue(before.value, now.value)) return undefined
  const { language } = scene
  const [from, to] = [sayValue(scene, fact, before.value), sayValue(scene, fact, now.value)]
  return language.says.change(language.facts[fact].label, from, to)
}

const sameValue = (left: FactValue, right: FactValue) => String(left).toLowerCase() === String(right).toLowerCase()

// Says a value: in words when it is from a list, as code when it is the person's own; an outside host is not repeated.
function sayValue(scene: Scene, fact: FactName, value: FactValue): string {
  const hosts = Array.isArray(value) ? value : [String(value)]
  if (HOSTS.includes(fact) && !hosts.every((host: string) => insideHost(scene, host)))
    return scene.language.says.hostOutside
  return scene.language.valueName(fact, value) ?? quote(hosts.join(', '))
}

/** Says a fact as a part of a sentence: "Office is 32-bit", "the port does not answer", "Current count `3`". */
export function sayFact(scene: Scene, fact: FactName, value: FactValue): string {
  const { says, facts, sentences } = scene.language
  const sentence = sentences[fact]
  const said = sayValue(scene, fact, value)
  if (sentence === undefined) return says.factIs(facts[fact].label, said)
  return typeof sentence === 'function' ? sentence(said) : sentence[value === true ? 0 : 1]
}
