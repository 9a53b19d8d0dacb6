import type Database from 'better-sqlite3'
import {
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type LimitNode,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  ValueNode,
} from 'kysely'

import { createGroupCommit, type GroupCommit, type Member } from './group-commit.ts'
import type { Batch } from './prepare.ts'

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
    createQueryCompiler: () => new Compiler(),
  }
}

// What Kysely calls connections are those who wait for the one there is.
class Adapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

// SQLite plans a statement for the value of a limit: as a parameter, it has the statement compiled anew in every run.
class Compiler extends SqliteQueryCompiler {
  override visitLimit(node: LimitNode): void {
    const { limit } = node
    if (ValueNode.is(limit) && Number.isInteger(limit.value)) this.append(`limit ${limit.value}`)
    else super.visitLimit(node)
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
    executeQuery: async <R>({ sql, parameters, rest = [] }: Batch) => {
      const work = () => {
        const result = execute<R>(prepare(sql), parameters)
        for (const one of rest) execute(prepare(one.sql), one.parameters)
        return result
      }
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
