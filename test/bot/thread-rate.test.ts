import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { createThreadRate, TEAMS_BUCKETS } from '../../bot/thread-rate.ts'

describe('createThreadRate', () => {
  it('lets so many through at once as the tightest bucket takes', () => {
    const rate = createThreadRate()
    const waits = Array.from({ length: 8 }, () => {
      const wait = rate.wait('t', 1000)
      rate.note('t', 1000)
      return wait
    })
    expect(waits).toEqual([0, 0, 0, 0, 0, 0, 0, 1000])
  })

  it('counts each thread for itself', () => {
    const rate = createThreadRate([{ count: 1, within: 1000 }])
    rate.note('t', 0)
    expect([rate.wait('t', 400), rate.wait('u', 400)]).toEqual([600, 0])
  })

  it('never lets a stretch of time hold more than its bucket, whenever the posts come', () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 1500 }), { minLength: 20, maxLength: 200 })
    fc.assert(
      fc.property(pauses, (pauses) => {
        const rate = createThreadRate()
        const posts: number[] = []
        let now = 0
        for (const pause of pauses) {
          now += pause
          now += rate.wait('t', now)
          rate.note('t', now)
          posts.push(now)
        }
        return TEAMS_BUCKETS.every(({ count, within }) =>
          posts.every((at, n) => at - (posts[n - count] ?? -Infinity) >= within),
        )
      }),
    )
  })
})
