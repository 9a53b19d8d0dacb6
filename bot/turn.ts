import type { ChannelProfile, ConversationEvent, Effect, Knowledge, Reply, Turn } from '../dialogs/index.ts'
import { type InboundActivity, isShared, TEXT_LIMIT } from './activity.ts'
import { movesOf, parcelsOf } from './cases/index.ts'
import { type Happening, toHappening } from './event.ts'
import { HttpError } from './http/index.ts'
import { type InvokeAnswer, toInvokeAnswer } from './invoke-answer.ts'
import type { Log } from './log.ts'
import { SENTENCES } from './sentences.ts'
import {
  type After,
  type Before,
  conversationKey,
  type Opening,
  type StoredLine,
  type TurnStore,
  type WrittenLines,
} from './store/index.ts'
import { activityId, linesOf, type Moment } from './turn-lines.ts'

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
  /** What happened elsewhere and is told here: it is no activity of the person. */
  news?: { happening: Happening; entry?: string }
  /** `post`: replies are sent to the channel; `watermark`: clients read them. */
  delivery: 'post' | 'watermark'
}

/** What a turn came to. `activityId` names the inbound activity in the transcript. */
export type Outcome = {
  conversation: string
  activityId: string
  replayed: boolean
  understood: boolean
  /** Other systems may have something to hear of. */
  hasParcels: boolean
  /** What a click in Teams comes to. */
  invoked?: InvokeAnswer
  /** The replies that are the caller's to post. */
  taken?: StoredLine[]
  /** What clients are shown that read the transcript. */
  written?: WrittenLines
}

/** What turns need. */
export type TurnPorts<State> = {
  store: Pick<TurnStore, 'turn'>
  knowledge: () => Knowledge
  converse: (knowledge: Knowledge, state: State, event: ConversationEvent) => Turn<State>
  createState: () => State
  /** The text without its secrets. */
  mask: (text: string) => string
  /** The systems that hear of every case. */
  sinkNames: readonly string[]
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

/** Makes the function every channel gives its activities to. It resolves after the commit. */
export function createTurns<State extends object>(ports: TurnPorts<State>): TakeTurn {
  return async (inbound) => {
    const at = ports.clock()
    const conversation = conversationKey(inbound.opening.name)
    const happening = inbound.news?.happening ?? toHappening(inbound.activity, inbound.files)
    let said: (Conclusion<State> & { quarantined: boolean; hasParcels: boolean }) | undefined
    const { replayed, answer, taken, written } = await ports.store.turn(
      { conversation, activity: inbound.id },
      inbound.opening,
      (before) => {
        const { after, conclusion } = takeTurn(ports, { inbound, happening, before, at })
        const quarantined = before.damaged || after.discarded !== undefined
        said = { ...conclusion, quarantined, hasParcels: after.outbox.length + (after.moves?.length ?? 0) > 0 }
        return after
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
    // Whoever took a replayed turn may have died before they told anybody.
    const hasParcels = said?.hasParcels ?? true
    const understood = happening !== undefined
    const more = { ...(invoked && { invoked }), ...(taken && { taken }), ...(written && { written }) }
    return { conversation, activityId, replayed, understood, hasParcels, ...more }
  }
}

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
  const first = preamble(before, lost)
  const { effects } = conclusion
  const after: After = {
    ...(conclusion.state !== undefined || lost ? { state: conclusion.state ?? state } : {}),
    ...(failed && { failed }),
    ...(discarded !== undefined && { discarded }),
    lines: linesOf(ports.mask, moment, [...first, ...conclusion.replies]),
    // News come from nobody who waits for an answer.
    ...(inbound.delivery === 'post' && !inbound.news && { posts: true }),
    effects,
    passed: conclusion.passed ?? [],
    outbox: parcelsOf(effects, ports.sinkNames),
    moves: movesOf(effects, ports.sinkNames),
    ...(inbound.news?.entry && { tells: { entry: inbound.news.entry, line: first.length } }),
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
    const name = knownName(inbound)
    const { ticketNumber, cases } = before
    const own = { ...person, ...(name !== undefined && { name }) }
    const event: ConversationEvent = { ...happening, at, locale, profile, ...own, ticketNumber, cases }
    const turn = ports.converse(ports.knowledge(), state, event)
    const effects = turn.effects.map((effect) => withoutSecrets(effect, ports.mask))
    return { state: turn.state, replies: turn.replies, effects, facts: turn.standing, passed: turn.passed ?? [] }
  } catch (error) {
    // Nobody asked: the news wait until they can be told.
    if (inbound.news) throw error
    ports.log.error({ event: 'fault', conversation: conversationKey(opening.name).slice(0, 12), error })
    return { replies: [{ kind: 'message', text: SENTENCES.fault }], effects: [] }
  }
}

// Teams knows its people, and so do we where they signed in; elsewhere a name is what somebody typed.
function knownName({ profile, opening, person }: Inbound): string | undefined {
  const isOwn = opening.name.channel === 'directline' && opening.reference === undefined
  return profile === 'teams' || isOwn ? person.name : undefined
}

// What people wrote; the rest of an effect comes from documents and checked facts.
function withoutSecrets(effect: Effect, mask: (text: string) => string): Effect {
  if (effect.kind === 'recordMiss') return { ...effect, text: mask(effect.text) }
  if (effect.kind === 'tellExpert') return { ...effect, words: mask(effect.words) }
  if (effect.kind === 'openTicket') {
    const { words, contact, ...rest } = effect.ticket
    const said = { ...(words && { words: mask(words) }), ...(contact && { contact: mask(contact) }) }
    return { ...effect, ticket: { ...rest, ...said } }
  }
  return effect.kind === 'recordFeedback' && effect.words ? { ...effect, words: mask(effect.words) } : effect
}

function isTooLong(happening: Happening): boolean {
  return happening.kind === 'message' && happening.text.length > TEXT_LIMIT
}
