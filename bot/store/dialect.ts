import { type Kysely, type RawBuilder, sql } from 'kysely'

import type { Schema } from './schema.ts'

/** What differs between the databases. */
export type Dialect = {
  /** The type of a column of bytes. */
  binary: RawBuilder<unknown>
  /** Keeps everybody else who locks the same name waiting until this transaction ends. */
  lock(trx: Kysely<Schema>, name: string): Promise<void>
  /** Several can look for work at once, each passing over what another one is taking. */
  skipLocked: boolean
}

/** A transaction has the file to itself, so that nothing is left to be locked. */
export const sqliteDialect: Dialect = { binary: sql`blob`, lock: async () => {}, skipLocked: false }

/** Locks that end with the transaction, or with the connection of a process that died. */
export const postgresDialect: Dialect = {
  binary: sql`bytea`,
  lock: async (trx, name) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(trx)
  },
  skipLocked: true,
}
