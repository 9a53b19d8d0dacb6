import { type Kysely, sql, type Transaction } from 'kysely'

import { glimpseCases } from './cases.ts'
import { conversationKey } from './conversation-key.ts'
import { toConversation } from './conversation-row.ts'
import type { Dialect } from './dialect.ts'
import type { Schema } from './schema.ts'
import { decodeState, STATE_SCHEMA } from './state-record.ts'
import { storable } from './storable.ts'
import type { After, Before, Opening, StoredLine, TurnKey, TurnResult, TurnStore } from './store.ts'
import { type ConversationRow, type Moment, quarantine, writeTurn } from './write-turn.ts'

type Row = ConversationRow & { answer: string | null; last: string | null; tickets: number; hasCases: number | null }

/** Conversations and their turns. */
export function createTurnStore(db: Kysely<Schema>, clock: () => number, dialect: Dialect): TurnStore {
  return {
    turn: (key, opening, work) =>
      db.transaction().execute(async (trx) => {
        await dialect.lock(trx, key.conversation)
        return await takeTurn({ trx, dialect }, { key, at: clock() }, opening, work)
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
  { trx, dialect }: { trx: Transaction<Schema>; dialect: Dialect },
  moment: Moment,
  opening: Opening,
  work: (before: Before) => After,
): Promise<TurnResult> {
  const { conversation } = moment.key
  const row = (await findRow(trx, moment.key)) ?? (await openRow(trx, moment, opening))
  if (row.answer !== null) return { replayed: true, answer: parseStored(row.answer) ?? {} }
  const cases = row.hasCases === null ? [] : await glimpseCases(trx, dialect, conversation)
  const read = decodeState(conversation, row)
  const damaged = 'problem' in read
  const before: Before = {
    state: damaged ? undefined : read.state,
    damaged,
    faults: row.faults,
    ticketNumber: `A-${row.tickets + 1}`,
    seq: row.seq,
    cases,
    last: row.last === null ? undefined : parseStored(row.last),
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

/** What a turn needs to know, in one statement: each costs a journey when the database is behind a network. */
async function findRow(trx: Transaction<Schema>, { conversation, activity }: TurnKey): Promise<Row | undefined> {
  return await trx
    .selectFrom('conversations')
    .select(['state', 'state_schema', 'checksum', 'seq', 'faults', 'version'])
    .select((eb) => [
      eb
        .selectFrom('turns')
        .select('answer')
        .where('conversation', '=', conversation)
        .where('activity', '=', activity)
        .as('answer'),
      eb
        .selectFrom('transcript')
        .select('activity')
        .where('conversation', '=', conversation)
        .orderBy('seq', 'desc')
        .limit(1)
        .as('last'),
      eb
        .selectFrom('tickets')
        .select(sql<number>`1`.as('one'))
        .where('conversation', '=', conversation)
        .limit(1)
        .as('hasCases'),
      eb.selectFrom('counters').select('value').where('name', '=', 'ticket').$asScalar().$notNull().as('tickets'),
    ])
    .where('key', '=', conversation)
    .executeTakeFirst()
}

async function openRow(trx: Transaction<Schema>, { key, at }: Moment, opening: Opening): Promise<Row> {
  await insertConversation(trx, opening, at)
  const row = await findRow(trx, key)
  if (!row) throw new Error('The key of a turn is not the one of its conversation.')
  return row
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
