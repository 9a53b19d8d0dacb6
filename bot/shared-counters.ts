import { Pool } from 'pg'
import { RateLimiterMemory, RateLimiterPostgres } from 'rate-limiter-flexible'

import type { CreateCounter } from './limits.ts'
import type { Log } from './log.ts'

/** Counters in PostgreSQL, which replicas share. */
export type SharedCounters = { create: CreateCounter; close(): Promise<void> }

const TABLE = 'rate_limits'
const CONNECTIONS = 2
const WAIT = 1000
// Any number that nothing else locks.
const LOCK = 7_204_118

/** Opens the counters. Unlogged: a crash of the server forgives, and no count waits for a disk. */
export async function openSharedCounters(databaseUrl: string, log: Log): Promise<SharedCounters> {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: CONNECTIONS,
    connectionTimeoutMillis: WAIT,
    statement_timeout: WAIT,
    keepAlive: true,
    application_name: 'activation-support-bot limits',
  })
  // Without a listener, a server that stops would end this process.
  pool.on('error', (error) => log.warn({ event: 'limits', error }))
  // A bot whose storage works takes turns, even if it has to count by itself.
  await createTable(pool).catch((error) => log.error({ event: 'limits', error }))
  return {
    create: (counter) =>
      new RateLimiterPostgres({
        ...counter,
        storeClient: pool,
        storeType: 'pool',
        tableName: TABLE,
        tableCreated: true,
        // A flood is turned away without asking the database again and again.
        inMemoryBlockOnConsumed: counter.points + 1,
        // Each replica counts by itself while the database is away.
        insuranceLimiter: new RateLimiterMemory(counter),
      }),
    close: () => pool.end(),
  }
}

// Replicas that start at once would trip over each other's table.
async function createTable(pool: Pool): Promise<void> {
  await pool.query(`
    begin;
    select pg_advisory_xact_lock(${LOCK});
    create unlogged table if not exists ${TABLE} (
      key varchar(255) primary key, points integer not null default 0, expire bigint
    );
    commit`)
}
