import { z } from 'zod'

import { type InboundActivity, mentionsBot, withoutMention } from '../activity.ts'
import type { Case, CaseStore, Expert, Move, MoveOutcome } from '../cases/index.ts'
import type { TitleOf } from '../handoff/describe-case.ts'
import type { TeamsSettings } from '../handoff/index.ts'
import { type InvokeAnswer, words as sayToOne } from '../invoke-answer.ts'
import type { Log } from '../log.ts'
import { CARD } from '../reply-activity.ts'
import { renderCase, renderNotice } from './case-card.ts'
import { EXPERT_WORDS as WORDS } from './expert-words.ts'
import { createLanes } from './one-at-a-time.ts'
import { channelOf, type TeamsOutlet, threadId, threadOf } from './teams-outlet.ts'

/** A channel in which cases are worked on. */
export type ExpertChannel = {
  settings: TeamsSettings
  /** Reads a case without names, for a channel that belongs to somebody else. */
  readNameless?: (number: string) => Promise<Case>
  /** Where a case is at the desk, for a channel of one's own. */
  pageOf?: (number: string) => string | undefined
}

export type ExpertDeskPorts = {
  channels: readonly ExpertChannel[]
  cases: Pick<CaseStore, 'move' | 'linked'>
  outlet: TeamsOutlet
  titleOf: TitleOf
  log: Pick<Log, 'info' | 'warn'>
}

/** What an activity came to that was meant for a case and not for a conversation. */
export type Heard = { invoked?: InvokeAnswer }

/** Hears experts; undefined for everything that is not about a case of IT. */
export type ExpertDesk = (activity: InboundActivity) => Promise<Heard | undefined>

const Data = z.object({
  kind: z.literal('case'),
  number: z.string().regex(/^A-\d{1,12}$/),
  version: z.int().nonnegative(),
  move: z.enum(['claim', 'assign', 'ask', 'answer', 'resolve', 'reopen']),
  /** What stood in the box. */
  words: z.string().trim().max(10_000).optional().catch(undefined),
})
type Data = z.infer<typeof Data>
const Execute = z.object({ action: z.object({ data: z.unknown() }) })
const LONGEST_WORDS = 10_000

/** Takes what experts do in their channels: buttons of a case's card, and replies in its thread. */
export function createExpertDesk(given: ExpertDeskPorts): ExpertDesk {
  // A crowd that waits for one case must not hold all connections to the database while it waits.
  const inTurn = createLanes()
  const move: CaseStore['move'] = (number, ...rest) => inTurn(number, () => given.cases.move(number, ...rest))
  const ports = { ...given, cases: { ...given.cases, move } }
  return async (activity) => {
    const data = dataOf(activity)
    if (data) return await takeClick(ports, activity, data)
    return await takeReply(ports, activity)
  }
}

function dataOf({ type, name, value }: InboundActivity): Data | undefined {
  const isClick = type === 'invoke' && name === 'adaptiveCard/action'
  const given = isClick ? Execute.safeParse(value).data?.action.data : type === 'message' ? value : undefined
  return Data.safeParse(given).data
}

async function takeClick(ports: ExpertDeskPorts, activity: InboundActivity, data: Data): Promise<Heard> {
  const channel = channelFor(ports, activity)
  const expert = expertOf(activity)
  // A card that was forwarded, another organisation, or somebody without a directory entry.
  if (!channel || !expert) {
    ports.log.warn({ event: 'expert-refused', key: data.number, kind: data.move })
    return { invoked: sayToOne(WORDS.notHere) }
  }
  const outcome = await ports.cases.move(data.number, expert, toMove(data, expert), {
    once: onceOf(activity),
    // Who resolves has read it all; the others may be a moment behind.
    ...(data.move === 'resolve' && { version: data.version }),
  })
  note(ports, data, outcome)
  if (!outcome.case) return { invoked: sayToOne(WORDS.refused('unknown', undefined)) }
  const reason = noteOf(data, outcome)
  if (activity.type === 'invoke') {
    const shown = await channel.readNameless?.(data.number)
    const [attachment] = renderCase(shown ?? outcome.case, {
      titleOf: ports.titleOf,
      page: channel.pageOf?.(data.number),
      note: reason,
    }).attachments
    const { content } = attachment as { content: unknown }
    return { invoked: { statusCode: 200, type: CARD, value: content } }
  }
  if (reason !== undefined) await say(ports, channel, activity, `${data.number}: ${reason}`)
  return {}
}

