import { randomUUID } from 'node:crypto'

import type { Log } from '../log.ts'
import { LEASE, type OutboxStore, type Parcel } from '../store/index.ts'

/** Hands a parcel to another system. Resolves when that system has it; may be called again for the same key. */
export type Sink = (parcel: { key: string; payload: unknown }) => Promise<void>

/** The other system will never take this parcel: it waits for a person. */
export class ParcelRejected extends Error {
  readonly code = 'parcel-rejected'
}

export type DispatcherPorts = {
  store: Pick<OutboxStore, 'take' | 'extend' | 'finish' | 'postpone'>
  sinks: Record<string, Sink>
  clock: () => number
  log: Log
  random?: () => number
}

/** Works the outbox: one lane per kind, so that one system that is down holds up no other. */
export type Dispatcher = {
  /** Looks now instead of at the next round. */
  wake(): void
  /** Resolves when nothing is due any more. */
  settle(): Promise<void>
  stop(): Promise<void>
}

const ROUND = 5_000
const MINUTE = 60_000
const WAITS = [1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE)
// RFC 5321 asks a sender to try for 4 to 5 days. Nothing is deleted then: it is parked, and a person looks.
const PARK_AFTER = 5 * 24 * 60 * MINUTE

/** Starts to work the outbox. */
export function createDispatcher(ports: DispatcherPorts): Dispatcher {
  const lanes = new Map(Object.keys(ports.sinks).map((kind) => [kind, Promise.resolve()]))
  let stopped = false
  const run = () => {
    for (const [kind, lane] of lanes) {
      lanes.set(
        kind,
        lane
          .then(() => workLane(ports, kind, () => stopped))
          .catch((error) => ports.log.error({ event: 'outbox', kind, error })),
      )
    }
  }
  const settle = async () => {
    run()
    await Promise.all(lanes.values())
  }
  const timer = setInterval(run, ROUND)
  timer.unref()
  return {
    wake: run,
    settle,
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await Promise.all(lanes.values())
    },
  }
}

async function workLane(ports: DispatcherPorts, kind: string, isStopped: () => boolean): Promise<void> {
  while (!isStopped()) {
    const lease = randomUUID()
    const parcel = await ports.store.take(kind, lease, ports.clock())
    if (!parcel) return
    await deliver(ports, parcel, lease)
  }
}

async function deliver(ports: DispatcherPorts, parcel: Parcel, lease: string): Promise<void> {
  const { store, sinks, clock, log } = ports
  const { id, kind, key, payload } = parcel
  const heartbeat = setInterval(() => {
    store.extend(id, lease, clock()).catch((error) => log.warn({ event: 'outbox', kind, key, error }))
  }, LEASE / 3)
  try {
    await sinks[kind]?.({ key, payload })
    await store.finish(id, lease, clock())
    log.info({ event: 'delivered', kind, key, attempts: parcel.attempts + 1 })
  } catch (error) {
    await postpone(ports, parcel, lease, error)
  } finally {
    clearInterval(heartbeat)
  }
}

async function postpone(ports: DispatcherPorts, parcel: Parcel, lease: string, error: unknown): Promise<void> {
  const { store, clock, log, random = Math.random } = ports
  const now = clock()
  const wait = (WAITS[parcel.attempts] ?? 30 * MINUTE) * (0.8 + 0.4 * random())
  const parked = error instanceof ParcelRejected || now - parcel.at > PARK_AFTER
  const name = error instanceof Error ? error.name : typeof error
  await store.postpone(parcel.id, lease, { dueAt: now + wait, error: name, ...(parked && { parkedAt: now }) })
  const fields = { kind: parcel.kind, key: parcel.key, attempts: parcel.attempts + 1, error }
  if (parked) log.error({ event: 'parked', ...fields })
  else log.warn({ event: 'postponed', ...fields })
}
