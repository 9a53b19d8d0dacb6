import type { Kysely } from 'kysely'

import { searchText } from './case-row.ts'
import type { Schema } from './schema.ts'

/** Gives tickets a life: who has them, what was said about them, where else they are, and who changed what. */
export async function createCases(db: Kysely<Schema>): Promise<void> {
  await extendTickets(db)
  await fillTickets(db)
  await createEntries(db)
  await createLinks(db)
  await createAudit(db)
}

async function extendTickets({ schema }: Kysely<Schema>): Promise<void> {
  const texts = ['channel', 'person', 'locale', 'search'] as const
  for (const name of texts)
    await schema
      .alterTable('tickets')
      .addColumn(name, 'text', (column) => column.notNull().defaultTo(''))
      .execute()
  // JSON of the expert; the id once more, to search by.
  for (const name of ['owner', 'owner_id'] as const)
    await schema.alterTable('tickets').addColumn(name, 'text').execute()
  await schema
    .alterTable('tickets')
    .addColumn('changed_at', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute()
  await schema.alterTable('tickets').addColumn('unanswered_since', 'bigint').execute()
  await schema
    .alterTable('tickets')
    .addColumn('entries', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await schema.createIndex('tickets_conversation').on('tickets').column('conversation').execute()
}

// Conversations are gone before their tickets are: what names the person is kept with the ticket.
async function fillTickets(db: Kysely<Schema>): Promise<void> {
  const rows = await db
    .selectFrom('tickets')
    .leftJoin('conversations as c', 'c.key', 'tickets.conversation')
    .select(['number', 'draft', 'at', 'c.channel', 'c.person', 'c.locale'])
    .execute()
  for (const { number, draft, at, channel, person, locale } of rows) {
    const known = { channel: channel ?? '', person: person ?? '', locale: locale ?? 'en' }
    const search = searchText({ number, person: known.person, draft: JSON.parse(draft) })
    const values = { ...known, search, changed_at: at, unanswered_since: at }
    await db.updateTable('tickets').set(values).where('number', '=', number).execute()
  }
}

async function createEntries({ schema }: Kysely<Schema>): Promise<void> {
  await schema
    .createTable('case_entries')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('number', 'text', (column) => column.notNull().references('tickets.number').onDelete('cascade'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('by', 'text', (column) => column.notNull())
    .addColumn('author', 'text')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('delivery', 'text', (column) => column.notNull())
    .addColumn('line', 'integer')
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
  await schema.createIndex('case_entries_number').on('case_entries').columns(['number', 'position']).execute()
}

async function createLinks({ schema }: Kysely<Schema>): Promise<void> {
  await schema
    .createTable('case_links')
    .addColumn('number', 'text', (column) => column.notNull().references('tickets.number').onDelete('cascade'))
    .addColumn('sink', 'text', (column) => column.notNull())
    .addColumn('remote', 'text', (column) => column.notNull())
    .addColumn('url', 'text')
    .addPrimaryKeyConstraint('case_links_pk', ['number', 'sink'])
    .execute()
  await schema.createIndex('case_links_remote').on('case_links').columns(['sink', 'remote']).execute()
}

// No text, and no foreign key: who changed what is known for longer than what it was about.
async function createAudit({ schema }: Kysely<Schema>): Promise<void> {
  await schema
    .createTable('case_audit')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('number', 'text', (column) => column.notNull())
    .addColumn('actor', 'text')
    .addColumn('via', 'text', (column) => column.notNull())
    .addColumn('move', 'text', (column) => column.notNull())
    .addColumn('from_status', 'text', (column) => column.notNull())
    .addColumn('to_status', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
  await schema.createIndex('case_audit_number').on('case_audit').columns(['number', 'version']).execute()
}
