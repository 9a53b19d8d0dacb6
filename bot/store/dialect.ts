import { type CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely'

import { type Batch, together } from './prepare.ts'
import type { Schema } from './schema.ts'

/** What differs between the databases. */
export type Dialect = {
  /** The type of a column of bytes. */
  binary: RawBuilder<unknown>
  /** Keeps everybody else who locks the same name waiting until this transaction ends. */
  lock(trx: Kysely<Schema>, name: string): Promise<void>
  /** Runs statements that do not depend on each other and whose results nobody reads. */
  runAll(trx: Kysely<Schema>, statements: readonly CompiledQuery[]): Promise<void>
  /** Several can look for work at once, each passing over what another one is taking. */
  skipLocked: boolean
}

/** A transaction has the file to itself, so that nothing is left to be locked. */
export const sqliteDialect: Dialect = {
  binary: sql`blob`,
  lock: async () => {},
  runAll: async (trx, statements) => {
    const [first, ...rest] = statements
    if (!first) return
    const batch: Batch = { ...first, rest }
    await trx.executeQuery(batch)
  },
  skipLocked: false,
}

/** Locks that end with the transaction, or with the connection of a process that died. */
export const postgresDialect: Dialect = {
  binary: sql`bytea`,
  lock: async (trx, name) => {
    // Without a parameter it can go out with the `begin` before it.
    await sql`select pg_advisory_xact_lock(hashtextextended(${sql.lit(name)}, 0))`.execute(trx)
  },
  runAll: async (trx, statements) => {
    const all = together(statements)
    if (all) await trx.executeQuery(all)
  },
  skipLocked: true,
}
