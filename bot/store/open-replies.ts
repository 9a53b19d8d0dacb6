import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely'

import type { Schema } from './schema.ts'

/**
 * Replies that are not settled; lines that nobody posts have no delivery at all. In these words, so that SQLite sees that
 * its index covers them, and compared with one value: for a list it makes a table in every run.
 */
export const isOpenReply = sql<SqlBool>`delivery <> 'sent'`

const NAME = 'transcript_open'

/** Finds the open replies of a conversation without walking its transcript, and those of all conversations. */
export async function indexOpenReplies(db: Kysely<Schema>): Promise<void> {
  await createIndex(db, sql<SqlBool>`delivery in ('pending', 'sending', 'unconfirmed')`)
  for (const replaced of ['transcript_delivery', 'transcript_sending']) await db.schema.dropIndex(replaced).execute()
}

/** The same index in words that cost less to check with every line. */
export async function lightenOpenReplies(db: Kysely<Schema>): Promise<void> {
  await db.schema.dropIndex(NAME).execute()
  await createIndex(db, isOpenReply)
}

async function createIndex(db: Kysely<Schema>, condition: RawBuilder<SqlBool>): Promise<void> {
  await db.schema.createIndex(NAME).on('transcript').columns(['delivery', 'conversation']).where(condition).execute()
}
