import type { Effect } from './conversation.ts'
import type { ConversationState } from './state.ts'

/** Something that happened to a case in a turn, without words of the person: for counting. */
export type Milestone = {
  /** `code`: one more was found. `topic`, `node`: it went there. `question`: it asked something. */
  kind: 'code' | 'topic' | 'node' | 'question' | 'solved' | 'person' | 'miss'
  topic?: string
  node?: string
  code?: string
}

/** Finds what a turn passed, from the state before and after it. */
export function milestonesOf(
  before: ConversationState,
  after: ConversationState,
  effects: readonly Effect[],
): Milestone[] {
  const at = { ...(after.topic && { topic: after.topic }), ...(after.node && { node: after.node }) }
  const codes = after.codes.filter((code) => !before.codes.includes(code))
  const isNewTopic = after.topic !== undefined && after.topic !== before.topic
  const moved = after.node !== undefined && after.node !== before.node
  return [
    ...codes.map((code): Milestone => ({ kind: 'code', code })),
    ...(isNewTopic ? [{ kind: 'topic' as const, ...at }] : []),
    ...(moved ? [{ kind: 'node' as const, ...at }] : []),
    ...(asksAnew(before, after) ? [{ kind: 'question' as const, ...at }] : []),
    ...(after.closed && !before.closed ? [{ kind: 'solved' as const, ...at }] : []),
    ...effects.flatMap((effect): Milestone[] => {
      if (effect.kind === 'openTicket') return [{ kind: 'person', ...at }]
      return effect.kind === 'recordMiss' ? [{ kind: 'miss', ...at }] : []
    }),
  ]
}

// Something to be known of the case; whether a step worked or a ticket may be sent is none.
const QUESTIONS: readonly string[] = ['fact', 'topic', 'trust']

function asksAnew(before: ConversationState, after: ConversationState): boolean {
  if (!QUESTIONS.includes(after.asking?.kind ?? '')) return false
  return after.node !== before.node || JSON.stringify(after.asking) !== JSON.stringify(before.asking)
}
