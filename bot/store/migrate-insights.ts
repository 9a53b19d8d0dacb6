import { type Kysely, sql } from 'kysely'

import type { Schema } from './schema.ts'

/** What is counted, who of IT is signed in at the desk, and who read what there. */
export async function createInsights({ schema }: Kysely<Schema>): Promise<void> {
  await schema
    .createTable('events')
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('topic', 'text')
    .addColumn('node', 'text')
    .addColumn('code', 'text')
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('place', 'integer', (column) => column.notNull())
    .execute()
  await schema.createIndex('events_at').on('events').columns(['at', 'kind']).execute()
  await schema.createIndex('events_conversation').on('events').column('conversation').execute()
  await schema
    .createTable('desk_sessions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('groups', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('seen_at', 'bigint', (column) => column.notNull())
    .execute()
  await schema
    .createTable('desk_reads')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('target', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
  await schema.createIndex('desk_reads_person').on('desk_reads').columns(['person', 'what', 'target', 'at']).execute()
}

/** One opinion of each conversation on each answer: the last one. */
export async function keepOneOpinion(db: Kysely<Schema>): Promise<void> {
  await sql`
    delete from feedback where exists (
      select 1 from feedback as later where later.conversation = feedback.conversation and later.node = feedback.node
        and later.graph = feedback.graph and (later.at > feedback.at or (later.at = feedback.at and later.id > feedback.id))
    )`.execute(db)
  await db.schema
    .createIndex('feedback_once')
    .unique()
    .on('feedback')
    .columns(['conversation', 'node', 'graph'])
    .execute()
}
