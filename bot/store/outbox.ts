import type { Kysely } from 'kysely'

import type { Dialect } from './dialect.ts'
import type { Schema } from './schema.ts'
import type { Backlog, OutboxStore, Parcel, StoredTicket } from './store.ts'

// A dispatcher that died gives its parcel back after this long; a living one extends every third of it.
export const LEASE = 30_000

/** Parcels for other systems. Only the holder of the lease can settle one. */
export function createOutboxStore(db: Kysely<Schema>, dialect: Dialect): OutboxStore {
  const held = (id: string, lease: string) =>
    db.updateTable('outbox').where('id', '=', id).where('lease', '=', lease).where('done_at', 'is', null)
  return {
    take: (kind, lease, now) => takeParcel(db, dialect, { kind, lease, now }),
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
    release: async (id, lease) => {
      await held(id, lease).set({ lease: null, leased_until: 0 }).execute()
    },
    hasten: async (kind, now) => {
      await db
        .updateTable('outbox')
        .set({ due_at: now })
        .where('kind', '=', kind)
        .where('done_at', 'is', null)
        .where('parked_at', 'is', null)
        .where('due_at', '>', now)
        .execute()
    },
    backlog: () => countBacklog(db),
    ticket: (number) => findTicket(db, number),
  }
}

function changed({ numUpdatedRows }: { numUpdatedRows: bigint }): boolean {
  return numUpdatedRows === 1n
}

type Taking = { kind: string; lease: string; now: number }

async function takeParcel(
  db: Kysely<Schema>,
  dialect: Dialect,
  { kind, lease, now }: Taking,
): Promise<Parcel | undefined> {
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
        .limit(1)
        .$if(dialect.skipLocked, (query) => query.forUpdate().skipLocked()),
    )
    .returning(['id', 'kind', 'key', 'payload', 'attempts', 'at'])
    .executeTakeFirst()
  return row && { ...row, payload: JSON.parse(row.payload) }
}

async function countBacklog(db: Kysely<Schema>): Promise<Backlog> {
  const { waiting, parked } = await db
    .selectFrom('outbox')
    .select((eb) => [
      eb.fn.sum<number | null>(eb.case().when('parked_at', 'is', null).then(1).else(0).end()).as('waiting'),
      eb.fn.sum<number | null>(eb.case().when('parked_at', 'is not', null).then(1).else(0).end()).as('parked'),
    ])
    .where('done_at', 'is', null)
    .executeTakeFirstOrThrow()
  return { waiting: Number(waiting ?? 0), parked: Number(parked ?? 0) }
}

async function findTicket(db: Kysely<Schema>, number: string): Promise<StoredTicket | undefined> {
  const row = await db
    .selectFrom('tickets')
    .select(['number', 'conversation', 'draft', 'seq', 'at'])
    .where('number', '=', number)
    .executeTakeFirst()
  return row && { ...row, draft: JSON.parse(row.draft) }
}
