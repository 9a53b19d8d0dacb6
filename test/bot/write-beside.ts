import { setTimeout as sleep } from 'node:timers/promises'
import type Database from 'better-sqlite3'

const PATIENCE = 5000

/**
 * Writes on a connection of its own beside a bot of this process. The bot holds the database until its round of the
 * event loop is over, so waiting inside SQLite would wait for ever.
 */
export async function writeBeside(database: Database.Database, work: () => void): Promise<void> {
  database.pragma('busy_timeout = 0')
  const end = performance.now() + PATIENCE
  for (;;) {
    try {
      return work()
    } catch (error) {
      if ((error as { code?: string }).code !== 'SQLITE_BUSY' || performance.now() > end) throw error
      await sleep(2)
    }
  }
}
