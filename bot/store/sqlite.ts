import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely } from 'kysely'

import { sqliteDialect } from './dialect.ts'
import { createStore } from './kysely-store.ts'
import { migrate } from './migrations.ts'
import { isBusy } from './patiently.ts'
import type { Schema } from './schema.ts'
import { createSqliteDialect, type Observe } from './sqlite-dialect.ts'
import type { Store } from './store.ts'

// Turns come to pages all over the file: each has the hash of its conversation for a key.
const CACHE_KILOBYTES = 8000

/** Another bot works on the same database file. */
class DatabaseInUse extends Error {
  readonly code = 'database-in-use'
  constructor(file: string, cause: unknown) {
    super(`${file} is in use by another bot. Stop that one, or give this one a DATA_DIR of its own.`, { cause })
  }
}

/** Opens the database file, creates or upgrades its tables, and keeps other bots out until it is closed. */
export async function openSqlite(file: string, clock: () => number = Date.now, observe?: Observe): Promise<Store> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const lock = takeLock(file)
  try {
    keepToOwner(file)
    const db = connectSqlite(file, observe)
    await migrate(db, sqliteDialect, clock())
    await freeLeases(db)
    const store = createStore(db, clock, sqliteDialect)
    return { ...store, close: () => store.close().finally(() => lock.close()) }
  } catch (error) {
    lock.close()
    throw error
  }
}

// Nobody else works on the file: who held a lease is dead, and need not be waited for.
async function freeLeases(db: Kysely<Schema>): Promise<void> {
  await db
    .updateTable('outbox')
    .set((eb) => ({ lease: null, leased_until: 0, doubted_at: eb.ref('leased_until') }))
    .where('lease', 'is not', null)
    .execute()
  await db.updateTable('transcript').set({ taken_until: 0 }).where('delivery', '=', 'sending').execute()
}

/** A connection to a file that exists, without migrations, for commands that work beside a bot. */
export function connectSqlite(file: string, observe?: Observe): Kysely<Schema> {
  // Long enough for a checkpoint of a neighbour; longer waits are not spent on the only thread.
  const database = new Database(file, { timeout: 20, fileMustExist: true })
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('secure_delete = ON')
  database.pragma('foreign_keys = ON')
  // What lets one turn of several be undone would be a file each time.
  database.pragma('temp_store = MEMORY')
  database.pragma(`cache_size = -${CACHE_KILOBYTES}`)
  return new Kysely<Schema>({ dialect: createSqliteDialect(database, observe) })
}

/** Whether a bot has the file. */
export function isInUse(file: string): boolean {
  try {
    takeLock(file).close()
    return false
  } catch (error) {
    if (error instanceof DatabaseInUse) return true
    throw error
  }
}

// SQLite gives its journal files the mode of the database.
function keepToOwner(file: string): void {
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
}

// A lock of the operating system on a file of its own: it ends with the process, however that ends, and leaves the
// database open to `backup`, `erase` and `doctor`.
function takeLock(file: string): Database.Database {
  keepToOwner(`${file}.lock`)
  const lock = new Database(`${file}.lock`, { timeout: 500 })
  try {
    lock.pragma('journal_mode = DELETE')
    lock.exec('begin exclusive')
    return lock
  } catch (error) {
    lock.close()
    throw isBusy(error) ? new DatabaseInUse(file, error) : error
  }
}
