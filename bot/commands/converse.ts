import { z } from 'zod'

import {
  type ConversationEvent,
  type ConversationState,
  converse,
  createState,
  type Knowledge,
} from '../../dialogs/index.ts'
import { loadKnowledge } from '../knowledge.ts'
import { answerLines } from './jsonl.ts'

const Dialogue = z.object({
  id: z.union([z.string(), z.number()]),
  turns: z.array(z.object({ user: z.string() })),
  profile: z.enum(['webchat', 'teams', 'text']).optional(),
})

// A script has no clock: the same dialogue gives the same bytes every time.
const START = 0

const knowledge = await loadKnowledge()
await answerLines((row) => answerDialogue(knowledge, row))

function answerDialogue(knowledge: Knowledge, row: unknown): unknown {
  const { id, turns, profile = 'webchat' } = Dialogue.parse(row)
  const arrival = (at: number) => ({ at, locale: 'en', profile, ticketNumber: 'A-1' })
  let state = converse(knowledge, createState(), { kind: 'joined', ...arrival(START) }).state
  const answers = turns.map(({ user }, index) => {
    const event: ConversationEvent = { kind: 'message', text: user, files: [], ...arrival(START + index + 1) }
    const answer = answerTurn(knowledge, state, event)
    state = answer.state
    return answer.turn
  })
  return { id, turns: answers }
}

function answerTurn(knowledge: Knowledge, before: ConversationState, event: ConversationEvent) {
  const { state, replies, standing } = converse(knowledge, before, event)
  const { asks, commands, node, topic, facts } = standing
  const shown = replies.map(({ text, card }) => ({ text, ...(card ? { card } : {}) }))
  return { state, turn: { replies: shown, asks, commands, node, topic, facts } }
}
