import type { Kysely } from 'kysely'

import type { Schema } from './schema.ts'

/** Where the bot was added to a team: with that, it can speak first. */
export async function createInstalls(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('team_installs')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('team', 'text', (column) => column.notNull())
    .addColumn('service_url', 'text', (column) => column.notNull())
    .addColumn('bot', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('team_installs_pk', ['tenant', 'team'])
    .execute()
}
