import type { Facts } from '../knowledge/index.ts'
import { type Heard, hearHost } from './answer.ts'
import { type Learned, learn } from './learn.ts'
import { meantHosts } from './named-host.ts'
import { hearRight } from './said-right.ts'
import { known, type Scene } from './scene.ts'
import { statementsIn } from './statements-in.ts'

/** Tells whether a text states something by itself. */
export const isStatement = (scene: Scene, text: string): boolean => Object.keys(statementsIn(scene, text)).length > 0

const SAID: readonly string[] = ['words', 'answer', 'derived']

// "We set it on each PC" turns caching on only where the guide is about caching.
function isMeant({ state, knowledge, language }: Scene, fact: string): boolean {
  // Who is asked what shall be and says "KMS" does not say what is.
  const isWish = state.asking?.kind === 'fact' && state.asking.fact === 'activationMethodWanted'
  if (isWish && fact === 'activationMethod') return false
  // Who has "a KMS" says nothing of a licence that a tool showed.
  const { activationMethod } = state.facts
  if (fact === 'activationMethod' && activationMethod && !SAID.includes(activationMethod.from)) return false
  if (!language.hear.ONLY_WHERE_ASKED.some((one) => one === fact)) return true
  const topics = [state.topic, state.node?.split('#')[0]]
  return Object.values(knowledge.graph.nodes).some(
    (node) => node.fact === fact && topics.includes(node.provenance.document),
  )
}

// Who gives a bare name where it is asked how the PC shall find its host wants that name set.
function isNameToSet({ state }: Scene, text: string): boolean {
  const isAsked = state.asking?.kind === 'fact' && state.asking.fact === 'discoveryWanted'
  return isAsked && !/\s/.test(text.trim()) && hearHost('kmsHostIntended', text) !== undefined
}

// "There is a KMS for Windows, not for Office" tells of no host for Office.
function withOtherHost(scene: Scene, heard: Heard): Heard {
  const isOffice = known(scene, 'product')?.value === 'office'
  const isOther = isOffice && heard.hostIntendedForOffice === false && heard.kmsHostExists === true
  return isOther ? { ...heard, kmsHostExists: false } : heard
}

/** Takes what a text states by itself into the case, but for facts that are heard already. */
export function learnStatements(scene: Scene, text: string, already: Facts = {}): Learned {
  const heard = Object.entries(withOtherHost(scene, statementsIn(scene, text))).filter(([fact]) => isMeant(scene, fact))
  const named = meantHosts(scene, text)
  const right = hearRight(scene, text)
  // "That is correct" is about what stands before it, not always about the host that was asked.
  const dropped = right ? [...named.drops, 'kmsHostCorrect'] : named.drops
  const rest = heard.filter(([fact]) => !dropped.some((one) => one === fact))
  const facts = [
    ...rest,
    ...Object.entries(right ?? {}),
    ...Object.entries(named.facts),
    ...(isNameToSet(scene, text) ? [['discoveryWanted', 'fixed'] as const] : []),
  ]
  const news = facts.filter(([fact]) => !Object.hasOwn(already, fact))
  return learn(scene, Object.fromEntries(news.map(([fact, value]) => [fact, { value, from: 'words' }])))
}
