import type { Log } from './log.ts'
import { purgeTickets } from './purge-tickets.ts'
import { KEPT, type Store } from './store/index.ts'

/** What goes on in the background of a store. */
export type Upkeep = { stop(): Promise<void> }

export type UpkeepPorts = { store: Pick<Store, 'purge' | 'backlog' | 'now'>; dataDir: string; log: Log }

const HOUR = 3_600_000
const FIRST = 60_000

/** Once an hour: removes what is older than it may be, and says aloud that parcels wait for a person. */
export function startUpkeep(ports: UpkeepPorts): Upkeep {
  const { store, log } = ports
  let running = Promise.resolve()
  const round = async () => {
    const count = await purge(ports)
    if (count > 0) log.info({ event: 'purged', count })
    const { parked } = await store.backlog()
    if (parked > 0) log.error({ event: 'parked', count: parked })
  }
  const run = () => {
    running = running.then(round).catch((error) => log.error({ event: 'upkeep', error }))
  }
  const first = setTimeout(run, FIRST)
  const timer = setInterval(run, HOUR)
  first.unref()
  timer.unref()
  return {
    stop: async () => {
      clearTimeout(first)
      clearInterval(timer)
      await running
    },
  }
}

/** Removes what is older than it may be, in the database and beside it; resolves with how much that was. */
export async function purge({ store, dataDir }: Pick<UpkeepPorts, 'store' | 'dataDir'>): Promise<number> {
  const now = store.now()
  return (await store.purge(now)) + (await purgeTickets(dataDir, now - KEPT.ticket))
}
