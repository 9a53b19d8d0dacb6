import type { Reply } from '../dialogs/index.ts'
import { TEXT_LIMIT } from './activity.ts'
import { choiceLabel } from './choice-label.ts'
import type { Happening } from './event.ts'
import { toContent } from './reply-activity.ts'
import { type Before, type Line, sha256 } from './store/index.ts'
import type { Inbound } from './turn.ts'

/** A turn as it is being taken. */
export type Moment = { inbound: Inbound; happening: Happening | undefined; before: Before; at: number }

type Mask = (text: string) => string

const TRANSCRIPT_LIMIT = 32 * 1024

/** What a turn adds to the transcript: what came in, and what is said to it. */
export function linesOf(mask: Mask, moment: Moment, replies: readonly Reply[]): Line[] {
  const said = replies.map((reply, index) => toReplyLine(moment, reply, index))
  return moment.inbound.news ? said : [toLine(mask, moment), ...said]
}

function toLine(mask: Mask, { inbound, happening, before, at }: Moment): Line {
  const { activity, files, person, bot } = inbound
  const text =
    happening?.kind === 'choice' ? choiceLabel(before.last, happening.data.pick) : (activity.text ?? undefined)
  return {
    activity: {
      ...envelope(inbound, before.seq + 1, at),
      type: activity.type,
      ...(activity.name !== undefined && { name: activity.name }),
      from: { name: '', ...person, role: 'user' },
      recipient: { name: '', ...bot, role: 'bot' },
      // What a person pastes is no Markdown.
      ...(text !== undefined && { text: keep(mask, text), textFormat: 'plain' }),
      ...(activity.locale && { locale: activity.locale }),
      ...(happening?.kind === 'choice' && { value: happening.data }),
      ...(files.length > 0 && { attachments: files.map(({ name, mediaType }) => ({ name, contentType: mediaType })) }),
      ...(activity.channelData?.clientActivityID && {
        channelData: { clientActivityID: activity.channelData.clientActivityID },
      }),
    },
    ...(text !== undefined && { hash: sha256(text) }),
  }
}

// Masked first, cut then: a key that the cut goes through would no longer look like one.
function keep(mask: Mask, text: string): string {
  if (text.length > TEXT_LIMIT) return `(${text.length} characters, not kept)`
  const masked = mask(text)
  return masked.length > TRANSCRIPT_LIMIT ? `${masked.slice(0, TRANSCRIPT_LIMIT).toWellFormed()} …` : masked
}

function toReplyLine({ inbound, before, at }: Moment, reply: Reply, index: number): Line {
  const { person, bot, profile, news } = inbound
  // What was done elsewhere has no line of its own.
  const first = news ? before.seq + 1 : before.seq + 2
  return {
    activity: {
      // Clients sort by time: a reply is never as old as what it answers.
      ...envelope(inbound, first + index, at + 1 + index),
      ...toContent(reply, profile),
      from: { name: '', ...bot, role: 'bot' },
      recipient: { name: '', ...person, role: 'user' },
      ...(!news && { replyToId: activityId(inbound, before.seq + 1) }),
    },
    ...(inbound.delivery === 'post' && { delivery: 'pending' as const }),
  }
}

function envelope(inbound: Inbound, seq: number, at: number): object {
  const { channel, conversation } = inbound.opening.name
  return {
    id: lineId(conversation, seq),
    timestamp: new Date(at).toISOString(),
    channelId: channel,
    conversation: { id: conversation },
  }
}

/** How the transcript names the activity of a turn. */
export function activityId(inbound: Inbound, seq: number): string {
  return inbound.delivery === 'post' ? inbound.id : lineId(inbound.opening.name.conversation, seq)
}

function lineId(conversation: string, seq: number): string {
  return `${conversation}|${String(seq).padStart(7, '0')}`
}
