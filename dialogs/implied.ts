import { type Choice, FACTS, type FactName, type GraphNode } from '../knowledge/index.ts'
import { arrive, groundOf } from './arrive.ts'
import { learn } from './learn.ts'
import { isRight } from './rights.ts'
import { known, nodeOf, type Scene } from './scene.ts'
import type { View } from './view.ts'
import { settle } from './walk.ts'
import { exactValue } from './ways.ts'

// What somebody wants, may do or answers for does not follow from what they see.
const NOT_IMPLIED = /Wanted$|Intended$|Trusted$|Right$/
// What the machine is like is told in passing and is no sign of a way.
const IN_PASSING: readonly FactName[] = [
  'product',
  'officeVersion',
  'windowsVersion',
  'officeBits',
  'windowsBits',
  'edition',
  'adminRights',
  'personRole',
  'domainJoined',
  'network',
  'virtualMachine',
  'onAzure',
  'computerCount',
  'hostStillActive',
  'kmsHostIntended',
  'kmsPortIntended',
  'discoveryWanted',
  'activationMethodWanted',
]
// "4 hours or more" is measured, not implied.
const IMPLIED_KINDS: readonly string[] = ['boolean', 'choice']

/** Goes back to a question that was passed over because nobody had told its fact, now that somebody has. */
export function takeReopened(scene: Scene, fresh: readonly FactName[]): View | undefined {
  const { state } = scene
  const at = state.trail.findIndex(({ node, shown }) => {
    const passed = nodeOf(scene, node)
    const isWaiting = passed?.when?.some(({ fact, is }) => is === '!?' && fact === passed.fact) === true
    return (
      (isWaiting && passed.fact !== undefined && fresh.includes(passed.fact)) ||
      isKnownNow(scene, passed?.fact) ||
      (!shown && isGuessNow(passed, fresh))
    )
  })
  const stop = state.trail[at]
  if (stop === undefined || settle(groundOf(scene), stop.node).node === state.node) return undefined
  state.trail = state.trail.slice(0, at)
  return arrive(scene, stop.node)
}

// "With one host in DNS, that one was asked" was a guess until somebody told who was asked.
const isGuessNow = (passed: GraphNode | undefined, fresh: readonly FactName[]): boolean =>
  passed?.kind === 'question' && passed.when?.some(({ fact, is }) => is === '?' && fresh.includes(fact)) === true

// Left open as unknown, and now it follows from what was told.
const isKnownNow = (scene: Scene, fact: FactName | undefined): boolean =>
  fact !== undefined && scene.state.unknown.includes(fact) && known(scene, fact) !== undefined

/**
 * Goes the only way out of the open question on which what was told now decides: who gives the first code of the event
 * when asked whether Office is on the KMS host has gone that way. Says what it took for granted.
 */
export function takeImplied(scene: Scene, fresh: readonly FactName[]): View | undefined {
  const node = nodeOf(scene, scene.state.node)
  const way = node && impliedWay(scene, node, fresh)
  if (way === undefined || node?.fact === undefined) return undefined
  // What "I don't know" leads to is what was told: nothing is taken for granted there.
  if (way.value === '?') scene.state.unknown.push(node.fact)
  else scene.notices.push(scene.language.says.assumed(node.title, way.label))
  const value = exactValue(node.fact, way.value ?? '')
  // A later word on it is a correction and leads back here.
  if (value !== undefined) learn(scene, { [node.fact]: { value, from: 'derived' } })
  return arrive(scene, way.target)
}

function impliedWay(scene: Scene, node: GraphNode, fresh: readonly FactName[]): Choice | undefined {
  const { asking } = scene.state
  if (asking?.kind !== 'fact' || node.fact !== asking.fact || node.kind !== 'question') return undefined
  if (NOT_IMPLIED.test(asking.fact) || isRight(asking.fact)) return undefined
  if (!IMPLIED_KINDS.includes(FACTS[asking.fact].type.kind)) return undefined
  // What decided an earlier question is no sign of how this one stands.
  const decided = scene.state.trail.flatMap(({ node: id }) => nodeOf(scene, id)?.fact ?? [])
  const telling = fresh.filter((fact) => !IN_PASSING.includes(fact) && !decided.includes(fact))
  const ways = node.choices.filter((choice) => choice.value !== undefined && leadsBy(scene, choice, telling))
  const said = ways.filter(({ value }) => value !== '?')
  return said.length === 0 ? ways[0] : said.length === 1 ? said[0] : undefined
}

function leadsBy(scene: Scene, { target }: Choice, telling: readonly FactName[]): boolean {
  const arrival = settle(groundOf(scene), target)
  return arrival.stuck !== true && arrival.used.some((fact) => telling.includes(fact))
}
