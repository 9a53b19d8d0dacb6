import type { Choice, FactName, GraphNode } from '../knowledge/index.ts'
import { arrive, groundOf } from './arrive.ts'
import { learn } from './learn.ts'
import { isRight } from './rights.ts'
import { nodeOf, type Scene } from './scene.ts'
import type { View } from './view.ts'
import { settle } from './walk.ts'
import { exactValue } from './ways.ts'

// What somebody wants, may do or answers for does not follow from what they see.
const NOT_IMPLIED = /Wanted$|Intended$|Trusted$|Correct$|Right$/
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
]

/** Goes back to a question that was passed over because nobody had told its fact, now that somebody has. */
export function takeReopened(scene: Scene, fresh: readonly FactName[]): View | undefined {
  const { state } = scene
  const at = state.trail.findIndex(({ node }) => {
    const passed = nodeOf(scene, node)
    const isWaiting = passed?.when?.some(({ fact, is }) => is === '!?' && fact === passed.fact) === true
    return isWaiting && passed.fact !== undefined && fresh.includes(passed.fact)
  })
  const stop = state.trail[at]
  if (stop === undefined || settle(groundOf(scene), stop.node).node === state.node) return undefined
  state.trail = state.trail.slice(0, at)
  return arrive(scene, stop.node)
}

/**
 * Goes the only way out of the open question on which what was told now decides: who gives the first code of the event
 * when asked whether Office is on the KMS host has gone that way. Says what it took for granted.
 */
export function takeImplied(scene: Scene, fresh: readonly FactName[]): View | undefined {
  const node = nodeOf(scene, scene.state.node)
  const way = node && impliedWay(scene, node, fresh)
  if (way === undefined || node?.fact === undefined) return undefined
  scene.notices.push(scene.language.says.assumed(node.title, way.label))
  const value = exactValue(node.fact, way.value ?? '')
  // A later word on it is a correction and leads back here.
  if (value !== undefined) learn(scene, { [node.fact]: { value, from: 'derived' } })
  return arrive(scene, way.target)
}

function impliedWay(scene: Scene, node: GraphNode, fresh: readonly FactName[]): Choice | undefined {
  const { asking } = scene.state
  if (asking?.kind !== 'fact' || node.fact !== asking.fact || node.kind !== 'question') return undefined
  if (NOT_IMPLIED.test(asking.fact) || isRight(asking.fact)) return undefined
  const telling = fresh.filter((fact) => !IN_PASSING.includes(fact))
  const ways = node.choices.filter((choice) => leadsBy(scene, choice, telling))
  return ways.length === 1 ? ways[0] : undefined
}

function leadsBy(scene: Scene, { value, target }: Choice, telling: readonly FactName[]): boolean {
  if (value === undefined || value === '?') return false
  const arrival = settle(groundOf(scene), target)
  return arrival.stuck !== true && arrival.used.some((fact) => telling.includes(fact))
}
