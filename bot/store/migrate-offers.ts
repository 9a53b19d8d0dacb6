import { type Kysely, sql } from 'kysely'

import type { Schema } from './schema.ts'

/** A reply in doubt is put on its way once more, and only once; before, the person was only told. */
export async function createOffers(db: Kysely<Schema>): Promise<void> {
  await db.schema.alterTable('transcript').addColumn('offered_at', 'bigint').execute()
  await db
    .updateTable('transcript')
    .set({ delivery: 'unconfirmed', offered_at: 0 })
    .where('delivery', '=', 'offered')
    .execute()
  // Every turn looks for them, and nearly always there are none.
  await db.schema
    .createIndex('transcript_doubtful')
    .on('transcript')
    .columns(['conversation', 'delivery'])
    .where(sql.ref('delivery'), '=', sql.lit('unconfirmed'))
    .where(sql.ref('offered_at'), 'is', null)
    .execute()
}
