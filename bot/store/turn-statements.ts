import { type Insertable, type Kysely, sql } from 'kysely'

import { prepare } from './prepare.ts'
import type { Schema } from './schema.ts'

type Conversation = {
  state: string | null
  state_schema: number | null
  checksum: string | null
  key: string
  reference: string | null
  seq: number
  faults: number
  version: number
  at: number
}
type New<Table extends keyof Schema> = Insertable<Schema[Table]>

/** What a turn writes, ready for its values. */
export type TurnStatements = ReturnType<typeof prepareTurnStatements>

/** Builds the statements that turns write with. */
export function prepareTurnStatements(db: Kysely<Schema>) {
  return {
    ...prepareConversation(db),
    line: prepare<New<'transcript'>>(db, (db, row) =>
      db
        .insertInto('transcript')
        .values(pick(row, 'conversation', 'seq', 'turn', 'activity', 'hash', 'delivery', 'taken_until', 'at')),
    ),
    parcel: prepare<New<'outbox'>>(db, (db, row) =>
      db
        .insertInto('outbox')
        .values(pick(row, 'id', 'kind', 'key', 'payload', 'due_at', 'at'))
        .onConflict((conflict) => conflict.columns(['kind', 'key']).doNothing()),
    ),
    event: prepare<New<'events'>>(db, (db, row) =>
      db.insertInto('events').values(pick(row, 'conversation', 'kind', 'topic', 'node', 'code', 'at', 'place')),
    ),
    miss: prepare<New<'misses'>>(db, (db, row) =>
      db.insertInto('misses').values(pick(row, 'id', 'conversation', 'text', 'reason', 'at')),
    ),
    feedback: prepare<New<'feedback'>>(db, (db, row) =>
      db
        .insertInto('feedback')
        .values(pick(row, 'id', 'conversation', 'node', 'graph', 'helpful', 'words', 'at'))
        // Whoever says more about an answer, or something else, has still one opinion of it.
        .onConflict((conflict) =>
          conflict.columns(['conversation', 'node', 'graph']).doUpdateSet((eb) => ({
            helpful: eb.ref('excluded.helpful'),
            words: eb.ref('excluded.words'),
            at: eb.ref('excluded.at'),
          })),
        ),
    ),
    turn: prepare<New<'turns'>>(db, (db, row) =>
      db.insertInto('turns').values(pick(row, 'conversation', 'activity', 'answer', 'at')),
    ),
  }
}

function prepareConversation(db: Kysely<Schema>) {
  return {
    conversation: prepare<Conversation>(db, (db, row) =>
      db
        .updateTable('conversations')
        .set((eb) => ({
          // Null leaves what is there.
          state: eb.fn.coalesce(eb.val(row.state), 'state'),
          state_schema: sql`coalesce(cast(${row.state_schema} as integer), state_schema)`,
          checksum: eb.fn.coalesce(eb.val(row.checksum), 'checksum'),
          reference: eb.fn.coalesce(eb.val(row.reference), 'reference'),
          ...pick(row, 'seq', 'faults', 'version'),
          updated_at: row.at,
        }))
        .where('key', '=', row.key),
    ),
    quarantined: prepare<New<'quarantine'>>(db, (db, row) =>
      db.insertInto('quarantine').values(pick(row, 'id', 'conversation', 'reason', 'record', 'at')),
    ),
    offer: prepare<{ conversation: string; at: number }>(db, (db, { conversation, at }) =>
      db
        .updateTable('transcript')
        .set({ delivery: 'pending', offered_at: at })
        .where('conversation', '=', conversation)
        // Literal, so that SQLite sees that its index covers it.
        .where('delivery', '=', sql.lit('unconfirmed'))
        .where('offered_at', 'is', null),
    ),
  }
}

function pick<Row, Name extends keyof Row>(row: Row, ...names: Name[]): Pick<Row, Name> {
  return Object.fromEntries(names.map((name) => [name, row[name]])) as Pick<Row, Name>
}
