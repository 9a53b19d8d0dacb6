import type { Decision, FactName, Facts, GraphNode, MatchContext, RejectReason } from '../knowledge/index.ts'
import type { Card, ChannelProfile, Knowledge, Turn } from './conversation.ts'
import { converse } from './converse.ts'
import { languageFor } from './languages/index.ts'
import { type ConversationState, createState } from './state.ts'
import type { ShownCommand } from './view.ts'

/** A topic as other programs see it. */
export type TopicNamed = { id: string; title: string }

/** What to do next: the same step that a person in the chat would be shown. */
export type NextStep = {
  node?: string
  title?: string
  /** The whole answer as plain text with a little Markdown. */
  text: string
  /** The same as cards, for a channel that shows them; their buttons belong to a conversation that is not there. */
  cards?: Card[]
  /** What the answer asks for. */
  asks: { fact: FactName; question: string }[]
  /** Words that answer, where the answer offers some. */
  choices: string[]
  commands: ShownCommand[]
  /** The case needs a person; here nobody is called. */
  needsPerson: boolean
  source?: { document: string; heading: string; lines: readonly [number, number] }
}

/** What a text comes to, for other programs. */
export type Diagnosis = {
  decision: Decision
  reason?: RejectReason
  topics: (TopicNamed & { score: number })[]
  also: TopicNamed[]
  codes: string[]
  facts: Facts
  topic?: TopicNamed
  next: NextStep
}

/**
 * Diagnoses the last of the texts that somebody wrote, as the conversation would that had the others before. Pure, and
 * nothing is kept: who wants to go on gives all texts again.
 */
export function diagnose(
  knowledge: Knowledge,
  texts: readonly string[],
  locale = 'en',
  profile: ChannelProfile = 'text',
): Diagnosis {
  const arrival = (at: number) => ({ at, locale, profile, ticketNumber: '' })
  let state = converse(knowledge, createState(), { kind: 'joined', ...arrival(0) }).state
  let context: MatchContext = { facts: state.facts }
  let turn: Turn<ConversationState> | undefined
  let isOver = false
  for (const [index, text] of texts.entries()) {
    context = { facts: state.facts, ...(state.topic !== undefined && { topic: state.topic }) }
    turn = converse(knowledge, state, { kind: 'message', text, files: [], ...arrival(index + 1) })
    isOver = opensTicket(turn)
    // Nobody was called: the case stays where it was.
    state = isOver ? state : turn.state
  }
  const { decision, reason, topics, also, codes } = knowledge.matcher.match(texts.at(-1) ?? '', context)
  const named = (id: string): TopicNamed => ({ id, title: topicTitle(knowledge, id) })
  return {
    decision,
    ...(reason && { reason }),
    topics: topics.map(({ id, score }) => ({ ...named(id), score: Math.round(score * 1000) / 1000 })),
    also: also.map(named),
    codes: codes.length > 0 ? codes : state.codes,
    facts: state.facts,
    ...(state.topic !== undefined && { topic: named(state.topic) }),
    next: isOver || turn === undefined ? handOff(locale) : nextOf(knowledge, turn, locale),
  }
}

function opensTicket({ effects }: Turn<ConversationState>): boolean {
  return effects.some(({ kind }) => kind === 'openTicket')
}

function handOff(locale: string): NextStep {
  const { says } = languageFor(locale)
  return { text: says.handOffInChat, asks: [], choices: [], commands: [], needsPerson: true }
}

function nextOf({ graph }: Knowledge, { state, replies, standing }: Turn<ConversationState>, locale: string): NextStep {
  const node = standing.node === undefined ? undefined : graph.nodes[standing.node]
  const { facts } = languageFor(locale)
  const cards = replies.flatMap(({ card }) => card ?? [])
  return {
    ...(node && { node: standing.node, title: node.title }),
    text: replies.map(({ text }) => text).join('\n\n'),
    ...(cards.length > 0 && { cards }),
    asks: standing.asks.map((fact) => ({ fact, question: facts[fact].ask ?? facts[fact].label })),
    choices: replies.flatMap(({ suggestions = [] }) => suggestions),
    commands: standing.shown,
    needsPerson: state.asking?.kind === 'consent',
    ...(node && { source: sourceOf(node) }),
  }
}

function sourceOf({ provenance }: GraphNode): NonNullable<NextStep['source']> {
  const { document, heading, lines } = provenance
  return { document, heading, lines }
}

function topicTitle({ graph }: Knowledge, id: string): string {
  return graph.topics.find((topic) => topic.id === id)?.title ?? id
}
