import { randomUUID } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'

import type { Effect } from '../../dialogs/index.ts'
import { conversationKey } from './conversation-key.ts'
import { toConversation } from './conversation-row.ts'
import type { Schema } from './schema.ts'
import { decodeState, encodeState, STATE_SCHEMA, type StateRecord } from './state-record.ts'
import type { After, Before, Opening, TurnKey, TurnResult, TurnStore } from './store.ts'

type Moment = { key: TurnKey; at: number }
type Row = StateRecord & { seq: number; faults: number; version: number }

/** Conversations and their turns. */
export function createTurnStore(db: Kysely<Schema>, clock: () => number): TurnStore {
  return {
    turn: (key, opening, work) => db.transaction().execute((trx) => takeTurn(trx, { key, at: clock() }, opening, work)),
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
      return rows.map(({ seq, activity, at }) => ({ seq, at, activity: JSON.parse(activity) }))
    },
  }
}

async function takeTurn(
  trx: Transaction<Schema>,
  moment: Moment,
  opening: Opening,
  work: (before: Before) => After,
): Promise<TurnResult> {
  const { conversation, activity } = moment.key
  const seen = await trx
    .selectFrom('turns')
    .select('answer')
    .where('conversation', '=', conversation)
    .where('activity', '=', activity)
    .executeTakeFirst()
  if (seen) return { replayed: true, answer: JSON.parse(seen.answer) }
  await insertConversation(trx, opening, moment.at)
  const row = await trx
    .selectFrom('conversations')
    .select(['state', 'state_schema', 'checksum', 'seq', 'faults', 'version'])
    .where('key', '=', conversation)
    .executeTakeFirstOrThrow()
  const read = decodeState(row)
  const damaged = 'problem' in read
  if (damaged) await quarantine(trx, moment, row, read.problem)
  const after = work({
    state: damaged ? undefined : read.state,
    damaged,
    faults: row.faults,
    ticketNumber: await nextTicketNumber(trx),
    seq: row.seq,
    last: await readLine(trx, conversation, row.seq),
  })
  if (after.discarded !== undefined && !damaged) await quarantine(trx, moment, row, after.discarded)
  await writeTurn(trx, moment, row, after)
  if (opening.reference !== undefined) await updateReference(trx, conversation, opening.reference)
  return { replayed: false, answer: after.answer }
}

async function readLine(trx: Transaction<Schema>, conversation: string, seq: number): Promise<unknown> {
  const row = await trx
    .selectFrom('transcript')
    .select('activity')
    .where('conversation', '=', conversation)
    .where('seq', '=', seq)
    .executeTakeFirst()
  return row && JSON.parse(row.activity)
}

async function insertConversation(db: Kysely<Schema>, opening: Opening, at: number): Promise<boolean> {
  const { name, person, locale, reference = null } = opening
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('conversations')
    .values({
      key: conversationKey(name),
      channel: name.channel,
      conversation: name.conversation,
      person,
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

async function writeTurn(trx: Transaction<Schema>, moment: Moment, row: Row, after: After): Promise<void> {
  const { key, at } = moment
  await trx
    .updateTable('conversations')
    .set({
      ...(after.state === undefined ? {} : encodeState(after.state)),
      seq: row.seq + after.lines.length,
      faults: after.failed ? row.faults + 1 : 0,
      version: row.version + 1,
      updated_at: at,
    })
    .where('key', '=', key.conversation)
    .execute()
  for (const [index, line] of after.lines.entries()) {
    await trx
      .insertInto('transcript')
      .values({
        conversation: key.conversation,
        seq: row.seq + 1 + index,
        turn: key.activity,
        activity: JSON.stringify(line.activity),
        hash: line.hash ?? null,
        delivery: line.delivery ?? null,
        at,
      })
      .execute()
  }
  for (const effect of after.effects) await writeEffect(trx, moment, effect, row.seq + after.lines.length)
  for (const { kind, key: parcelKey, payload } of after.outbox) {
    await trx
      .insertInto('outbox')
      .values({ id: randomUUID(), kind, key: parcelKey, payload: JSON.stringify(payload), due_at: at, at })
      .onConflict((conflict) => conflict.columns(['kind', 'key']).doNothing())
      .execute()
  }
  await trx
    .insertInto('turns')
    .values({ ...key, answer: JSON.stringify(after.answer), at })
    .execute()
}

// Channels move: the last address is the one to write to.
async function updateReference(trx: Transaction<Schema>, key: string, reference: string): Promise<void> {
  await trx.updateTable('conversations').set({ reference }).where('key', '=', key).execute()
}

async function writeEffect(trx: Transaction<Schema>, moment: Moment, effect: Effect, seq: number): Promise<void> {
  const { at } = moment
  const { conversation } = moment.key
  const id = randomUUID()
  switch (effect.kind) {
    case 'openTicket': {
      const { number } = effect.ticket
      await trx
        .insertInto('tickets')
        .values({ number, conversation, status: 'open', draft: JSON.stringify(effect.ticket), seq, at })
        .execute()
      await trx
        .updateTable('counters')
        .set((eb) => ({ value: eb('value', '+', 1) }))
        .where('name', '=', 'ticket')
        .execute()
      return
    }
    case 'recordMiss':
      await trx
        .insertInto('misses')
        .values({ id, conversation, text: effect.text, reason: effect.reason, at })
        .execute()
      return
    case 'recordFeedback': {
      const { node, graph, helpful, words = null } = effect
      await trx
        .insertInto('feedback')
        .values({ id, conversation, node, graph, helpful: helpful ? 1 : 0, words, at })
        .execute()
    }
  }
}

async function nextTicketNumber(trx: Transaction<Schema>): Promise<string> {
  const { value } = await trx
    .selectFrom('counters')
    .select('value')
    .where('name', '=', 'ticket')
    .executeTakeFirstOrThrow()
  return `A-${value + 1}`
}

async function quarantine(trx: Transaction<Schema>, moment: Moment, row: Row, reason: string): Promise<void> {
  const { state, state_schema: schema, checksum } = row
  await trx
    .insertInto('quarantine')
    .values({
      id: randomUUID(),
      conversation: moment.key.conversation,
      reason,
      record: JSON.stringify({ state, schema, checksum }),
      at: moment.at,
    })
    .execute()
}
