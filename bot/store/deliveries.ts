import type { Kysely } from 'kysely'

import { toConversation } from './conversation-row.ts'
import type { Schema } from './schema.ts'
import type { DeliveryStore } from './store.ts'

/** Replies on their way to a channel. */
export function createDeliveryStore(db: Kysely<Schema>): DeliveryStore {
  return {
    takeReplies: async (conversation) => {
      const rows = await db
        .updateTable('transcript')
        .set({ delivery: 'sending' })
        .where('conversation', '=', conversation)
        .where('delivery', '=', 'pending')
        .returning(['seq', 'activity', 'at'])
        .execute()
      return rows
        .sort((a, b) => a.seq - b.seq)
        .map(({ seq, activity, at }) => ({ seq, at, activity: JSON.parse(activity) }))
    },
    markReply: async (conversation, seq, delivery) => {
      await db
        .updateTable('transcript')
        .set({ delivery })
        .where('conversation', '=', conversation)
        .where('seq', '=', seq)
        .execute()
    },
    undelivered: async () => {
      const rows = await db
        .selectFrom('conversations')
        .selectAll()
        .where('key', 'in', (eb) =>
          eb.selectFrom('transcript').select('transcript.conversation').where('delivery', '=', 'pending'),
        )
        .execute()
      return rows.map(toConversation)
    },
  }
}
