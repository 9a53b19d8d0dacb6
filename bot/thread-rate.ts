/** How often something may happen in any stretch of so many milliseconds. */
export type Bucket = { count: number; within: number }

// What Teams takes from one bot in one thread. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
export const TEAMS_BUCKETS: readonly Bucket[] = [
  { count: 7, within: 1000 },
  { count: 8, within: 2000 },
  { count: 60, within: 30_000 },
  { count: 1800, within: 3_600_000 },
]

/** Spreads posts to a thread, so that its channel need not refuse any. */
export type ThreadRate = {
  /** Milliseconds until the next post is within all buckets. */
  wait(thread: string, now: number): number
  /** Counts a post. */
  note(thread: string, now: number): void
}

const MOST_THREADS = 10_000

/** Counts posts by thread. In this process only: a post that another bot of this store sends may still be refused. */
export function createThreadRate(buckets: readonly Bucket[] = TEAMS_BUCKETS): ThreadRate {
  const longest = Math.max(...buckets.map(({ within }) => within))
  const threads = new Map<string, number[]>()
  return {
    wait: (thread, now) => {
      const posts = threads.get(thread) ?? []
      return Math.max(0, ...buckets.map(({ count, within }) => (posts.at(-count) ?? -Infinity) + within - now))
    },
    note: (thread, now) => {
      const posts = (threads.get(thread) ?? []).filter((at) => at > now - longest)
      // Written anew, the busiest threads stay at the end.
      threads.delete(thread)
      threads.set(thread, [...posts, now])
      if (threads.size <= MOST_THREADS) return
      for (const oldest of threads.keys()) {
        threads.delete(oldest)
        break
      }
    },
  }
}
