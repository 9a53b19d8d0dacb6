import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'

import type { Effect } from '../../dialogs/index.ts'
import { writeEvents } from './events.ts'
import { moveCase } from './move-case.ts'
import { linkEntry, openCase } from './open-case.ts'
import type { Schema } from './schema.ts'
import { encodeState, type StateRecord } from './state-record.ts'
import { storable } from './storable.ts'
import type { After, TurnKey } from './store.ts'

/** Which turn it is, and when. */
export type Moment = { key: TurnKey; at: number }

/** What a turn finds of its conversation. */
export type ConversationRow = StateRecord & { seq: number; faults: number; version: number }

/** Writes everything that a turn comes to; its key last. */
export async function writeTurn(
  trx: Transaction<Schema>,
  moment: Moment,
  row: ConversationRow,
  after: After,
): Promise<void> {
  const { key, at } = moment
  const seq = row.seq + after.lines.length
  await trx
    .updateTable('conversations')
    .set({
      ...(after.state === undefined ? {} : encodeState(key.conversation, after.state)),
      seq,
      faults: after.failed ? row.faults + 1 : 0,
      version: row.version + 1,
      updated_at: at,
    })
    .where('key', '=', key.conversation)
    .execute()
  if (after.lines.length > 0) await writeLines(trx, moment, row.seq, after.lines)
  for (const effect of after.effects) await writeEffect(trx, moment, effect, seq)
  await writeEvents(trx, key.conversation, after.passed ?? [], at)
  for (const parcel of after.outbox) await writeParcel(trx, parcel, at)
  for (const { number, move, lanes } of after.moves ?? [])
    await moveCase(trx, { number, actor: { via: 'chat' }, move, lanes, at })
  if (after.tells !== undefined) await linkEntry(trx, after.tells, row.seq, after.lines)
  await trx
    .insertInto('turns')
    .values({ ...key, answer: JSON.stringify(after.answer), at })
    .execute()
}

async function writeParcel(
  trx: Transaction<Schema>,
  { kind, key, payload }: After['outbox'][number],
  at: number,
): Promise<void> {
  await trx
    .insertInto('outbox')
    .values({ id: randomUUID(), kind, key, payload: JSON.stringify(payload), due_at: at, at })
    .onConflict((conflict) => conflict.columns(['kind', 'key']).doNothing())
    .execute()
}

/** Keeps a copy of a state that cannot be used. */
export async function quarantine(
  trx: Transaction<Schema>,
  moment: Moment,
  row: ConversationRow,
  reason: string,
): Promise<void> {
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

async function writeLines(
  trx: Transaction<Schema>,
  { key, at }: Moment,
  after: number,
  lines: After['lines'],
): Promise<void> {
  await trx
    .insertInto('transcript')
    .values(
      lines.map((line, index) => ({
        conversation: key.conversation,
        seq: after + 1 + index,
        turn: key.activity,
        activity: JSON.stringify(line.activity),
        hash: line.hash ?? null,
        delivery: line.delivery ?? null,
        at,
      })),
    )
    .execute()
}

async function writeEffect(trx: Transaction<Schema>, moment: Moment, effect: Effect, seq: number): Promise<void> {
  const { at } = moment
  const { conversation } = moment.key
  const id = randomUUID()
  switch (effect.kind) {
    case 'openTicket':
      await openCase(trx, { conversation, ticket: effect.ticket, seq, at })
      return
    case 'recordMiss':
      await trx
        .insertInto('misses')
        .values({ id, conversation, text: storable(effect.text), reason: effect.reason, at })
        .execute()
      return
    case 'recordFeedback': {
      const { node, graph, helpful, words } = effect
      await trx
        .insertInto('feedback')
        .values({
          id,
          conversation,
          node,
          graph,
          helpful: helpful ? 1 : 0,
          words: words === undefined ? null : storable(words),
          at,
        })
        .execute()
    }
  }
}
