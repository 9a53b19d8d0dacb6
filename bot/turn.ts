import type { ChannelProfile, ConversationEvent, Effect, Knowledge, Reply, Turn } from '../dialogs/index.ts'
import { type InboundActivity, isShared, TEXT_LIMIT } from './activity.ts'
import { choiceLabel } from './choice-label.ts'
import { type Happening, toHappening } from './event.ts'
import { HttpError } from './http/index.ts'
import { type InvokeAnswer, toInvokeAnswer } from './invoke-answer.ts'
import type { Log } from './log.ts'
import { toContent } from './reply-activity.ts'
import { SENTENCES } from './sentences.ts'
import {
  type After,
  type Before,
  conversationKey,
  type Line,
  type Opening,
  sha256,
  type TurnStore,
} from './store/index.ts'

/** What goes through a turn: an activity, and what its channel vouches for. */
export type Inbound = {
  activity: InboundActivity
  /** The turn's key within the conversation: a second copy of the activity has the same. */
  id: string
  opening: Opening
  profile: ChannelProfile
  person: { id: string; name?: string }
  bot: { id: string; name?: string }
  files: { name: string; mediaType: string; text?: string }[]
  /** `post`: replies are sent to the channel; `watermark`: clients read them. */
  delivery: 'post' | 'watermark'
}

/** What a turn came to. `activityId` names the inbound activity in the transcript. */
export type Outcome = {
  conversation: string
  activityId: string
  replayed: boolean
  understood: boolean
  /** What a click in Teams comes to. */
  invoked?: InvokeAnswer
}

/** What turns need. */
export type TurnPorts<State> = {
  store: Pick<TurnStore, 'turn'>
  knowledge: () => Knowledge
  converse: (knowledge: Knowledge, state: State, event: ConversationEvent) => Turn<State>
  createState: () => State
  /** The text without its secrets. */
  mask: (text: string) => string
  clock: () => number
  /** There is more to do than can be done: who has not begun yet is asked to come back. */
  isOverloaded?: () => boolean
  log: Log
}

/** Takes one inbound activity to its committed end. */
export type TakeTurn = (inbound: Inbound) => Promise<Outcome>

type Conclusion<State> = {
  state?: State
  replies: Reply[]
  effects: After['effects']
  facts?: Turn<State>['standing']
  passed?: Turn<State>['passed']
}

const FAULTS_BEFORE_RESTART = 2
const TRANSCRIPT_LIMIT = 32 * 1024

/** Makes the function every channel gives its activities to. It resolves after the commit. */
export function createTurns<State extends object>(ports: TurnPorts<State>): TakeTurn {
  return async (inbound) => {
    const at = ports.clock()
    const conversation = conversationKey(inbound.opening.name)
    const happening = toHappening(inbound.activity, inbound.files)
    let said: (Conclusion<State> & { quarantined: boolean }) | undefined
    const { replayed, answer } = await ports.store.turn(
      { conversation, activity: inbound.id },
      inbound.opening,
      (before) => {
        const after = takeTurn(ports, { inbound, happening, before, at })
        said = { ...after.conclusion, quarantined: before.damaged || after.after.discarded !== undefined }
        return after.after
      },
    )
    // Somebody should look: a healthy bot has none of these.
    if (said?.quarantined) ports.log.error({ event: 'quarantined', conversation: conversation.slice(0, 12) })
    ports.log.info({
      event: 'turn',
      channel: inbound.opening.name.channel,
      conversation: conversation.slice(0, 12),
      kind: happening?.kind ?? inbound.activity.type,
      replayed,
      ...(said && { topic: said.facts?.topic, node: said.facts?.node, replies: said.replies.length }),
      effects: said?.effects.map(({ kind }) => kind) ?? [],
      ms: ports.clock() - at,
    })
    const { activityId = inbound.id, invoked } = answer as { activityId?: string; invoked?: InvokeAnswer }
    return { conversation, activityId, replayed, understood: happening !== undefined, ...(invoked && { invoked }) }
  }
}

type Moment = { inbound: Inbound; happening: Happening | undefined; before: Before; at: number }

