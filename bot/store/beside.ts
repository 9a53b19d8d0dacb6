import { existsSync, statSync } from 'node:fs'
import { type Kysely, sql } from 'kysely'
import { sqliteDialect } from './dialect.ts'
import { type Erased, erasePerson } from './erase.ts'
import { FIRST_MIGRATION, missingMigrations } from './migrations.ts'
import { countLanes, type LaneBacklog, type OpenParcels, openParcels } from './open-parcels.ts'
import type { StorePlace } from './open-store.ts'
import { createOutboxStore } from './outbox.ts'
import type { Schema } from './schema.ts'
import { connectSqlite } from './sqlite.ts'
import type { Backlog } from './store.ts'

/** What a database looks like from beside. */
export type Inspection = {
  /** What it says of its own soundness; `ok` when there is nothing to say. */
  integrity: string
  conversations: number
  quarantined: number
  /** Teams of Microsoft Teams that the bot was added to. */
  teams: number
  backlog: Backlog
  /** What waits, system by system. */
  lanes: LaneBacklog[]
}

/** Nothing can be done with the database as it is; the message says what to do. */
export class NotReady extends Error {
  readonly code = 'not-ready'
}

/** What commands do beside a running bot, in short transactions. */
export type Beside = {
  inspect(): Promise<Inspection>
  /** What is on its way to other systems. */
  parcels: OpenParcels
  /** Removes a person, and every trace from the files of the database; `remains` says what is left to do for whom. */
  erase(person: string): Promise<Erased & { remains?: string[] }>
  /** Writes a copy to a file that is not there yet; only an embedded database can. */
  copyTo?(file: string): Promise<void>
  close(): Promise<void>
}

/** Opens a database that a bot has made, and may be using. */
export async function openBeside({ url, file }: StorePlace): Promise<Beside> {
  if (url === undefined && !existsSync(file)) throw new NotReady(`${file} does not exist. "npm start" makes it.`)
  const db = url === undefined ? connectSqlite(file) : (await import('./postgres.ts')).connectPostgres(url)
  try {
    // What cannot be reached is not empty.
    await sql`select 1`.execute(db)
    const missing = await missingMigrations(db)
    if (missing.includes(FIRST_MIGRATION)) throw new NotReady('The database is empty: "npm start" fills it.')
    if (missing.length > 0)
      throw new NotReady(
        `The database lacks ${missing.join(', ')}. "npm start" with this version brings it up to date.`,
      )
    return url === undefined ? besideSqlite(db, file) : besidePostgres(db, url)
  } catch (error) {
    await db.destroy().catch(() => {})
    throw error
  }
}

function besideSqlite(db: Kysely<Schema>, file: string): Beside {
  return {
    parcels: openParcels(db, Date.now),
    inspect: async () => {
      const { rows } = await sql<{ quick_check: string }>`pragma quick_check(5)`.execute(db)
      return { ...(await count(db)), integrity: rows.map(({ quick_check }) => quick_check).join('; ') }
    },
    erase: async (person) => {
      const erased = await erasePerson(db, person)
      // Deleted bytes are zeroed, but pages that were rearranged can hold copies: all of it is written anew.
      await sql`vacuum`.execute(db)
      await emptyJournal(db, file)
      return erased
    },
    copyTo: async (target) => {
      await sql`vacuum into ${target}`.execute(db)
    },
    close: () => db.destroy(),
  }
}

function besidePostgres(db: Kysely<Schema>, url: string): Beside {
  return {
    parcels: openParcels(db, Date.now),
    inspect: async () => ({ ...(await count(db)), integrity: 'ok' }),
    erase: async (person) => {
      const erased = await erasePerson(db, person)
      const { clearPostgres } = await import('./clear-postgres.ts')
      return { ...erased, remains: await clearPostgres(url) }
    },
    close: () => db.destroy(),
  }
}

async function count(db: Kysely<Schema>): Promise<Omit<Inspection, 'integrity'>> {
  const rowsOf = async (table: 'conversations' | 'quarantine' | 'team_installs') => {
    const { rows } = await db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow()
    return Number(rows)
  }
  return {
    conversations: await rowsOf('conversations'),
    quarantined: await rowsOf('quarantine'),
    teams: await rowsOf('team_installs'),
    backlog: await createOutboxStore(db, sqliteDialect).backlog(),
    lanes: await countLanes(db),
  }
}

const JOURNAL_PATIENCE = 30_000

// The journal still holds pages from before. It can be emptied in a moment in which nobody reads.
async function emptyJournal(db: Kysely<Schema>, file: string): Promise<void> {
  const until = Date.now() + JOURNAL_PATIENCE
  for (;;) {
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db)
    if (rows[0]?.busy === 0) return
    if (Date.now() > until) {
      const size = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0
      throw new NotReady(`${file}-wal (${size} bytes) is in use and may hold traces. Run this once more.`)
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
