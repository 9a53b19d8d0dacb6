import Database from 'better-sqlite3'

import { StorageUnavailable } from './storage-unavailable.ts'

const PATIENCE = 3000
const PAUSE = 15

/** Tries again while another program holds the file, without holding the only thread. */
export async function patiently<T>(work: () => T): Promise<T> {
  const started = performance.now()
  for (;;) {
    try {
      return work()
    } catch (error) {
      if (!isBusy(error)) throw error
      if (performance.now() - started > PATIENCE)
        throw new StorageUnavailable('Another program holds the database file.', { cause: error })
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE))
  }
}

/** Another program has the file. */
export function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
}
