import { type Kysely, type SqlBool, sql } from 'kysely'

import type { Schema } from './schema.ts'

/** Replies that are not settled. In these words, so that SQLite sees that its index covers them. */
export const isOpenReply = sql<SqlBool>`delivery in ('pending', 'sending', 'unconfirmed')`

/** Finds the open replies of a conversation without walking its transcript, and those of all conversations. */
export async function indexOpenReplies(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createIndex('transcript_open')
    .on('transcript')
    .columns(['delivery', 'conversation'])
    .where(isOpenReply)
    .execute()
  for (const replaced of ['transcript_delivery', 'transcript_sending']) await db.schema.dropIndex(replaced).execute()
}
