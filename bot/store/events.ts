import type { Insertable, Transaction } from 'kysely'

import type { Milestone } from '../../dialogs/index.ts'
import type { Schema } from './schema.ts'
import { sha256 } from './state-record.ts'

/** The name under which a conversation is counted: one that leads to nobody once the conversation is gone. */
function countedAs(conversation: string): string {
  return sha256(`events\n${conversation}`)
}

/** What a turn passed, without words, as rows. */
export function toEventRows(
  conversation: string,
  passed: readonly Milestone[],
  at: number,
): Insertable<Schema['events']>[] {
  if (passed.length === 0) return []
  const counted = countedAs(conversation)
  return passed.map(({ kind, topic = null, node = null, code = null }, place) => ({
    conversation: counted,
    kind,
    topic,
    node,
    code,
    at,
    place,
  }))
}

/** Keeps what was counted of conversations that go, under a name that nothing leads to. */
export async function unlinkEvents(trx: Transaction<Schema>, conversations: readonly string[]): Promise<void> {
  for (const conversation of conversations.map(countedAs))
    await trx
      .updateTable('events')
      .set({ conversation: `gone-${crypto.randomUUID()}` })
      .where('conversation', '=', conversation)
      .execute()
}
