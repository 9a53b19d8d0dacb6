/** Why a system did not take a parcel. */
export type Failure =
  /** It cannot be reached, or it did not manage: nobody knows whether it has the parcel, unless it never left. */
  | { kind: 'down'; unsent?: true }
  /** It is too early to try, in milliseconds; nothing was sent. */
  | { kind: 'early'; after: number }
  /** It asks for patience, in milliseconds where it says how much; `unclear` when it may have the parcel. */
  | { kind: 'throttled'; after?: number; unclear?: true }
  /** It does not let the bot in: no parcel will get through until somebody corrects that. */
  | { kind: 'denied' }
  /** It will never take this parcel. */
  | { kind: 'rejected' }

/** What to do with a parcel that was not taken: try again later, or leave it to a person. */
export type Retry = { kind: 'wait'; ms: number; pauseLane: boolean } | { kind: 'defer'; ms: number } | { kind: 'park' }

/** What is known about a parcel when a try failed. `chance` is between 0 and 1. */
export type Tried = { attempts: number; age: number; failure: Failure; chance: number }

const SECOND = 1000
const MINUTE = 60 * SECOND
const WAITS = [1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE)
const LONGEST_WAIT = 30 * MINUTE
const LONGEST_PATIENCE = 60 * MINUTE
const DENIED_WAIT = 5 * MINUTE
// RFC 5321 asks a sender to try for 4 to 5 days. Nothing is deleted then: it is parked, and a person looks.
const PARK_AFTER = 5 * 24 * 60 * MINUTE

/** Decides on the next try. Pure. */
export function decideRetry({ attempts, age, failure, chance }: Tried): Retry {
  if (failure.kind === 'rejected') return { kind: 'park' }
  // A wrong password is no fault of the parcel: it keeps its place.
  if (failure.kind === 'denied') return { kind: 'wait', ms: DENIED_WAIT, pauseLane: true }
  if (age > PARK_AFTER) return { kind: 'park' }
  if (failure.kind === 'early') return { kind: 'defer', ms: Math.max(SECOND, failure.after) }
  const spread = 0.8 + 0.4 * chance
  if (failure.kind === 'throttled' && failure.after !== undefined)
    return { kind: 'wait', ms: Math.min(LONGEST_PATIENCE, Math.max(SECOND, failure.after)), pauseLane: true }
  return { kind: 'wait', ms: (WAITS[attempts] ?? LONGEST_WAIT) * spread, pauseLane: failure.kind === 'throttled' }
}

/** How a lane has fared lately. */
export type LaneHealth = { failures: number; pausedUntil: number }

export const HEALTHY: LaneHealth = { failures: 0, pausedUntil: 0 }

const BREAK_AFTER = 5
const BREAK = 30 * SECOND

/** What a failed try means for the others in the lane: after five in a row it rests, then one is tried. Pure. */
export function afterFailure(health: LaneHealth, retry: Retry, now: number): LaneHealth {
  // A parcel that is refused, or was not tried, says nothing about the others.
  if (retry.kind !== 'wait') return health
  const failures = health.failures + 1
  const rest = retry.pauseLane ? retry.ms : failures >= BREAK_AFTER ? BREAK : 0
  return { failures, pausedUntil: Math.max(health.pausedUntil, rest > 0 ? now + rest : 0) }
}

/** Whether so much failed that it was the system and not the parcels. */
export function isDown({ failures }: LaneHealth): boolean {
  return failures >= BREAK_AFTER
}

/** Whether the parcel may have got through for all that is known. */
export function isDoubtful(failure: Failure): boolean {
  return failure.kind === 'down' ? !failure.unsent : failure.kind === 'throttled' && failure.unclear === true
}
