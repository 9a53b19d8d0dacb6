import type { Transaction } from 'kysely'

import { unlinkEvents } from './events.ts'
import type { Schema } from './schema.ts'

/** Removes conversations with all that was said in them; tickets stay, and counts that lead to nobody. */
export async function removeConversations(trx: Transaction<Schema>, keys: string[]): Promise<void> {
  for (const table of ['turns', 'transcript', 'files', 'quarantine', 'misses', 'feedback'] as const)
    await trx.deleteFrom(table).where('conversation', 'in', keys).execute()
  await unlinkEvents(trx, keys)
  await trx.deleteFrom('conversations').where('key', 'in', keys).execute()
}