function noteOf({ move }: Data, outcome: MoveOutcome): string | undefined {
  if (outcome.ok) return undefined
  const owner = outcome.case?.owner?.name
  return move === 'claim' && outcome.reason === 'taken' ? WORDS.taken(owner) : WORDS.refused(outcome.reason, owner)
}

function toMove({ move, words = '' }: Data, expert: Expert): Move {
  switch (move) {
    case 'assign':
      return { kind: 'assign', to: expert }
    case 'ask':
    case 'answer':
      return { kind: move, words }
    case 'resolve':
      return words === '' ? { kind: 'resolve' } : { kind: 'resolve', words }
    case 'claim':
    case 'reopen':
      return { kind: move }
  }
}

async function takeReply(ports: ExpertDeskPorts, activity: InboundActivity): Promise<Heard | undefined> {
  const thread = threadOf(activity.conversation?.id ?? '')
  const channel = activity.type === 'message' && thread !== undefined ? channelFor(ports, activity) : undefined
  if (!channel || thread === undefined) return undefined
  const number = await ports.cases.linked(channel.settings.name, threadId(channel.settings, thread))
  if (number === undefined) return undefined
  // Experts talk among themselves as well.
  if (!mentionsBot(activity)) return {}
  const expert = expertOf(activity)
  if (!expert) {
    await say(ports, channel, activity, WORDS.notHere)
    return {}
  }
  const words = withoutMention(activity).slice(0, LONGEST_WORDS)
  const outcome = await ports.cases.move(number, expert, { kind: 'answer', words }, { once: onceOf(activity) })
  note(ports, { number, move: 'answer' }, outcome)
  if (!outcome.ok) await say(ports, channel, activity, WORDS.refused(outcome.reason, outcome.case?.owner?.name))
  return {}
}

/** The channel in which this was said, if it is one in which cases are worked on. */
function channelFor({ channels }: ExpertDeskPorts, activity: InboundActivity): ExpertChannel | undefined {
  const { channelId, conversation, channelData } = activity
  if (channelId !== 'msteams' || !conversation) return undefined
  const tenants = [conversation.tenantId, channelData?.tenant?.id].filter((id) => id !== undefined)
  return channels.find(
    ({ settings: { tenant, channel } }) =>
      tenants.length > 0 && tenants.every((id) => id === tenant) && channelOf(conversation.id) === channel,
  )
}

// Guests of other kinds have no entry in the directory, and nobody could say who did it.
function expertOf({ from }: InboundActivity): Expert | undefined {
  if (from?.aadObjectId === undefined) return undefined
  return { id: from.aadObjectId, name: (from.name ?? '').trim() || from.aadObjectId, via: 'teams' }
}

function onceOf({ id, conversation }: InboundActivity): string {
  return `teams ${conversation?.id ?? ''} ${id ?? crypto.randomUUID()}`
}

// Nothing depends on it: the case stands as the card shows it.
async function say(
  { outlet, log }: ExpertDeskPorts,
  { settings }: ExpertChannel,
  activity: InboundActivity,
  text: string,
) {
  const thread = threadOf(activity.conversation?.id ?? '') ?? activity.replyToId
  if (thread === undefined) return
  try {
    await outlet.reply(settings, thread, renderNotice('', text))
  } catch (error) {
    log.warn({ event: 'expert-unanswered', error })
  }
}

function note({ log }: ExpertDeskPorts, { number, move }: Pick<Data, 'number' | 'move'>, outcome: MoveOutcome): void {
  log.info({ event: 'expert-move', key: number, kind: move, ...(!outcome.ok && { reason: outcome.reason }) })
}
