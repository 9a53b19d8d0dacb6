import type { CompiledQuery, Kysely, Selectable } from 'kysely'

import type { Dialect } from './dialect.ts'
import { type Prepared, prepare } from './prepare.ts'
import type { Schema } from './schema.ts'
import type { Backlog, OutboxStore, Parcel, StoredTicket } from './store.ts'

// A dispatcher that died gives its parcel back after this long; a living one extends every third of it.
export const LEASE = 30_000

/** Parcels for other systems. Only the holder of the lease can settle one. */
export function createOutboxStore(db: Kysely<Schema>, dialect: Dialect): OutboxStore {
  const take = prepareTake(db, dialect)
  const held = (id: string, lease: string) =>
    db.updateTable('outbox').where('id', '=', id).where('lease', '=', lease).where('done_at', 'is', null)
  return {
    take: (kind, lease, now) => takeParcel(db, take, { kind, lease, now, until: now + LEASE }),
    before: (parcel) => findBefore(db, parcel),
    defer: async (id, lease, dueAt) =>
      changed(await held(id, lease).set({ due_at: dueAt, lease: null, leased_until: 0 }).executeTakeFirst()),
    takenBy: async (key) => {
      const rows = await db
        .selectFrom('outbox')
        .select('kind')
        .where('key', '=', key)
        .where('done_at', 'is not', null)
        .execute()
      return rows.map(({ kind }) => kind)
    },
    extend: async (id, lease, now) =>
      changed(
        await held(id, lease)
          .set({ leased_until: now + LEASE })
          .executeTakeFirst(),
      ),
    finish: async (id, lease, now) => changed(await held(id, lease).set({ done_at: now }).executeTakeFirst()),
    postpone: async (id, lease, { dueAt, error, doubtedAt, parkedAt = null as number | null }) =>
      changed(
        await held(id, lease)
          .set((eb) => ({
            attempts: eb('attempts', '+', 1),
            due_at: dueAt,
            last_error: error,
            parked_at: parkedAt,
            ...(doubtedAt !== undefined && { doubted_at: doubtedAt }),
            lease: null,
            leased_until: 0,
          }))
          .executeTakeFirst(),
      ),
    release: async (id, lease) => {
      await held(id, lease)
        .set((eb) => ({ lease: null, leased_until: 0, doubted_at: eb.ref('leased_until') }))
        .execute()
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

type Taking = { kind: string; lease: string; now: number; until: number }
type Taken = Pick<Selectable<Schema['outbox']>, 'id' | 'kind' | 'key' | 'payload' | 'attempts' | 'doubted_at' | 'at'>

async function takeParcel(db: Kysely<Schema>, take: Prepared<Taking>, taking: Taking): Promise<Parcel | undefined> {
  const { rows } = await db.executeQuery<Taken>(take(taking) as CompiledQuery<Taken>)
  const [row] = rows
  if (!row) return undefined
  const { doubted_at: doubtedAt, payload, ...parcel } = row
  return { ...parcel, payload: JSON.parse(payload), ...(doubtedAt !== null && { doubtedAt }) }
}

// Every lane asks after every turn.
function prepareTake(db: Kysely<Schema>, dialect: Dialect): Prepared<Taking> {
  return prepare(db, (db, { kind, lease, now, until }) =>
    db
      .updateTable('outbox')
      .set((eb) => ({
        lease,
        leased_until: until,
        // Who had it last died with it in the hand: it may have got through until then.
        doubted_at: eb
          .case()
          .when('lease', 'is not', null)
          .then(eb.ref('leased_until'))
          .else(eb.ref('doubted_at'))
          .end(),
      }))
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
      .returning(['id', 'kind', 'key', 'payload', 'attempts', 'doubted_at', 'at']),
  )
}

/** The key of the parcel that opens a case; what comes later has the same beginning and a slash. */
function openingKey(key: string): string {
  return key.split('/', 1)[0] ?? key
}

async function findBefore(db: Kysely<Schema>, { id, kind, key, at }: Parcel): Promise<number | undefined> {
  const opening = openingKey(key)
  if (key === opening) return undefined
  const row = await db
    .selectFrom('outbox')
    .select((eb) => eb.fn.min<number | null>('due_at').as('due'))
    .where('kind', '=', kind)
    .where('done_at', 'is', null)
    .where('parked_at', 'is', null)
    .where('id', '!=', id)
    .where((eb) => eb.or([eb('key', '=', opening), eb.and([eb('key', 'like', `${opening}/%`), eb('at', '<', at)])]))
    .executeTakeFirstOrThrow()
  return row.due ?? undefined
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
