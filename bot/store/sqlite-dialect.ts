import type Database from 'better-sqlite3'
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

import { createGroupCommit, type GroupCommit, type Member } from './group-commit.ts'

/** Sees each statement before it runs. */
export type Observe = (sql: string) => void

const STATEMENTS_KEPT = 500

/**
 * Kysely's dialect for SQLite with another driver: transactions start as writers, so that none of two fails later, and
 * share their commit; statements are prepared once; and other programs on the file are waited for without holding the
 * only thread.
 */
export function createSqliteDialect(database: Database.Database, observe?: Observe): Dialect {
  return {
    createAdapter: () => new Adapter(),
    createDriver: () => createDriver(database, observe),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

// What Kysely calls connections are those who wait for the one there is.
class Adapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

type Connection = DatabaseConnection & { member?: Member | undefined }

function createDriver(database: Database.Database, observe?: Observe): Driver {
  const prepare = keepStatements(database, observe)
  const group = createGroupCommit(database, (sql) => void prepare(sql).run())
  const end = async (connection: Connection, how: 'commit' | 'rollback') => {
    await connection.member?.[how]()
    connection.member = undefined
  }
  return {
    init: async () => {},
    acquireConnection: async () => connect(group, prepare),
    beginTransaction: async (connection: Connection) => {
      connection.member = await group.begin()
    },
    commitTransaction: (connection) => end(connection, 'commit'),
    rollbackTransaction: (connection) => end(connection, 'rollback'),
    releaseConnection: async () => {},
    destroy: async () => {
      await group.flush()
      database.close()
    },
  }
}

function connect(group: GroupCommit, prepare: (sql: string) => Database.Statement): Connection {
  const connection: Connection = {
    executeQuery: async <R>({ sql, parameters }: CompiledQuery) => {
      const work = () => execute<R>(prepare(sql), parameters)
      if (connection.member) return work()
      if (/^select\b/i.test(sql)) return await group.join(false, work)
      return /^(insert|update|delete|with)\b/i.test(sql) ? await group.join(true, work) : await group.alone(work)
    },
    streamQuery: () => {
      throw new Error('Rows are read at once, not streamed.')
    },
  }
  return connection
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
