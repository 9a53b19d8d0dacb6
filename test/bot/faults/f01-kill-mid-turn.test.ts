import { afterAll, describe, expect, it } from 'vitest'

import { PATIENCE, scale } from '../../soak/scale.ts'
import { KillableBot, openAny, pointsOf, surviveKills } from './kills.ts'
import { embedded, onPostgres, type Place, WITHOUT_POSTGRES } from './places.ts'
import { percentile } from './traffic.ts'

const KILLS = scale(60, 1000)
const server = onPostgres()
afterAll(server.remove)

async function expectSurvival(place: Place): Promise<void> {
  const settings = await place.settings()
  expect(pointsOf(settings).length).toBeGreaterThanOrEqual(12)
  const { acknowledged, recoveries, missed } = await surviveKills(settings, KILLS)
  const [p50, p99] = [0.5, 0.99].map((share) => Math.round(percentile(recoveries, share)))
  console.info(`F1 ${place.title}: ${KILLS} kills, ${acknowledged} turns, back after ${p50} ms, p99 ${p99} ms`)
  expect(acknowledged).toBeGreaterThan(KILLS)
  expect(p99).toBeLessThan(5000)
  expect(missed).toEqual([])
}

async function expectMigration(place: Place): Promise<void> {
  const settings = await place.settings()
  for (const times of [1, 4, 9]) {
    const bot = new KillableBot()
    expect(await bot.start('migration', times, settings)).toBeUndefined()
    await bot.ended()
  }
  const store = await openAny(settings, Date.now)
  expect(await store.backlog()).toEqual({ waiting: 0, parked: 0 })
  await store.close()
}

describe('F1 kill -9 mid-turn', () => {
  it('loses nothing and does nothing twice, on SQLite', () => expectSurvival(embedded), PATIENCE)

  it.skipIf(WITHOUT_POSTGRES)(
    `loses nothing and does nothing twice, on PostgreSQL ${WITHOUT_POSTGRES}`,
    () => expectSurvival(server),
    PATIENCE,
  )

  it('goes on with a migration that was cut short, on SQLite', () => expectMigration(embedded))

  it.skipIf(WITHOUT_POSTGRES)(`goes on with a migration that was cut short, on PostgreSQL ${WITHOUT_POSTGRES}`, () =>
    expectMigration(server),
  )
})
