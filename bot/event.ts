import parseSafely from 'secure-json-parse'
import { z } from 'zod'

import type { AttachedFile, ConversationEvent } from '../dialogs/index.ts'
import { type InboundActivity, withoutMention } from './activity.ts'

const Choice = z.object({
  kind: z.literal('choice'),
  node: z.string().max(512),
  graph: z.string().max(128),
  turn: z.int(),
  pick: z.string().max(512),
})
const Feedback = z.object({
  kind: z.literal('feedback'),
  helpful: z.boolean(),
  words: z.string().max(2000).optional(),
})
/** What Teams and Web Chat send from the thumbs below a message. */
const Reaction = z.object({
  actionName: z.literal('feedback'),
  actionValue: z.object({ reaction: z.enum(['like', 'dislike']), feedback: z.string().max(8000).optional() }),
})
const Reason = z.object({ feedbackText: z.string().trim().min(1).max(2000) })
const Execute = z.object({ action: z.object({ data: z.unknown() }) })

type Distribute<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
/** An event without what the moment adds. */
export type Happening = Distribute<ConversationEvent, 'at' | 'locale' | 'profile' | 'ticketNumber'>

/** What an activity means for the conversation; nothing when it means nothing. */
export function toHappening(activity: InboundActivity, files: AttachedFile[]): Happening | undefined {
  switch (activity.type) {
    case 'message':
      return fromData(activity.value) ?? { kind: 'message', text: withoutMention(activity), files }
    case 'event':
      return activity.name === 'webchat/join' ? { kind: 'joined' } : undefined
    case 'conversationUpdate':
      // Teams says the same with an installationUpdate.
      return activity.channelId !== 'msteams' && hasNewPerson(activity) ? { kind: 'joined' } : undefined
    case 'installationUpdate':
      return activity.action?.startsWith('add') ? { kind: 'installed' } : undefined
    case 'invoke':
      return fromInvoke(activity)
    default:
      return undefined
  }
}

function fromInvoke({ name, value }: InboundActivity): Happening | undefined {
  if (name === 'adaptiveCard/action') return fromData(Execute.safeParse(value).data?.action.data)
  const reaction = name === 'message/submitAction' ? Reaction.safeParse(value) : undefined
  if (!reaction?.success) return undefined
  const { reaction: thumb, feedback } = reaction.data.actionValue
  const words = feedback === undefined ? undefined : readReason(feedback)
  return { kind: 'feedback', helpful: thumb === 'like', ...(words !== undefined && { words }) }
}

// Teams puts JSON into a text there.
function readReason(feedback: string): string | undefined {
  try {
    return Reason.safeParse(parseSafely(feedback)).data?.feedbackText
  } catch {
    return undefined
  }
}

function fromData(value: unknown): Happening | undefined {
  const choice = Choice.safeParse(value)
  if (choice.success) return { kind: 'choice', data: choice.data }
  const feedback = Feedback.safeParse(value)
  return feedback.success ? feedback.data : undefined
}

function hasNewPerson({ membersAdded, recipient }: InboundActivity): boolean {
  return (membersAdded ?? []).some(({ id }) => id !== recipient?.id)
}
