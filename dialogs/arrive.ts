import type { FactName, GraphNode, Known } from '../knowledge/index.ts'
import { offerPerson, withPerson } from './escalate.ts'
import { sayFact } from './learn.ts'
import { present } from './present.ts'
import { readOut } from './read-out.ts'
import { demandOf, entryWithoutRights, handUp, isBeyond } from './rights.ts'
import { known, nodeOf, type Scene } from './scene.ts'
import { outdate } from './stale.ts'
import { procedureOf } from './steps.ts'
import type { View } from './view.ts'
import { type Arrival, type Ground, settle } from './walk.ts'

/** What the walk may look at in this turn. */
export function groundOf(scene: Scene): Ground {
  return {
    graph: scene.knowledge.graph,
    known: (fact) => known(scene, fact),
    isUnknown: (fact) => scene.state.unknown.includes(fact),
  }
}

/** Goes to a node, on from there as far as known facts lead, and shows where that is. */
export function arrive(scene: Scene, start: string): View {
  const { state } = scene
  const arrival = settle(groundOf(scene), start)
  tellUsed(scene, arrival)
  if (arrival.node !== state.node) state.part = 0
  for (const node of arrival.passed) state.trail.push({ node, shown: false })
  const node = nodeOf(scene, arrival.node)
  if (arrival.stuck || node === undefined) return offerPerson(scene, [scene.language.says.outOfIdeas])
  if (state.trail.at(-1)?.node !== arrival.node) state.trail.push({ node: arrival.node, shown: true })
  const wasHere = state.node === arrival.node
  state.node = arrival.node
  state.hash = node.hash
  return isBeyond(scene, node) ? withoutRights(scene, node) : again(scene, arrival.node, wasHere)
}

/** Goes where people without administrator rights can go on, else to somebody who has them. */
export function withoutRights(scene: Scene, node: GraphNode): View {
  const entry = entryWithoutRights(scene)
  if (entry === undefined) return handUp(scene, node)
  const { says } = scene.language
  scene.notices.push(demandOf(node) === undefined ? says.withoutCommands : says.withoutRights)
  return arrive(scene, entry)
}

const ROUNDS = 3

// A place that comes up again with nothing new offers a person; after some rounds nothing else is left.
function again(scene: Scene, id: string, wasHere: boolean): View {
  const { state, language } = scene
  const before = state.rounds[id] ?? 0
  state.rounds = { ...state.rounds, [id]: scene.taught.size > 0 ? Math.max(before, 1) : before + 1 }
  if (scene.taught.size > 0 || before === 0) return present(scene)
  if (before >= ROUNDS) return offerPerson(scene, [language.says.inCircles])
  const { question } = state
  const view = present(scene)
  // Another question at the same place is progress.
  if (wasHere && view.question !== question) return view
  if (scene.notices.length === 0) scene.notices.push(language.says.stillOpen)
  return withPerson(scene, view)
}

/** Leaves the step at hand: what it changed has to be looked at again. */
export function leave(scene: Scene, result: 'worked' | 'failed' | 'skipped'): void {
  const { state } = scene
  const node = nodeOf(scene, state.node)
  const last = state.tried.at(-1)
  if (last && last.node === state.node && last.result === 'shown') last.result = result
  if (node && node.kind !== 'question' && result !== 'skipped') outdate(scene, node, procedureOf(scene, node).machines)
}

const TOLD_AT_ONCE = 3
const UNSAID = ['answer', 'derived', 'default']

// Says from where a question was answered without being asked; what this turn brought is said already.
function tellUsed(scene: Scene, arrival: Arrival): void {
  const { says, sourceName } = scene.language
  const seen = new Set(scene.state.trail.map(({ node }) => node))
  const isKnownWay = arrival.passed.every((node) => seen.has(node))
  const told = arrival.used.flatMap((fact): { fact: FactName; source: Known }[] => {
    if (isKnownWay && !scene.taught.has(fact)) return []
    const source = known(scene, fact)
    if (source === undefined || scene.read.has(fact) || UNSAID.includes(source.from)) return []
    if (fact === 'product' && source.from === 'words') return []
    return [{ fact, source }]
  })
  for (const { fact, source } of told.slice(0, TOLD_AT_ONCE)) {
    const [from, said] = [sourceName(source.from), sayFact(scene, fact, source.value)]
    const line = says.silent(from, said)
    if (source.from !== 'words' && source.line !== undefined) readOut(scene, from, says.readOut(said, source.line))
    else if (!scene.notices.includes(line)) scene.notices.push(line)
    scene.read.add(fact)
  }
}
