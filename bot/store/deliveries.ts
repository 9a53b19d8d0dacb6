import type { Kysely } from 'kysely'

import { toConversation } from './conversation-row.ts'
import type { Dialect } from './dialect.ts'
import type { Schema } from './schema.ts'
import type { DeliveryStore } from './store.ts'

// How long whoever takes replies may need to post them; after that, nobody knows what became of them.
const POSTING_TIME = 30_000

/** Replies on their way to a channel. */
export function createDeliveryStore(db: Kysely<Schema>, clock: () => number, dialect: Dialect): DeliveryStore {
  return {
    takeReplies: (conversation) =>
      db.transaction().execute(async (trx) => {
        await dialect.lock(trx, `deliveries ${conversation}`)
        return await takeReplies(trx, conversation, clock())
      }),
    markReply: async (conversation, seq, delivery) => {
      await db
        .updateTable('transcript')
        .set({ delivery, taken_until: null })
        .where('conversation', '=', conversation)
        .where('seq', '=', seq)
        .where('delivery', '=', 'sending')
        .execute()
    },
    undelivered: async () => {
      const rows = await db
        .selectFrom('conversations')
        .selectAll()
        .where((eb) =>
          eb.or([
            eb('key', 'in', eb.selectFrom('transcript').select('conversation').where('delivery', '=', 'pending')),
            eb(
              'key',
              'in',
              eb
                .selectFrom('transcript')
                .select('conversation')
                .where('delivery', '=', 'sending')
                .where('taken_until', '<=', clock()),
            ),
          ]),
        )
        .execute()
      return rows.map(toConversation)
    },
  }
}

async function takeReplies(trx: Kysely<Schema>, conversation: string, now: number) {
  const ofConversation = () => trx.updateTable('transcript').where('conversation', '=', conversation)
  await ofConversation()
    .set({ delivery: 'unconfirmed', taken_until: null })
    .where('delivery', '=', 'sending')
    .where('taken_until', '<=', now)
    .execute()
  const taken = await trx
    .selectFrom('transcript')
    .select('seq')
    .where('conversation', '=', conversation)
    .where('delivery', '=', 'sending')
    .executeTakeFirst()
  // Somebody posts the replies before these: order is theirs to keep.
  if (taken) return []
  const rows = await ofConversation()
    .set({ delivery: 'sending', taken_until: now + POSTING_TIME })
    .where('delivery', '=', 'pending')
    .returning(['seq', 'activity', 'at'])
    .execute()
  return rows
    .sort((a, b) => a.seq - b.seq)
    .map(({ seq, activity, at }) => ({ seq, at, activity: JSON.parse(activity) }))
}
