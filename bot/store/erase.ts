import { type ExpressionBuilder, type Kysely, sql, type Transaction } from 'kysely'

import { removeConversations } from './remove-conversations.ts'
import type { Schema } from './schema.ts'

/** What was removed. */
export type Erased = { conversations: number; tickets: string[] }

// Few enough that a bot beside does not wait noticeably.
const BATCH = 20

/**
 * Removes every conversation that a person opened or took part in, with its tickets and what waits in the outbox.
 * `tickets` names those whose folders are still there.
 */
export async function erasePerson(db: Kysely<Schema>, person: string): Promise<Erased> {
  const keys = await conversationsOf(db, person)
  const tickets: string[] = []
  for (let at = 0; at < keys.length; at += BATCH) {
    const batch = keys.slice(at, at + BATCH)
    tickets.push(...(await db.transaction().execute((trx) => removeWithTickets(trx, batch))))
  }
  await forgetExpert(db, person)
  return { conversations: keys.length, tickets }
}

// Somebody of IT is a person too.
async function forgetExpert(db: Kysely<Schema>, person: string): Promise<void> {
  await db.deleteFrom('desk_sessions').where('person', '=', person).execute()
  await db.deleteFrom('desk_reads').where('person', '=', person).execute()
}

async function conversationsOf(db: Kysely<Schema>, person: string): Promise<string[]> {
  // As `JSON.stringify` writes an account. In a text, the quotes would be escaped.
  const account = `"id":${JSON.stringify(person)}`.replace(/[\\%_]/g, '\\$&')
  const opened = await db.selectFrom('conversations').select('key').where('person', '=', person).execute()
  const took = await db
    .selectFrom('transcript')
    .select('conversation as key')
    .distinct()
    .where(sql<boolean>`activity like ${`%${account}%`} escape '\\'`)
    .execute()
  return [...new Set([...opened, ...took].map(({ key }) => key))]
}

async function removeWithTickets(trx: Transaction<Schema>, keys: string[]): Promise<string[]> {
  const rows = await trx.deleteFrom('tickets').where('conversation', 'in', keys).returning('number').execute()
  const numbers = rows.map(({ number }) => number)
  if (numbers.length > 0) {
    await trx
      .deleteFrom('outbox')
      .where((eb) => isAbout(eb, numbers))
      .execute()
    for (const table of ['case_entries', 'case_links'] as const)
      await trx.deleteFrom(table).where('number', 'in', numbers).execute()
  }
  await removeConversations(trx, keys)
  return numbers
}

// A parcel is known by the number of its case, later news by what follows the slash as well.
function isAbout(eb: ExpressionBuilder<Schema, 'outbox'>, numbers: readonly string[]) {
  return eb.or([eb('key', 'in', numbers), ...numbers.map((number) => eb('key', 'like', `${number}/%`))])
}
