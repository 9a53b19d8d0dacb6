import type { Kysely } from 'kysely'

import type { Schema } from './schema.ts'

/** A parcel that nobody has confirmed yet. */
export type OpenParcel = {
  kind: string
  key: string
  at: number
  dueAt: number
  attempts: number
  /** Why the last try failed. */
  error?: string
  /** It was left to a person. */
  isParked: boolean
}

/** Which parcels a person means: those of a case, of a system, or both. */
export type ParcelChoice = { number?: string; sink?: string }

/** What a person does with parcels beside a running bot. */
export type OpenParcels = {
  list(limit: number): Promise<OpenParcel[]>
  /** Has parcels that were parked sent once more, with all the patience of a new one. Resolves with their number. */
  retry(choice: ParcelChoice): Promise<number>
  /** Settles parcels by hand: they are not sent any more. Resolves with their number. */
  close(choice: ParcelChoice): Promise<number>
}

/** The parcels of a database that wait, or were left to a person. */
export function openParcels(db: Kysely<Schema>, clock: () => number): OpenParcels {
  const chosen = ({ number, sink }: ParcelChoice) => {
    const open = db.updateTable('outbox').where('done_at', 'is', null)
    const ofCase =
      number === undefined
        ? open
        : open.where((eb) => eb.or([eb('key', '=', number), eb('key', 'like', `${number}/%`)]))
    return sink === undefined ? ofCase : ofCase.where('kind', '=', sink)
  }
  return {
    list: async (limit) => {
      const rows = await db
        .selectFrom('outbox')
        .select(['kind', 'key', 'at', 'due_at', 'attempts', 'last_error', 'parked_at'])
        .where('done_at', 'is', null)
        .orderBy('parked_at')
        .orderBy('at')
        .limit(limit)
        .execute()
      return rows.map(({ due_at: dueAt, last_error: error, parked_at, ...row }) => ({
        ...row,
        dueAt,
        ...(error !== null && { error }),
        isParked: parked_at !== null,
      }))
    },
    retry: async (choice) => {
      const now = clock()
      const { numUpdatedRows } = await chosen(choice)
        .where('parked_at', 'is not', null)
        .set({ parked_at: null, due_at: now, at: now, attempts: 0 })
        .executeTakeFirst()
      return Number(numUpdatedRows)
    },
    close: async (choice) => {
      const values = { done_at: clock(), last_error: 'Closed by hand', lease: null, leased_until: 0 }
      const { numUpdatedRows } = await chosen(choice).set(values).executeTakeFirst()
      return Number(numUpdatedRows)
    },
  }
}

/** How much of each system waits; `error` is what one of its parcels met last. */
export type LaneBacklog = { kind: string; waiting: number; parked: number; error?: string }

/** Counts what waits, system by system. */
export async function countLanes(db: Kysely<Schema>): Promise<LaneBacklog[]> {
  const rows = await db
    .selectFrom('outbox')
    .select((eb) => [
      'kind',
      eb.fn.countAll<number>().as('all'),
      eb.fn.count<number>('parked_at').as('parked'),
      eb.fn.max<string | null>('last_error').as('error'),
    ])
    .where('done_at', 'is', null)
    .groupBy('kind')
    .orderBy('kind')
    .execute()
  return rows.map(({ kind, all, parked, error }) => ({
    kind,
    waiting: Number(all) - Number(parked),
    parked: Number(parked),
    ...(error !== null && { error }),
  }))
}
