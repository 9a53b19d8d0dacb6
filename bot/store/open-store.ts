import { openSqlite } from './sqlite.ts'
import type { Store } from './store.ts'

/** Where the bot keeps everything: a PostgreSQL database when there is a `url`, else a file. */
export type StorePlace = { url?: string; file: string }

/** Opens the store of a bot. */
export async function openStore({ url, file }: StorePlace, onFault?: (error: Error) => void): Promise<Store> {
  if (url === undefined) return await openSqlite(file)
  // Only who uses PostgreSQL loads its driver.
  const { openPostgres } = await import('./postgres.ts')
  return await openPostgres(url, steadyClock, onFault ? { onFault } : {})
}

// Goes on evenly when somebody sets this machine's clock: what time it is, the database says.
function steadyClock(): number {
  return Math.round(performance.timeOrigin + performance.now())
}
