import { type ConversationState, createState, type Knowledge } from '../../dialogs/index.ts'
import { isFactName } from '../../knowledge/index.ts'
import { startTalk, type Talk } from './talk.ts'

/** One move of the walker, for the report of a failure. */
export type Move = { from: string; by: string; talk: Talk }

const WORDS = [
  'why',
  'back',
  'skip',
  'repeat',
  'next',
  'still failing',
  'it works now',
  "I don't know",
  'no admin rights',
]
const LONGEST_CHAIN = 12

/** Stands at every node of a graph in turn and goes every way out of it, and every word that works anywhere. */
export function* walk(knowledge: Knowledge, profile: 'webchat' | 'teams'): Generator<Move> {
  for (const id of Object.keys(knowledge.graph.nodes)) {
    const there = startTalk(knowledge, profile, standingAt(knowledge, id)).say('repeat')
    yield { from: id, by: 'repeat', talk: there }
    yield* leave(id, there)
    for (const by of WORDS) yield { from: id, by, talk: there.say(by) }
  }
}

function* leave(from: string, there: Talk): Generator<Move> {
  const seen = new Set<string>()
  let queue = [there]
  for (let round = 0; round < LONGEST_CHAIN && queue.length > 0; round += 1) {
    const next: Talk[] = []
    for (const talk of queue) {
      for (const { label, pick } of talk.state.options) {
        const key = `${JSON.stringify(talk.state.asking)} ${pick} ${talk.state.part}`
        if (seen.has(key)) continue
        seen.add(key)
        const moved = talk.click(label)
        yield { from, by: label, talk: moved }
        if (moved.turn.standing.node === talk.turn.standing.node) next.push(moved)
      }
    }
    queue = next
  }
}

/** The state of a conversation that stands at a node and knows nothing. */
export function standingAt({ graph }: Knowledge, id: string): ConversationState {
  const document = graph.nodes[id]?.provenance.document
  const topic = graph.topics.find((one) => one.id === document) ?? graph.topics[0]
  const { hash } = graph.nodes[id] ?? {}
  const trail = [{ node: id, shown: true }]
  return {
    ...createState(),
    turn: 1,
    graph: graph.version,
    topic: topic?.id,
    node: id,
    ...(hash ? { hash } : {}),
    trail,
  }
}

/** What is wrong with the reply of a move; nothing when it is fine. */
export function faults({ talk }: Move, { graph }: Knowledge): string[] {
  const { standing, replies } = talk.turn
  const slots = [...talk.text.matchAll(/\{([a-z]\w+)\}/g)].filter((found) => isFactName(found[1] ?? ''))
  const isOver = talk.state.ticket !== undefined || talk.state.topic === undefined || talk.state.asking === undefined
  return [
    ...(replies.length === 1 && talk.text.trim() !== '' ? [] : ['says nothing']),
    ...slots.map(([slot]) => `leaves ${slot} open`),
    ...(standing.node === undefined || Object.hasOwn(graph.nodes, standing.node) ? [] : [`stands at ${standing.node}`]),
    ...(talk.state.options.length > 0 || isOver ? [] : ['has no way out']),
    ...(talk.text.length <= 3000 ? [] : [`is ${talk.text.length} characters long`]),
  ]
}
