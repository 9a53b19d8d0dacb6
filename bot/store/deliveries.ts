import { type CompiledQuery, type ExpressionBuilder, type Kysely, type Selectable, sql } from 'kysely'

import { RECORD, toConversation } from './conversation-row.ts'
import type { Dialect } from './dialect.ts'
import { isOpenReply } from './open-replies.ts'
import { prepare } from './prepare.ts'
import type { Schema } from './schema.ts'
import type { Delivery, DeliveryStore } from './store.ts'

/** How long whoever takes replies may need to post them; after that, nobody knows what became of them. */
export const POSTING_TIME = 30_000

/** Replies on their way to a channel. */
export function createDeliveryStore(db: Kysely<Schema>, clock: () => number, dialect: Dialect): DeliveryStore {
  const statements = prepareDeliveries(db)
  return {
    takeReplies: (conversation) =>
      db.transaction().execute(async (trx) => {
        await dialect.lock(trx, `deliveries ${conversation}`)
        return await takeReplies(trx, statements, { conversation, now: clock() })
      }),
    markReply: async (conversation, seq, delivery) => {
      await db.executeQuery(statements.mark({ conversation, seq, delivery }))
    },
    undelivered: async () => {
      const rows = await db
        .selectFrom('conversations')
        .select(RECORD)
        .where((eb) =>
          eb.or([
            eb('key', 'in', open(eb).where('delivery', '=', sql.lit('pending'))),
            eb('key', 'in', open(eb).where('delivery', '=', sql.lit('sending')).where('taken_until', '<=', clock())),
          ]),
        )
        .execute()
      return rows.map(toConversation)
    },
  }
}

function open(eb: ExpressionBuilder<Schema, 'conversations'>) {
  return eb.selectFrom('transcript').select('transcript.conversation').where(isOpenReply)
}

type Taking = { conversation: string; now: number }
type Taken = Pick<Selectable<Schema['transcript']>, 'seq' | 'activity' | 'at'>

async function takeReplies(trx: Kysely<Schema>, statements: ReturnType<typeof prepareDeliveries>, taking: Taking) {
  await trx.executeQuery(statements.doubt(taking))
  // Somebody posts the replies before these: order is theirs to keep.
  const { rows: taken } = await trx.executeQuery(statements.taken(taking))
  if (taken.length > 0) return []
  const { rows } = await trx.executeQuery<Taken>(
    statements.take({ ...taking, until: taking.now + POSTING_TIME }) as CompiledQuery<Taken>,
  )
  return rows
    .toSorted((a, b) => a.seq - b.seq)
    .map(({ seq, activity, at }) => ({ seq, at, activity: JSON.parse(activity) }))
}

// Literal, so that SQLite sees that its index covers it.
function prepareDeliveries(db: Kysely<Schema>) {
  return {
    doubt: prepare<Taking>(db, (db, { conversation, now }) =>
      db
        .updateTable('transcript')
        .set({ delivery: 'unconfirmed', taken_until: null })
        .where(isOpenReply)
        .where('conversation', '=', conversation)
        .where('delivery', '=', sql.lit('sending'))
        .where('taken_until', '<=', now),
    ),
    taken: prepare<Taking>(db, (db, { conversation }) =>
      db
        .selectFrom('transcript')
        .select('seq')
        .where(isOpenReply)
        .where('conversation', '=', conversation)
        .where('delivery', '=', sql.lit('sending'))
        .limit(1),
    ),
    take: prepare<Taking & { until: number }>(db, (db, { conversation, until }) =>
      db
        .updateTable('transcript')
        .set({ delivery: 'sending', taken_until: until })
        .where(isOpenReply)
        .where('conversation', '=', conversation)
        .where('delivery', '=', sql.lit('pending'))
        .returning(['seq', 'activity', 'at']),
    ),
    mark: prepare<{ conversation: string; seq: number; delivery: Delivery }>(
      db,
      (db, { conversation, seq, delivery }) =>
        db
          .updateTable('transcript')
          .set({ delivery, taken_until: null })
          .where('conversation', '=', conversation)
          .where('seq', '=', seq)
          .where('delivery', '=', sql.lit('sending')),
    ),
  }
}
