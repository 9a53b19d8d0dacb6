import type { Log } from './log.ts'
import type { Store } from './store/index.ts'

/** What goes on in the background of a store. */
export type Upkeep = { stop(): Promise<void> }

export type UpkeepPorts = { store: Pick<Store, 'purge' | 'backlog' | 'now'>; log: Log }

const HOUR = 3_600_000
const FIRST = 60_000

/** Once an hour: removes what is older than it may be, and says aloud that parcels wait for a person. */
export function startUpkeep({ store, log }: UpkeepPorts): Upkeep {
  let running = Promise.resolve()
  const round = async () => {
    const count = await store.purge(store.now())
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
