import { type Kysely, type RawBuilder, sql } from 'kysely'

import type { Dialect } from './dialect.ts'
import { createCases } from './migrate-cases.ts'
import { createInsights, keepOneOpinion } from './migrate-insights.ts'
import { createInstalls } from './migrate-installs.ts'
import { createOffers } from './migrate-offers.ts'
import { indexOpenReplies, lightenOpenReplies } from './open-replies.ts'
import type { Schema } from './schema.ts'

type Migration = { name: string; up(db: Kysely<Schema>, dialect: Dialect): Promise<void> }

/** What only an empty database lacks. */
export const FIRST_MIGRATION = '1-conversations'

// Only ever appended to: a database remembers the names of what it has.
const MIGRATIONS: Migration[] = [
  { name: FIRST_MIGRATION, up: createConversations },
  { name: '2-handoff', up: createHandoff },
  { name: '3-learning', up: createLearning },
  { name: '4-deliveries', up: limitDeliveries },
  { name: '5-cases', up: createCases },
  { name: '6-insights', up: createInsights },
  { name: '7-doubt', up: keepDoubt },
  { name: '8-offers', up: createOffers },
  { name: '9-opinions', up: keepOneOpinion },
  { name: '10-installs', up: createInstalls },
  { name: '11-open-replies', up: indexOpenReplies },
  { name: '12-light-open-replies', up: lightenOpenReplies },
]

/** Brings a database to the newest schema, all or nothing. */
export async function migrate(db: Kysely<Schema>, dialect: Dialect, now: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // Several replicas can start at once.
    await dialect.lock(trx, 'migrations')
    await trx.schema
      .createTable('migrations')
      .ifNotExists()
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute()
    const rows = await trx.selectFrom('migrations').select('name').execute()
    const done = new Set(rows.map(({ name }) => name))
    for (const { name, up } of MIGRATIONS) {
      if (done.has(name)) continue
      await up(trx, dialect)
      await trx.insertInto('migrations').values({ name, at: now }).execute()
    }
  })
}

/** The migrations that a database lacks; all of them when it is empty. */
export async function missingMigrations(db: Kysely<Schema>): Promise<string[]> {
  const names = MIGRATIONS.map(({ name }) => name)
  try {
    const rows = await db.selectFrom('migrations').select('name').execute()
    return names.filter((name) => !rows.some((row) => row.name === name))
  } catch {
    return names
  }
}

async function createConversations(db: Kysely<Schema>, { binary }: Dialect): Promise<void> {
  await createTurns(db)
  await createTranscript(db)
  await createAside(db, binary)
}

async function createTurns({ schema }: Kysely<Schema>): Promise<void> {
  await schema
    .createTable('conversations')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('locale', 'text', (column) => column.notNull())
    .addColumn('reference', 'text')
    .addColumn('state', 'text')
    .addColumn('state_schema', 'integer', (column) => column.notNull())
    .addColumn('checksum', 'text')
    .addColumn('version', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('faults', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('seq', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute()
  await schema
    .createTable('turns')
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('activity', 'text', (column) => column.notNull())
    .addColumn('answer', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('turns_pk', ['conversation', 'activity'])
    .execute()
}

async function createTranscript({ schema }: Kysely<Schema>): Promise<void> {
  await schema
    .createTable('transcript')
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('turn', 'text', (column) => column.notNull())
    .addColumn('activity', 'text', (column) => column.notNull())
    .addColumn('hash', 'text')
    .addColumn('delivery', 'text')
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('transcript_pk', ['conversation', 'seq'])
    .execute()
  await schema
    .createIndex('transcript_delivery')
    .on('transcript')
    .column('delivery')
    .where(sql.ref('delivery'), '=', sql.lit('pending'))
    .execute()
}

async function createAside({ schema }: Kysely<Schema>, binary: RawBuilder<unknown>): Promise<void> {
  await schema
    .createTable('quarantine')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('record', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
  await schema
    .createTable('spent')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute()
  await schema
    .createTable('files')
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('media_type', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('content', binary, (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('files_pk', ['conversation', 'hash'])
    .execute()
}

async function createHandoff(db: Kysely<Schema>): Promise<void> {
  await createTickets(db)
  await createOutbox(db)
}

async function createTickets(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('counters')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'integer', (column) => column.notNull())
    .execute()
  await db.insertInto('counters').values({ name: 'ticket', value: 1000 }).execute()
  await db.schema
    .createTable('tickets')
    .addColumn('number', 'text', (column) => column.primaryKey())
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('draft', 'text', (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
}

async function createOutbox(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('outbox')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('payload', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('lease', 'text')
    .addColumn('leased_until', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('last_error', 'text')
    .addColumn('parked_at', 'bigint')
    .addColumn('done_at', 'bigint')
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('outbox_once', ['kind', 'key'])
    .execute()
  await db.schema
    .createIndex('outbox_open')
    .on('outbox')
    .columns(['kind', 'due_at'])
    .where(sql.ref('done_at'), 'is', null)
    .where(sql.ref('parked_at'), 'is', null)
    .execute()
}

async function createLearning({ schema }: Kysely<Schema>): Promise<void> {
  await schema
    .createTable('misses')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
  await schema
    .createTable('feedback')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('node', 'text', (column) => column.notNull())
    .addColumn('graph', 'text', (column) => column.notNull())
    .addColumn('helpful', 'integer', (column) => column.notNull())
    .addColumn('words', 'text')
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
}

// Who posts a reply says until when; what a process that died was posting becomes known by it.
async function limitDeliveries(db: Kysely<Schema>): Promise<void> {
  await db.schema.alterTable('transcript').addColumn('taken_until', 'bigint').execute()
  await db.updateTable('transcript').set({ taken_until: 0 }).where('delivery', '=', 'sending').execute()
  await db.schema
    .createIndex('transcript_sending')
    .on('transcript')
    .columns(['conversation', 'taken_until'])
    .where(sql.ref('delivery'), 'in', [sql.lit('sending'), sql.lit('unconfirmed')])
    .execute()
}

async function keepDoubt(db: Kysely<Schema>): Promise<void> {
  await db.schema.alterTable('outbox').addColumn('doubted_at', 'bigint').execute()
}