function takeTurn<State extends object>(
  ports: TurnPorts<State>,
  moment: Moment,
): { after: After; conclusion: Conclusion<State> } {
  const { before, inbound, happening } = moment
  if (before.seq === 0 && ports.isOverloaded?.()) throw new HttpError(503, 'Busy', { 'Retry-After': '5' })
  const discarded = before.damaged ? undefined : whyUnusable(ports, before)
  const lost = before.damaged || discarded !== undefined
  const state = lost || before.state === undefined ? ports.createState() : (before.state as State)
  const conclusion = conclude(ports, moment, happening, state)
  const failed = happening !== undefined && conclusion.state === undefined && !isTooLong(happening)
  const replies: Reply[] = [...preamble(before, lost), ...conclusion.replies]
  const lines = [toLine(ports, moment), ...replies.map((reply, index) => toReplyLine(moment, reply, index))]
  const after: After = {
    ...(conclusion.state !== undefined || lost ? { state: conclusion.state ?? state } : {}),
    ...(failed && { failed }),
    ...(discarded !== undefined && { discarded }),
    lines,
    effects: conclusion.effects,
    passed: conclusion.passed ?? [],
    outbox: conclusion.effects.flatMap((effect) =>
      effect.kind === 'openTicket'
        ? [{ kind: 'ticket-files', key: effect.ticket.number, payload: { number: effect.ticket.number } }]
        : [],
    ),
    answer: { activityId: activityId(inbound, before.seq + 1), ...answerTo(moment, conclusion) },
  }
  return { after, conclusion }
}

// Kept with the turn: who delivers the click again gets the same card.
function answerTo<State>({ inbound, happening, before }: Moment, conclusion: Conclusion<State>): object {
  if (inbound.profile !== 'teams' || happening?.kind !== 'choice') return {}
  return { invoked: toInvokeAnswer({ data: happening.data, last: before.last }, conclusion) }
}

function preamble({ unconfirmed }: Before, lost: boolean): Reply[] {
  if (lost) return [{ kind: 'message', text: SENTENCES.stateLost }]
  return unconfirmed ? [{ kind: 'message', text: SENTENCES.unconfirmed }] : []
}

function whyUnusable<State extends object>(ports: TurnPorts<State>, { state, faults }: Before): string | undefined {
  if (state === undefined) return undefined
  if (faults >= FAULTS_BEFORE_RESTART) return `${faults} turns in a row failed`
  const { schema } = ports.createState() as { schema?: unknown }
  const found = (state as { schema?: unknown }).schema
  return found === schema ? undefined : `state schema ${String(found)} is not ${String(schema)}`
}

function conclude<State extends object>(
  ports: TurnPorts<State>,
  { inbound, before, at }: Moment,
  happening: Happening | undefined,
  state: State,
): Conclusion<State> {
  if (!happening) return { replies: [], effects: [] }
  if (isTooLong(happening)) return { replies: [{ kind: 'message', text: SENTENCES.tooLong }], effects: [] }
  const { profile, opening } = inbound
  const locale = inbound.activity.locale ?? opening.locale
  try {
    const person = isShared(inbound.activity) ? { person: opening.person } : {}
    const event: ConversationEvent = { ...happening, at, locale, profile, ...person, ticketNumber: before.ticketNumber }
    const turn = ports.converse(ports.knowledge(), state, event)
    const effects = turn.effects.map((effect) => withoutSecrets(effect, ports.mask))
    return { state: turn.state, replies: turn.replies, effects, facts: turn.standing, passed: turn.passed ?? [] }
  } catch (error) {
    ports.log.error({ event: 'fault', conversation: conversationKey(opening.name).slice(0, 12), error })
    return { replies: [{ kind: 'message', text: SENTENCES.fault }], effects: [] }
  }
}

// What people wrote; the rest of an effect comes from documents and checked facts.
function withoutSecrets(effect: Effect, mask: (text: string) => string): Effect {
  if (effect.kind === 'recordMiss') return { ...effect, text: mask(effect.text) }
  return effect.kind === 'recordFeedback' && effect.words ? { ...effect, words: mask(effect.words) } : effect
}

function isTooLong(happening: Happening): boolean {
  return happening.kind === 'message' && happening.text.length > TEXT_LIMIT
}

function toLine<State extends object>(ports: TurnPorts<State>, { inbound, happening, before, at }: Moment): Line {
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
      ...(text !== undefined && { text: keep(ports, text), textFormat: 'plain' }),
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
function keep<State extends object>(ports: TurnPorts<State>, text: string): string {
  if (text.length > TEXT_LIMIT) return `(${text.length} characters, not kept)`
  const masked = ports.mask(text)
  return masked.length > TRANSCRIPT_LIMIT ? `${masked.slice(0, TRANSCRIPT_LIMIT).toWellFormed()} …` : masked
}

function toReplyLine({ inbound, before, at }: Moment, reply: Reply, index: number): Line {
  const { person, bot, profile } = inbound
  return {
    activity: {
      // Clients sort by time: a reply is never as old as what it answers.
      ...envelope(inbound, before.seq + 2 + index, at + 1 + index),
      ...toContent(reply, profile),
      from: { name: '', ...bot, role: 'bot' },
      recipient: { name: '', ...person, role: 'user' },
      replyToId: activityId(inbound, before.seq + 1),
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

function activityId(inbound: Inbound, seq: number): string {
  return inbound.delivery === 'post' ? inbound.id : lineId(inbound.opening.name.conversation, seq)
}

function lineId(conversation: string, seq: number): string {
  return `${conversation}|${String(seq).padStart(7, '0')}`
}
