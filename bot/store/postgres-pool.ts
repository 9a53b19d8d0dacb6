import type { PostgresPool, PostgresPoolClient } from 'kysely'
import { Pool, type PoolClient, types } from 'pg'

import { StorageUnavailable } from './storage-unavailable.ts'

export type PoolOptions = {
  /** Sees each statement before it runs. */
  observe?: (sql: string) => void
  /** Hears of connections that broke while nobody used them. */
  onFault?: (error: Error) => void
}

const CONNECTIONS = 10
const POOL_WAIT = 1000
const STATEMENT_TIMEOUT = 3000
// A server that hangs does not keep its own time limit: a little later the connection is given up.
const PATIENCE = STATEMENT_TIMEOUT + 300
const INT8 = 20
const NOTHING = { command: 'BEGIN', rowCount: null, rows: [] }

/** Connections that never wait long: not for a free one, not for the server. */
export function createPostgresPool(connectionString: string, options: PoolOptions = {}): PostgresPool {
  const pool = new Pool({
    connectionString,
    max: CONNECTIONS,
    connectionTimeoutMillis: POOL_WAIT,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: 'activation-support-bot',
    statement_timeout: STATEMENT_TIMEOUT,
    idle_in_transaction_session_timeout: 10_000,
    types: { getTypeParser: (oid, format) => (oid === INT8 ? Number : types.getTypeParser(oid, format)) },
  })
  // Without a listener, a server that stops would end this process.
  pool.on('error', (error) => options.onFault?.(error))
  return {
    options: pool.options,
    connect: async () => {
      try {
        return guard(await pool.connect(), options)
      } catch (error) {
        throw new StorageUnavailable('The database cannot be reached.', { cause: error })
      }
    },
    end: () => pool.end(),
  }
}

// After a time-out nobody knows what the connection will answer next, so it is closed and not given to others.
function guard(client: PoolClient, { observe, onFault }: PoolOptions): PostgresPoolClient {
  let broken = false
  const breakOff = () => {
    broken = true
  }
  const fault = (error: Error) => {
    breakOff()
    onFault?.(error)
  }
  client.on('error', fault)
  const run = (sql: string, parameters?: readonly unknown[]) =>
    within(PATIENCE, client.query(sql, parameters), breakOff)
  // A transaction begins with its first statement: two journeys in one, where both can be written in one text.
  let isBeginning = false
  const query = async (sql: string, parameters?: readonly unknown[]) => {
    if (broken) throw new StorageUnavailable('The connection to the database is lost.')
    observe?.(sql)
    if (sql === 'begin') {
      isBeginning = true
      return NOTHING
    }
    if (!isBeginning) return await run(sql, parameters)
    isBeginning = false
    if (sql === 'rollback' || sql === 'commit') return NOTHING
    if (!parameters?.length) return ((await run(`begin; ${sql}`)) as unknown as unknown[]).at(-1)
    await run('begin')
    return await run(sql, parameters)
  }
  return {
    ...(client.processID !== undefined && { processID: client.processID }),
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => {
      client.removeListener('error', fault)
      client.release(broken || destroy === true)
    },
  }
}

async function within<T>(ms: number, work: Promise<T>, onTimeUp: () => void): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const timeUp = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      onTimeUp()
      reject(new StorageUnavailable(`The database did not answer within ${ms} ms.`))
    }, ms)
  })
  work.catch(() => {})
  try {
    return await Promise.race([work, timeUp])
  } finally {
    clearTimeout(timer)
  }
}
