import type { Kysely, Transaction } from 'kysely'

import { conversationKey } from './conversation-key.ts'
import { toConversation } from './conversation-row.ts'
import type { Dialect } from './dialect.ts'
import type { Schema } from './schema.ts'
import { decodeState, STATE_SCHEMA } from './state-record.ts'
import { storable } from './storable.ts'
import type { After, Before, Opening, StoredLine, TurnKey, TurnResult, TurnStore } from './store.ts'
import { type Moment, quarantine, writeTurn } from './write-turn.ts'

type Seen = { answer: string }

/** Conversations and their turns. */
export function createTurnStore(db: Kysely<Schema>, clock: () => number, dialect: Dialect): TurnStore {
  return {
    turn: (key, opening, work) =>
      db.transaction().execute(async (trx) => {
        await dialect.lock(trx, key.conversation)
        return await takeTurn(trx, { key, at: clock() }, opening, work)
      }),
    open: async (opening) => await insertConversation(db, opening, clock()),
    conversation: async (key) => {
      const row = await db.selectFrom('conversations').selectAll().where('key', '=', key).executeTakeFirst()
      return row && toConversation(row)
    },
    lines: async (conversation, after, limit) => {
      const rows = await db
        .selectFrom('transcript')
        .select(['seq', 'activity', 'at'])
        .where('conversation', '=', conversation)
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(limit)
        .execute()
      return rows.flatMap(({ seq, activity, at }): StoredLine[] => {
        const read = parseStored(activity)
        return typeof read === 'object' && read !== null ? [{ seq, at, activity: { ...read } }] : []
      })
    },
  }
}

async function takeTurn(
  trx: Transaction<Schema>,
  moment: Moment,
  opening: Opening,
  work: (before: Before) => After,
): Promise<TurnResult> {
  const { conversation } = moment.key
  // All at once: a database behind a network answers them in one journey, in this order.
  const [seen, , row, ticketNumber, last] = await Promise.all([
    findAnswer(trx, moment.key),
    insertConversation(trx, opening, moment.at),
    trx
      .selectFrom('conversations')
      .select(['state', 'state_schema', 'checksum', 'seq', 'faults', 'version'])
      .where('key', '=', conversation)
      .executeTakeFirstOrThrow(),
    nextTicketNumber(trx),
    readLastLine(trx, conversation),
  ])
  if (seen) return { replayed: true, answer: parseStored(seen.answer) ?? {} }
  const read = decodeState(conversation, row)
  const damaged = 'problem' in read
  const before: Before = {
    state: damaged ? undefined : read.state,
    damaged,
    faults: row.faults,
    ticketNumber,
    seq: row.seq,
    last,
    unconfirmed: opening.reference !== undefined && (await offerUnconfirmed(trx, conversation)),
  }
  const after = await numberTicket(trx, before, work)
  const reason = damaged ? read.problem : after.discarded
  if (reason !== undefined) await quarantine(trx, moment, row, reason)
  await writeTurn(trx, moment, row, after)
  if (opening.reference !== undefined) await updateReference(trx, conversation, opening.reference)
  return { replayed: false, answer: after.answer }
}

// The number is only taken when a ticket is opened. Where another conversation took it meanwhile, the turn, which
// depends on nothing else, is worked out once more with the one that is now held for it.
async function numberTicket(trx: Transaction<Schema>, before: Before, work: (before: Before) => After): Promise<After> {
  const after = work(before)
  if (!after.effects.some(({ kind }) => kind === 'openTicket')) return after
  const { value } = await trx
    .updateTable('counters')
    .set((eb) => ({ value: eb('value', '+', 1) }))
    .where('name', '=', 'ticket')
    .returning('value')
    .executeTakeFirstOrThrow()
  const ticketNumber = `A-${value}`
  return ticketNumber === before.ticketNumber ? after : work({ ...before, ticketNumber })
}

async function nextTicketNumber(trx: Transaction<Schema>): Promise<string> {
  const { value } = await trx
    .selectFrom('counters')
    .select('value')
    .where('name', '=', 'ticket')
    .executeTakeFirstOrThrow()
  return `A-${value + 1}`
}

/** Whether replies are in doubt; they are spoken of once. */
async function offerUnconfirmed(trx: Transaction<Schema>, conversation: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('transcript')
    .set({ delivery: 'offered' })
    .where('conversation', '=', conversation)
    .where('delivery', '=', 'unconfirmed')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

async function findAnswer(trx: Transaction<Schema>, { conversation, activity }: TurnKey): Promise<Seen | undefined> {
  return await trx
    .selectFrom('turns')
    .select('answer')
    .where('conversation', '=', conversation)
    .where('activity', '=', activity)
    .executeTakeFirst()
}

async function readLastLine(trx: Transaction<Schema>, conversation: string): Promise<unknown> {
  const row = await trx
    .selectFrom('transcript')
    .select('activity')
    .where('conversation', '=', conversation)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && parseStored(row.activity)
}

async function insertConversation(db: Kysely<Schema>, opening: Opening, at: number): Promise<boolean> {
  const { name, person, locale, reference = null } = opening
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('conversations')
    .values({
      key: conversationKey(name),
      channel: name.channel,
      conversation: name.conversation,
      person: storable(person),
      locale,
      reference,
      state: null,
      state_schema: STATE_SCHEMA,
      checksum: null,
      created_at: at,
      updated_at: at,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

// Channels move: the last address is the one to write to.
async function updateReference(trx: Transaction<Schema>, key: string, reference: string): Promise<void> {
  await trx.updateTable('conversations').set({ reference }).where('key', '=', key).execute()
}

// A line that was damaged must not keep a conversation from going on.
function parseStored(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
