import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openPostgres } from '../../bot/store/postgres.ts'
import { createThreadRate, TEAMS_BUCKETS, waitAfter, withPost } from '../../bot/thread-rate.ts'
import { POSTGRES_BINARIES, POSTGRES_MISSING, type PostgresServer, startPostgres } from '../support/postgres.ts'

describe('createThreadRate', () => {
  it('lets so many through at once as the tightest bucket takes', async () => {
    const rate = createThreadRate(() => 1000)
    const waits = []
    for (let n = 0; n < 8; n += 1) waits.push(await rate.reserve('t', 5000))
    expect(waits).toEqual([0, 0, 0, 0, 0, 0, 0, 1000])
  })

  it('counts each thread for itself', async () => {
    const rate = createThreadRate(() => 400, {}, [{ count: 1, within: 1000 }])
    expect(await rate.reserve('t', 0)).toBe(0)
    expect([await rate.reserve('t', 0), await rate.reserve('u', 0)]).toEqual([1000, 0])
  })

  it('reserves no place that is too late', async () => {
    const rate = createThreadRate(() => 0, {}, [{ count: 1, within: 1000 }])
    const waits = []
    for (const patience of [0, 999, 999, 1000, 1999, 2000]) waits.push(await rate.reserve('t', patience))
    expect(waits).toEqual([0, 1000, 1000, 1000, 2000, 2000])
  })

  it('goes on alone with what was counted together when the others cannot be asked', async () => {
    const answers = [0, 0, 0]
    const ask = async () => answers.pop() ?? Promise.reject(new Error('The database is away'))
    const rate = createThreadRate(() => 0, { reserve: ask }, [{ count: 4, within: 1000 }])
    const waits = []
    for (let n = 0; n < 5; n += 1) waits.push(await rate.reserve('t', 5000))
    expect(waits).toEqual([0, 0, 0, 0, 1000])
  })
})

describe('waitAfter', () => {
  it('never lets a stretch of time hold more than its bucket, whenever the posts come', () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 1500 }), { minLength: 20, maxLength: 200 })
    fc.assert(
      fc.property(pauses, fc.boolean(), (pauses, isPatient) => {
        let kept: number[] = []
        const posts: number[] = []
        let now = 0
        for (const pause of pauses) {
          now += pause
          const at = now + waitAfter(kept, now)
          kept = withPost(kept, at)
          posts.push(at)
          // Somebody else asks for a place before this one has come.
          if (isPatient) now = at
        }
        return TEAMS_BUCKETS.every(({ count, within }) =>
          posts.every((at, n) => at - (posts[n - count] ?? -Infinity) >= within),
        )
      }),
    )
  })
})

describe.skipIf(!POSTGRES_BINARIES)(`bots on one PostgreSQL ${POSTGRES_BINARIES ? '' : POSTGRES_MISSING}`, () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server?.remove())

  it('count their posts to a thread together, and each by itself while the database is away', async () => {
    const url = await server.newDatabase()
    const stores = await Promise.all([1, 2].map(() => openPostgres(url)))
    const rates = stores.map((store) => createThreadRate(Date.now, store))
    const reserve = async (thread: string) => {
      const waits = rates.map((rate) => Promise.all(Array.from({ length: 8 }, () => rate.reserve(thread, 60_000))))
      return Math.max(...(await Promise.all(waits)).flat())
    }
    // Of sixteen posts the last has to wait three seconds, of eight one.
    expect(await reserve('t')).toBeGreaterThan(1500)
    expect(await reserve('u')).toBeGreaterThan(1500)
    await server.crash()
    expect(await reserve('v')).toBeLessThanOrEqual(1000)
    await server.start()
    await Promise.all(stores.map((store) => store.close()))
  })
})
