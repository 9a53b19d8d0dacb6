import { Kysely, PostgresDialect, sql } from 'kysely'
import { Client } from 'pg'

import { postgresDialect } from './dialect.ts'
import { createStore } from './kysely-store.ts'
import { createLanes } from './lanes.ts'
import { migrate } from './migrations.ts'
import { createPostgresPool, type PoolOptions } from './postgres-pool.ts'
import type { Schema } from './schema.ts'
import { openSharedPlaces } from './shared-places.ts'
import type { Store } from './store.ts'

const LANE_PATIENCE = 3000
const CLOSE_PATIENCE = 2000
const RECONNECT_AFTER = 1000
const FOLLOW_EVERY = 600_000
const CHANNEL = 'conversation_changed'

/** Opens a database that several bots share, and creates or upgrades its tables. */
export async function openPostgres(
  url: string,
  clock: () => number = Date.now,
  options: PoolOptions = {},
): Promise<Store> {
  const db = connectPostgres(url, options)
  try {
    await migrate(db, postgresDialect, clock())
    // The replicas go by one clock, the database's: their own may differ.
    const time = await followDatabase(db, clock)
    const store = createStore(db, time.now, postgresDialect)
    const places = await openSharedPlaces(db, time.now)
    const lanes = createLanes(LANE_PATIENCE)
    const news = listen(url)
    return {
      ...store,
      ...places,
      turn: async (key, opening, work) => {
        const result = await lanes.run(key.conversation, () => store.turn(key, opening, work))
        if (!result.replayed) announce(db, key.conversation)
        return result
      },
      onChange: news.onChange,
      close: async () => {
        time.stop()
        await Promise.race([Promise.all([news.close(), db.destroy()]), elapsed(CLOSE_PATIENCE)])
      },
    }
  } catch (error) {
    await db.destroy().catch(() => {})
    throw error
  }
}

/** A connection without migrations, for commands that work beside a bot. */
export function connectPostgres(url: string, options: PoolOptions = {}): Kysely<Schema> {
  const pool = createPostgresPool(url, options)
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
}

/** The database's time, asked for again now and then: no two clocks go equally fast. */
async function followDatabase(db: Kysely<Schema>, clock: () => number): Promise<{ now(): number; stop(): void }> {
  let offset = await clockOffset(db, clock)
  const follow = async () => {
    offset = await clockOffset(db, clock)
  }
  const timer = setInterval(() => void follow().catch(() => {}), FOLLOW_EVERY)
  timer.unref()
  return { now: () => Math.round(clock() + offset), stop: () => clearInterval(timer) }
}

async function clockOffset(db: Kysely<Schema>, clock: () => number): Promise<number> {
  const before = clock()
  const { rows } = await sql<{ now: number }>`select extract(epoch from clock_timestamp()) * 1000 as now`.execute(db)
  return Number(rows[0]?.now ?? before) - (before + clock()) / 2
}

// After the commit, since a notice within would make the commits of all conversations wait for each other.
function announce(db: Kysely<Schema>, conversation: string): void {
  sql`select pg_notify(${CHANNEL}, ${conversation})`.execute(db).catch(() => {})
}

type News = { onChange(listener: (conversation: string) => void): void; close(): Promise<void> }

/** Hears what other replicas commit, so that a socket here shows a turn that was taken there. */
function listen(url: string): News {
  const listeners: ((conversation: string) => void)[] = []
  let client: Client | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false
  const connect = async () => {
    const next = new Client({ connectionString: url, keepAlive: true, application_name: 'activation-support-bot news' })
    client = next
    next.on('error', () => {})
    next.on('end', () => {
      if (closed) return
      timer = setTimeout(open, RECONNECT_AFTER)
      timer.unref()
    })
    next.on('notification', ({ payload }) => {
      for (const listener of listeners) listener(payload ?? '')
    })
    await next.connect()
    await next.query(`listen ${CHANNEL}`)
  }
  const open = () => void connect().catch(() => client?.end().catch(() => {}))
  open()
  return {
    onChange: (listener) => void listeners.push(listener),
    close: async () => {
      closed = true
      clearTimeout(timer)
      await client?.end().catch(() => {})
    },
  }
}

async function elapsed(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms).unref())
}
