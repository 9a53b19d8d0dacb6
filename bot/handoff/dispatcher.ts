import { randomUUID } from 'node:crypto'

import type { Log } from '../log.ts'
import { LEASE, type OutboxStore, type Parcel } from '../store/index.ts'
import { ParcelFailed } from './parcel-failed.ts'
import { afterFailure, decideRetry, type Failure, HEALTHY, isDoubtful, isDown, type LaneHealth } from './retry.ts'

/** What a sink is given; `doubtedAt` when an earlier try may have got through. */
export type Delivery = Pick<Parcel, 'key' | 'payload' | 'doubtedAt'>

/** Hands a parcel to another system. Resolves when that system has it; may be called again for the same key. */
export type Sink = (parcel: Delivery) => Promise<void>

export type DispatcherPorts = {
  store: Pick<OutboxStore, 'take' | 'before' | 'defer' | 'extend' | 'finish' | 'postpone' | 'release' | 'hasten'>
  sinks: Record<string, Sink>
  /** Hears of a parcel before it is left to a person; it is not, as long as this fails. */
  onParked?: (parcel: Parcel) => Promise<void>
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
  /** Takes nothing more, waits for what is under way, and gives back what is not done in time. */
  stop(graceMs?: number): Promise<void>
}

type Held = Map<string, string>
type Lane = { kind: string; tail: Promise<void>; health: LaneHealth; isWaiting: boolean; held: Held }

const ROUND = 5_000
const GRACE = 10_000
const LONGEST_DELIVERY = 60_000
// News of a case wait for what was said before it.
const AFTER_BEFORE = 1000

/** Starts to work the outbox. */
export function createDispatcher(ports: DispatcherPorts): Dispatcher {
  const held: Held = new Map()
  const lanes = Object.keys(ports.sinks).map(
    (kind): Lane => ({ kind, tail: Promise.resolve(), health: HEALTHY, isWaiting: false, held }),
  )
  let stopped = false
  const run = () => {
    for (const lane of lanes) enter(ports, lane, () => stopped)
  }
  const settle = async () => {
    run()
    await Promise.all(lanes.map(({ tail }) => tail))
  }
  const timer = setInterval(run, ROUND)
  timer.unref()
  return {
    wake: run,
    settle,
    stop: async (graceMs = GRACE) => {
      stopped = true
      clearInterval(timer)
      await within(graceMs, Promise.all(lanes.map(({ tail }) => tail)))
      for (const [id, lease] of held) await ports.store.release(id, lease).catch(() => {})
    },
  }
}

// One who waits sees whatever comes until it is served: a hundred turns need no hundred rounds.
function enter(ports: DispatcherPorts, lane: Lane, isStopped: () => boolean): void {
  if (lane.isWaiting || isStopped()) return
  lane.isWaiting = true
  lane.tail = lane.tail
    .then(() => {
      lane.isWaiting = false
      return workLane(ports, lane, isStopped)
    })
    .catch((error) => ports.log.error({ event: 'outbox', kind: lane.kind, error }))
}

async function workLane(ports: DispatcherPorts, lane: Lane, isStopped: () => boolean): Promise<void> {
  while (!isStopped() && ports.clock() >= lane.health.pausedUntil) {
    const lease = randomUUID()
    const parcel = await ports.store.take(lane.kind, lease, ports.clock())
    if (!parcel) return
    lane.held.set(parcel.id, lease)
    try {
      await deliver(ports, lane, parcel, lease)
    } finally {
      lane.held.delete(parcel.id)
    }
  }
}

async function deliver(ports: DispatcherPorts, lane: Lane, parcel: Parcel, lease: string): Promise<void> {
  const { store, sinks, clock, log } = ports
  const { id, kind, key } = parcel
  const before = await store.before(parcel)
  if (before !== undefined) return void (await store.defer(id, lease, Math.max(before, clock()) + AFTER_BEFORE))
  const heartbeat = setInterval(() => {
    store.extend(id, lease, clock()).catch((error) => log.warn({ event: 'outbox', kind, key, error }))
  }, LEASE / 3)
  try {
    await inTime(sinks[kind]?.(parcel))
  } catch (error) {
    await putOff(ports, lane, { parcel, lease, error })
    return
  } finally {
    clearInterval(heartbeat)
  }
  // Another bot has it when the lease was lost: then the mark is theirs.
  const mine = await store.finish(id, lease, clock())
  log.info({ event: mine ? 'delivered' : 'delivered-late', kind, key, attempts: parcel.attempts + 1 })
  const wasDown = isDown(lane.health)
  lane.health = HEALTHY
  // The others need not wait out what they were given while the system was down.
  if (wasDown) await store.hasten(kind, clock())
}

type Attempt = { parcel: Parcel; lease: string; error: unknown }

async function putOff(ports: DispatcherPorts, lane: Lane, { parcel, lease, error }: Attempt): Promise<void> {
  const { store, clock, log, random = Math.random } = ports
  const now = clock()
  const failure: Failure = error instanceof ParcelFailed ? error.failure : { kind: 'down' }
  const retry = decideRetry({ attempts: parcel.attempts, age: now - parcel.at, failure, chance: random() })
  lane.health = afterFailure(lane.health, retry, now)
  const doubt = isDoubtful(failure) ? { doubtedAt: now } : {}
  const fields = { kind: parcel.kind, key: parcel.key, attempts: parcel.attempts + 1, reason: failure.kind, error }
  if (retry.kind === 'defer') return void (await store.defer(parcel.id, lease, now + retry.ms))
  if (retry.kind === 'park') {
    // First: whoever waits for the parcel must hear of it even when the bot dies in between.
    await ports.onParked?.(parcel)
    await store.postpone(parcel.id, lease, { dueAt: now, error: describe(error), parkedAt: now, ...doubt })
    log.error({ event: 'parked', ...fields })
    return
  }
  await store.postpone(parcel.id, lease, { dueAt: now + retry.ms, error: describe(error), ...doubt })
  if (failure.kind === 'denied') log.error({ event: 'sink-denied', ...fields })
  else log.warn({ event: 'postponed', ...fields })
}

// A failure that a sink has named says what and where, in words of ours; others may quote what a person wrote.
function describe(error: unknown): string {
  if (error instanceof ParcelFailed) return error.message
  return error instanceof Error ? error.name : typeof error
}

// A sink has time limits of its own; one that forgets them must not hold its lane for ever.
async function inTime(work: Promise<void> | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const timeUp = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ParcelFailed('No answer in time.', { kind: 'down' })), LONGEST_DELIVERY)
  })
  try {
    await Promise.race([work, timeUp])
  } finally {
    clearTimeout(timer)
  }
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const timeUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, timeUp])
  clearTimeout(timer)
}
