import { type Kysely, sql, type Transaction } from 'kysely'

import { removeConversations } from './remove-conversations.ts'
import type { Schema } from './schema.ts'
import type { RetentionStore } from './store.ts'

const DAY = 24 * 3_600_000

/** How long each kind of record is kept, in milliseconds. */
export const KEPT = {
  /** After the last turn of a conversation. */
  idleConversation: 30 * DAY,
  transcript: 30 * DAY,
  turnKey: 7 * DAY,
  /** What was sent, after it was confirmed. */
  parcelBody: 7 * DAY,
  /** That something was sent, without what. */
  parcel: 365 * DAY,
  ticket: 365 * DAY,
  audit: 365 * DAY,
  /** What was counted; long enough to compare a month with the one of the year before. */
  event: 800 * DAY,
  deskRead: 365 * DAY,
  /** Longer than anybody stays signed in. */
  deskSession: DAY,
}

// Few enough that a turn that comes meanwhile does not notice.
const BATCH = 100

/** Removes what is older than it may be, in small transactions. */
export function createRetentionStore(db: Kysely<Schema>): RetentionStore {
  return {
    purge: async (now) => {
      let removed = 0
      const step = async (work: (trx: Transaction<Schema>) => Promise<number>) => {
        const count = await db.transaction().execute(work)
        removed += count
        return count
      }
      while ((await step((trx) => removeIdle(trx, now))) > 0);
      for (let after: string | undefined = ''; after !== undefined; ) {
        const page = await nextPage(db, now, after)
        await step((trx) => trimConversations(trx, now, page))
        after = page.length < BATCH ? undefined : page.at(-1)
      }
      await step((trx) => trimRest(trx, now))
      return removed
    },
  }
}

// A conversation that IT has not got yet stays: what is sent to IT is read from it.
async function removeIdle(trx: Transaction<Schema>, now: number): Promise<number> {
  const rows = await trx
    .selectFrom('conversations')
    .select('key')
    .where('updated_at', '<', now - KEPT.idleConversation)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('tickets')
            .innerJoin('outbox', (join) =>
              join.on((on) =>
                on.or([
                  on('outbox.key', '=', on.ref('tickets.number')),
                  on('outbox.key', 'like', sql<string>`tickets.number || '/%'`),
                ]),
              ),
            )
            .select('tickets.number')
            .whereRef('tickets.conversation', '=', 'conversations.key')
            .where('outbox.done_at', 'is', null),
        ),
      ),
    )
    .limit(BATCH)
    .execute()
  const keys = rows.map(({ key }) => key)
  if (keys.length > 0) await removeConversations(trx, keys)
  return keys.length
}

async function nextPage(db: Kysely<Schema>, now: number, after: string): Promise<string[]> {
  const rows = await db
    .selectFrom('conversations')
    .select('key')
    .where('key', '>', after)
    .where('created_at', '<', now - Math.min(KEPT.turnKey, KEPT.transcript))
    .orderBy('key')
    .limit(BATCH)
    .execute()
  return rows.map(({ key }) => key)
}

async function trimConversations(trx: Transaction<Schema>, now: number, keys: string[]): Promise<number> {
  if (keys.length === 0) return 0
  const turns = await trx
    .deleteFrom('turns')
    .where('conversation', 'in', keys)
    .where('at', '<', now - KEPT.turnKey)
    .executeTakeFirst()
  const lines = await trx
    .deleteFrom('transcript')
    .where('conversation', 'in', keys)
    .where('at', '<', now - KEPT.transcript)
    .executeTakeFirst()
  const files = await trx
    .deleteFrom('files')
    .where('conversation', 'in', keys)
    .where('at', '<', now - KEPT.transcript)
    .executeTakeFirst()
  return Number(turns.numDeletedRows + lines.numDeletedRows + files.numDeletedRows)
}

async function trimRest(trx: Transaction<Schema>, now: number): Promise<number> {
  const bodies = await trx
    .updateTable('outbox')
    .set({ payload: '{}' })
    .where('done_at', '<', now - KEPT.parcelBody)
    .where('payload', '!=', '{}')
    .executeTakeFirst()
  const texts = [
    trx.deleteFrom('misses').where('at', '<', now - KEPT.transcript),
    trx.deleteFrom('feedback').where('at', '<', now - KEPT.transcript),
    trx.deleteFrom('quarantine').where('at', '<', now - KEPT.transcript),
    trx.deleteFrom('outbox').where('done_at', '<', now - KEPT.parcel),
    ...(['case_entries', 'case_links'] as const).map((table) =>
      trx.deleteFrom(table).where('number', 'in', ticketsBefore(trx, now - KEPT.ticket)),
    ),
    trx.deleteFrom('tickets').where('at', '<', now - KEPT.ticket),
    trx.deleteFrom('case_audit').where('at', '<', now - KEPT.audit),
    trx.deleteFrom('events').where('at', '<', now - KEPT.event),
    trx.deleteFrom('desk_reads').where('at', '<', now - KEPT.deskRead),
    trx.deleteFrom('desk_sessions').where('created_at', '<', now - KEPT.deskSession),
    trx.deleteFrom('spent').where('expires_at', '<', now),
  ]
  let count = Number(bodies.numUpdatedRows)
  for (const query of texts) count += Number((await query.executeTakeFirst()).numDeletedRows)
  return count
}

function ticketsBefore(trx: Transaction<Schema>, before: number) {
  return trx.selectFrom('tickets').select('number').where('at', '<', before)
}
