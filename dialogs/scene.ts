import type { DialogGraph, FactName, Facts, GraphNode, Known, Topic } from '../knowledge/index.ts'
import type { Heard } from './answer.ts'
import type { ConversationEvent, Effect, Knowledge } from './conversation.ts'
import { derive } from './derive.ts'
import { type Language, languageFor } from './languages/index.ts'
import { type ConversationState, createState } from './state.ts'
import { isInside } from './trust.ts'

/**
 * A turn in the making. It lives for one call of `converse` and works on a copy of the state, so that nothing outside
 * sees it change.
 */
export type Scene = {
  readonly knowledge: Knowledge
  readonly event: ConversationEvent
  readonly language: Language
  state: ConversationState
  /** What was understood in this turn, for the top of the reply. */
  notices: string[]
  effects: Effect[]
  /** Tells that the reply goes out without a card. */
  isPlain: boolean
  /** Facts that this turn taught. */
  taught: Set<FactName>
  /** Facts that this turn brought; they are not said a second time. */
  read: Set<FactName>
  /** What is said of a topic that begins. */
  opening?: string
  /** What was read out in this turn, by where it is from. */
  readings: Map<string, string[]>
  /** What the texts of this turn state by themselves. */
  readonly stated: Map<string, Heard>
  /** A host that was named as the one to set, and that may not belong to the organisation. */
  doubtfulHost?: string
  /** A host outside that a tool showed. */
  seenHost?: string
}

/** Opens a turn on a copy of the state. */
export function openScene(knowledge: Knowledge, state: ConversationState, event: ConversationEvent): Scene {
  // A state that an earlier version stored lacks what came later.
  const copy = { ...createState(), ...copyOf(state) }
  return {
    knowledge,
    event,
    language: languageFor(event.locale),
    state: copy,
    notices: [],
    effects: [],
    isPlain: false,
    taught: new Set(),
    read: new Set(),
    readings: new Map(),
    stated: new Map(),
  }
}

// A state is plain data: `structuredClone`, which can copy whatever there is, takes five times as long.
function copyOf<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(copyOf) as T
  const copy: Record<string, unknown> = {}
  for (const name of Object.keys(value)) copy[name] = copyOf((value as Record<string, unknown>)[name])
  return copy as T
}

/** The graph of the turn. */
export const graphOf = (scene: Scene): DialogGraph => scene.knowledge.graph

/** A topic by id. */
export function topicOf(scene: Scene, id: string | undefined): Topic | undefined {
  return id === undefined ? undefined : topicsById(graphOf(scene)).get(id)
}

const topicsOfGraphs = new WeakMap<DialogGraph, ReadonlyMap<string, Topic>>()

// A graph never changes.
function topicsById(graph: DialogGraph): ReadonlyMap<string, Topic> {
  const known = topicsOfGraphs.get(graph)
  if (known) return known
  const topics = new Map(graph.topics.toReversed().map((topic) => [topic.id, topic]))
  topicsOfGraphs.set(graph, topics)
  return topics
}

/** A node by id, or by a former slug of its heading. */
export function nodeOf(scene: Scene, id: string | undefined): GraphNode | undefined {
  return id === undefined || !Object.hasOwn(graphOf(scene).nodes, id) ? undefined : graphOf(scene).nodes[id]
}

/** A fact that holds now: told, configured, derived, or given by the topic. What a change made doubtful is unknown. */
export function known(scene: Scene, fact: FactName): Known | undefined {
  const { state, knowledge } = scene
  if (state.stale.includes(fact)) return undefined
  const own = state.facts[fact] ?? configured(scene, fact)
  if (own) return own
  const product = byTopic(scene)
  if (fact === 'product' && product) return product
  const facts = holding(state)
  return derive(knowledge.graph, product ? { product, ...facts } : facts, fact)
}

// Nothing follows from what a change made doubtful.
function holding({ facts, stale }: ConversationState): Facts {
  return stale.length === 0
    ? facts
    : Object.fromEntries(Object.entries(facts).filter(([fact]) => !stale.some((one) => one === fact)))
}

function configured({ knowledge }: Scene, fact: FactName): Known | undefined {
  const { kmsHost, kmsPort } = knowledge.organisation ?? {}
  if (fact === 'kmsHostIntended' && kmsHost !== undefined) return { value: kmsHost, from: 'configuration' }
  if (fact === 'kmsPortIntended' && kmsPort !== undefined) return { value: kmsPort, from: 'configuration' }
  return undefined
}

// A topic of one product tells the product.
function byTopic(scene: Scene): Known | undefined {
  const products = topicOf(scene, scene.state.topic)?.products ?? []
  return products[0] && products.length === 1 ? { value: products[0], from: 'derived' } : undefined
}

/** Tells whether a host belongs to the organisation. */
export function insideHost(scene: Scene, host: string): boolean {
  const { organisation } = scene.knowledge
  return host === organisation?.kmsHost || isInside(host, scene.state.facts, organisation?.domains)
}
