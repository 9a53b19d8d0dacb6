import { z } from 'zod'

import type { Happening } from '../event.ts'
import type { ConversationRecord, OutboxStore, Parcel, TurnStore } from '../store/index.ts'
import type { Inbound, Outcome } from '../turn.ts'
import type { Case, CaseEntry } from './case.ts'
import type { CaseStore } from './case-store.ts'

export type CaseNewsPorts = {
  cases: Pick<CaseStore, 'case' | 'entryDelivery'>
  store: Pick<TurnStore, 'conversation'>
  /** Takes a turn in which nobody of the conversation speaks. */
  takeTurn: (inbound: Inbound) => Promise<Outcome>
  /** There is something new to read in a conversation. */
  notify: (conversation: string) => void
}

/** Brings one piece of news. */
export type CaseNews = (parcel: Pick<Parcel, 'key' | 'payload'>) => Promise<void>

/** The outbox lane on which people hear of their cases. */
export const NEWS_LANE = 'case-news'

const Payload = z.object({
  number: z.string(),
  entry: z.string().optional(),
  move: z.string().optional(),
})
const Reference = z.object({
  user: z.object({ id: z.string(), name: z.string().optional() }),
  bot: z.object({ id: z.string(), name: z.string().optional() }),
  conversation: z.object({ tenantId: z.string().optional() }),
})

const BOT = { id: 'bot', name: 'Activation support' }

/** Brings what IT does with a case to the chat the person used. The parcel's key is the turn's: it is told once. */
export function createCaseNews(ports: CaseNewsPorts): CaseNews {
  return async ({ key, payload }) => {
    const { number, entry: id, move } = Payload.parse(payload)
    const found = await ports.cases.case(number)
    // Erased meanwhile: then there is nobody to tell.
    if (!found) return
    const entry = found.entries.find((one) => one.id === id)
    const happening = entry ? tellEntry(found, entry) : tellMove(found, move)
    if (!happening) return
    const conversation = await ports.store.conversation(found.conversation)
    const inbound = conversation && toInbound(conversation, key, { happening, ...(id !== undefined && { entry: id }) })
    if (!inbound) {
      if (id !== undefined) await ports.cases.entryDelivery(id, 'failed')
      return
    }
    await ports.takeTurn(inbound)
    ports.notify(found.conversation)
  }
}

export type ParkedPorts = {
  cases: Pick<CaseStore, 'entryDelivery'>
  store: Pick<OutboxStore, 'takenBy'>
  tell: CaseNews
}

// Writes folders on the bot's own machine: nobody of IT need have seen them.
const OWN_LANE = 'ticket-files'

/** Says what it means for people that a parcel is left to somebody of IT. */
export async function tellParked({ cases, store, tell }: ParkedPorts, parcel: Parcel): Promise<void> {
  const payload = Payload.safeParse(parcel.payload).data
  if (!payload) return
  if (parcel.kind === NEWS_LANE) {
    if (payload.entry !== undefined) await cases.entryDelivery(payload.entry, 'failed')
    return
  }
  const isOpening = parcel.key === payload.number
  const others = isOpening ? (await store.takenBy(parcel.key)).filter((kind) => kind !== OWN_LANE) : []
  if (!isOpening || others.length > 0 || parcel.kind === OWN_LANE) return
  await tell({ key: `${parcel.key}/parked`, payload: { number: payload.number, move: 'parked' } })
}

function tellEntry({ number, status }: Case, { kind, text, author }: CaseEntry): Happening | undefined {
  if (kind === 'words') return undefined
  return { kind: 'ticket', number, status, words: text, said: kind, ...(author !== undefined && { author }) }
}

// What is no longer so is not told: who had a case for a minute does not matter to the person.
function tellMove({ number, status, owner }: Case, move: string | undefined): Happening | undefined {
  const author = owner ? { author: owner.name } : {}
  const isRunning = status === 'open' || status === 'claimed' || status === 'waiting'
  if (!isRunning) return undefined
  if (move === 'parked') return { kind: 'ticket', number, status: 'parked' }
  if (move === 'reopen') return { kind: 'ticket', number, status: 'reopened', ...author }
  if (move === 'release') return status === 'open' ? { kind: 'ticket', number, status: 'open' } : undefined
  if (move !== 'claim' && move !== 'assign') return undefined
  return owner ? { kind: 'ticket', number, status: 'claimed', ...author } : undefined
}

function toInbound(
  { channel, conversation, person, locale, reference }: ConversationRecord,
  id: string,
  news: NonNullable<Inbound['news']>,
): Inbound | undefined {
  const activity = { type: 'event', name: NEWS_LANE, channelId: channel }
  const shared = { activity, id, files: [], news }
  // Removed from Teams: what is kept in the transcript is read by nobody there.
  if (reference === undefined && channel === 'msteams') return undefined
  if (reference === undefined) {
    const opening = { name: { channel, conversation }, person, locale }
    return { ...shared, opening, profile: 'webchat', person: { id: person }, bot: BOT, delivery: 'watermark' }
  }
  const known = readReference(reference)
  if (!known) return undefined
  const { tenantId: tenant } = known.conversation
  return {
    ...shared,
    opening: { name: { channel, conversation, ...(tenant !== undefined && { tenant }) }, person, locale, reference },
    profile: channel === 'msteams' ? 'teams' : 'webchat',
    person: known.user,
    bot: known.bot,
    delivery: 'post',
  }
}

function readReference(reference: string): z.infer<typeof Reference> | undefined {
  try {
    return Reference.parse(JSON.parse(reference))
  } catch {
    return undefined
  }
}
