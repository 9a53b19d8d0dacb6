/** How often something may happen in any stretch of so many milliseconds. */
export type Bucket = { count: number; within: number }

// What Teams takes from one bot in one thread. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
export const TEAMS_BUCKETS: readonly Bucket[] = [
  { count: 7, within: 1000 },
  { count: 8, within: 2000 },
  { count: 60, within: 30_000 },
  { count: 1800, within: 3_600_000 },
]

/** Milliseconds until a post is within all buckets; `posts` are the times of those before it, the oldest first. */
export function waitAfter(posts: readonly number[], now: number, buckets: readonly Bucket[] = TEAMS_BUCKETS): number {
  const free = buckets.map(({ count, within }) => (posts.at(-count) ?? -Infinity) + within)
  // A place that is reserved already comes first.
  return Math.max(now, posts.at(-1) ?? -Infinity, ...free) - now
}

/** The posts that still count with one more. */
export function withPost(posts: readonly number[], at: number, buckets: readonly Bucket[] = TEAMS_BUCKETS): number[] {
  const longest = Math.max(...buckets.map(({ within }) => within))
  return [...posts.filter((before) => before > at - longest), at]
}

/** Spreads posts to a thread, so that its channel need not refuse any. */
export type ThreadRate = {
  /** Milliseconds until the place of the next post, which is reserved when that is no more than `patience`. */
  reserve(thread: string, patience: number): Promise<number>
}

/** Where several bots count together. */
export type SharedPlaces = { reserve?(thread: string, patience: number): Promise<number> }

const MOST_THREADS = 10_000

/** Counts posts by thread: with the other bots that share the places, or alone while these cannot be reached. */
export function createThreadRate(
  clock: () => number,
  shared: SharedPlaces = {},
  buckets: readonly Bucket[] = TEAMS_BUCKETS,
): ThreadRate {
  const threads = new Map<string, number[]>()
  const note = (thread: string, at: number) => {
    const posts = withPost(threads.get(thread) ?? [], at, buckets)
    // Written anew, the busiest threads stay at the end.
    threads.delete(thread)
    threads.set(thread, posts)
    const [oldest] = threads.size > MOST_THREADS ? threads.keys() : []
    if (oldest !== undefined) threads.delete(oldest)
  }
  return {
    reserve: async (thread, patience) => {
      const known = await shared.reserve?.(thread, patience).catch(() => undefined)
      const now = clock()
      const wait = known ?? waitAfter(threads.get(thread) ?? [], now, buckets)
      // Also what was counted together: who is alone a moment later goes on from there.
      if (wait <= patience) note(thread, now + wait)
      return wait
    },
  }
}
