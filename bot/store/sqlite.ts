import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely'

import { createStore } from './kysely-store.ts'
import { migrate, sqliteDialect } from './migrations.ts'
import type { Schema } from './schema.ts'
import type { Store } from './store.ts'

/** Another bot works on the same database file. */
export class DatabaseInUse extends Error {
  readonly code = 'database-in-use'
  constructor(file: string, cause: unknown) {
    super(`${file} is in use by another bot. Stop that one, or give this one a DATA_DIR of its own.`, { cause })
  }
}

/** Opens the database file, creates or upgrades its tables, and keeps other bots out until it is closed. */
export async function openSqlite(file: string, clock: () => number = Date.now): Promise<Store> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const lock = takeLock(file)
  try {
    const database = openDatabase(file)
    const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: wrap(database) }) })
    await migrate(db, sqliteDialect, clock())
    const store = createStore(db, clock)
    return { ...store, close: () => store.close().finally(() => lock.close()) }
  } catch (error) {
    lock.close()
    throw error
  }
}

function openDatabase(file: string): Database.Database {
  // SQLite gives its journal files the mode of the database.
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
  const database = new Database(file, { timeout: 5000 })
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('secure_delete = ON')
  database.pragma('foreign_keys = ON')
  return database
}

// A lock of the operating system on a file of its own: it ends with the process, however that ends, and leaves the
// database open to `backup`, `erase` and `doctor`.
function takeLock(file: string): Database.Database {
  const lock = new Database(`${file}.lock`, { timeout: 500 })
  try {
    lock.pragma('journal_mode = DELETE')
    lock.exec('begin exclusive')
    return lock
  } catch (error) {
    lock.close()
    throw error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
      ? new DatabaseInUse(file, error)
      : error
  }
}

const STATEMENTS_KEPT = 500

// Kysely says `begin`, which lets two writers start and one of them fail later, and prepares every statement anew.
function wrap(database: Database.Database): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const text = sql === 'begin' ? 'begin immediate' : sql
      const known = statements.get(text)
      if (known) return known
      if (statements.size >= STATEMENTS_KEPT) statements.clear()
      const statement = database.prepare(text) as SqliteStatement
      statements.set(text, statement)
      return statement
    },
  }
}
