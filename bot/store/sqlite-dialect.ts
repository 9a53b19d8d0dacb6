import Database from 'better-sqlite3'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'

import { StorageUnavailable } from './storage-unavailable.ts'

/** Sees each statement before it runs. */
export type Observe = (sql: string) => void

const STATEMENTS_KEPT = 500
const BUSY_PATIENCE = 3000
const BUSY_PAUSE = 15

/**
 * Kysely's dialect for SQLite with another driver: transactions start as writers, so that none of two fails later;
 * statements are prepared once; and other programs on the file are waited for without holding the only thread.
 */
export function createSqliteDialect(database: Database.Database, observe?: Observe): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => createDriver(database, observe),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

function createDriver(database: Database.Database, observe?: Observe): Driver {
  const prepare = keepStatements(database, observe)
  const run = (sql: string) => void prepare(sql).run()
  const connection: DatabaseConnection = {
    executeQuery: <R>({ sql, parameters }: CompiledQuery) => patiently(() => execute<R>(prepare(sql), parameters)),
    streamQuery: () => {
      throw new Error('Rows are read at once, not streamed.')
    },
  }
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: () => patiently(() => run('begin immediate')),
    commitTransaction: () => patiently(() => run('commit')),
    rollbackTransaction: async () => {
      // Some faults, a full disk among them, have ended the transaction already.
      if (database.inTransaction) run('rollback')
    },
    releaseConnection: async () => {},
    destroy: async () => void database.close(),
  }
}

function keepStatements(database: Database.Database, observe?: Observe): (sql: string) => Database.Statement {
  const statements = new Map<string, Database.Statement>()
  return (sql) => {
    observe?.(sql)
    const known = statements.get(sql)
    if (known) return known
    if (statements.size >= STATEMENTS_KEPT) statements.clear()
    const statement = database.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
}

function execute<R>(statement: Database.Statement, parameters: readonly unknown[]): QueryResult<R> {
  if (statement.reader) return { rows: statement.all(parameters) as R[] }
  const { changes, lastInsertRowid } = statement.run(parameters)
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
}

async function patiently<T>(work: () => T): Promise<T> {
  const started = performance.now()
  for (;;) {
    try {
      return work()
    } catch (error) {
      if (!isBusy(error)) throw error
      if (performance.now() - started > BUSY_PATIENCE)
        throw new StorageUnavailable('Another program holds the database file.', { cause: error })
    }
    await new Promise((resolve) => setTimeout(resolve, BUSY_PAUSE))
  }
}

/** Another program has the file. */
export function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
}
