import type { Kysely } from 'kysely'

import type { Schema } from './schema.ts'
import type { OutboxStore, Parcel, StoredTicket } from './store.ts'

// A dispatcher that died gives its parcel back after this long; a living one extends every third of it.
export const LEASE = 30_000

/** Parcels for other systems. Only the holder of the lease can settle one. */
export function createOutboxStore(db: Kysely<Schema>): OutboxStore {
  const held = (id: string, lease: string) =>
    db.updateTable('outbox').where('id', '=', id).where('lease', '=', lease).where('done_at', 'is', null)
  return {
    take: (kind, lease, now) => takeParcel(db, { kind, lease, now }),
    extend: async (id, lease, now) =>
      changed(
        await held(id, lease)
          .set({ leased_until: now + LEASE })
          .executeTakeFirst(),
      ),
    finish: async (id, lease, now) => changed(await held(id, lease).set({ done_at: now }).executeTakeFirst()),
    postpone: async (id, lease, { dueAt, error, parkedAt = null as number | null }) =>
      changed(
        await held(id, lease)
          .set((eb) => ({
            attempts: eb('attempts', '+', 1),
            due_at: dueAt,
            last_error: error,
            parked_at: parkedAt,
            lease: null,
            leased_until: 0,
          }))
          .executeTakeFirst(),
      ),
    ticket: (number) => findTicket(db, number),
  }
}

function changed({ numUpdatedRows }: { numUpdatedRows: bigint }): boolean {
  return numUpdatedRows === 1n
}

type Taking = { kind: string; lease: string; now: number }

async function takeParcel(db: Kysely<Schema>, { kind, lease, now }: Taking): Promise<Parcel | undefined> {
  const row = await db
    .updateTable('outbox')
    .set({ lease, leased_until: now + LEASE })
    .where('done_at', 'is', null)
    .where('leased_until', '<=', now)
    .where('id', '=', (eb) =>
      eb
        .selectFrom('outbox')
        .select('outbox.id')
        .where('kind', '=', kind)
        .where('done_at', 'is', null)
        .where('parked_at', 'is', null)
        .where('due_at', '<=', now)
        .where('leased_until', '<=', now)
        .orderBy('due_at')
        .limit(1),
    )
    .returning(['id', 'kind', 'key', 'payload', 'attempts', 'at'])
    .executeTakeFirst()
  return row && { ...row, payload: JSON.parse(row.payload) }
}

async function findTicket(db: Kysely<Schema>, number: string): Promise<StoredTicket | undefined> {
  const row = await db
    .selectFrom('tickets')
    .select(['number', 'conversation', 'draft', 'seq', 'at'])
    .where('number', '=', number)
    .executeTakeFirst()
  return row && { ...row, draft: JSON.parse(row.draft) }
}
