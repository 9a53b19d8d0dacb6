import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { afterFailure, decideRetry, type Failure, HEALTHY, isDoubtful, isDown } from '../../bot/handoff/retry.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const tried = (failure: Failure, attempts = 0, age = 0) => decideRetry({ attempts, age, failure, chance: 0.5 })

describe('decideRetry', () => {
  it('waits 1, 2, 5, 10, 15 and then 30 minutes for a system that is down', () => {
    const waits = [0, 1, 2, 3, 4, 5, 6, 99].map((attempts) => tried({ kind: 'down' }, attempts))
    expect(waits.map((retry) => retry.kind === 'wait' && retry.ms / MINUTE)).toEqual([1, 2, 5, 10, 15, 30, 30, 30])
  })

  it('spreads the waits by a fifth, so that a thousand do not come at once', () => {
    const waits = [0, 1].map((chance) => decideRetry({ attempts: 5, age: 0, failure: { kind: 'down' }, chance }))
    expect(waits.map((retry) => retry.kind === 'wait' && Math.round(retry.ms / 1000) / 60)).toEqual([24, 36])
  })

  it('parks what is refused at once, and what could not be delivered for five days', () => {
    expect(tried({ kind: 'rejected' })).toEqual({ kind: 'park' })
    expect(tried({ kind: 'down' }, 200, 5 * DAY)).toMatchObject({ kind: 'wait' })
    expect(tried({ kind: 'down' }, 200, 5 * DAY + 1)).toEqual({ kind: 'park' })
  })

  it('waits as long as it is asked to, up to an hour, with everything of that system', () => {
    expect(tried({ kind: 'throttled', after: 90_000 })).toEqual({ kind: 'wait', ms: 90_000, pauseLane: true })
    expect(tried({ kind: 'throttled', after: 9 * DAY })).toEqual({ kind: 'wait', ms: 60 * MINUTE, pauseLane: true })
  })

  it('asks the whole lane for patience where the system does, also where it does not say how much', () => {
    expect(tried({ kind: 'throttled' })).toEqual({ kind: 'wait', ms: MINUTE, pauseLane: true })
    expect(tried({ kind: 'down' })).toEqual({ kind: 'wait', ms: MINUTE, pauseLane: false })
  })

  it('puts off what it is too early for, and counts that as no try', () => {
    expect(tried({ kind: 'early', after: 90_000 })).toEqual({ kind: 'defer', ms: 90_000 })
    expect(tried({ kind: 'early', after: -5 })).toEqual({ kind: 'defer', ms: 1000 })
    expect(tried({ kind: 'early', after: 90_000 }, 0, 5 * DAY + 1)).toEqual({ kind: 'park' })
  })

  it('parks nothing because of a wrong password, however long it takes', () => {
    expect(tried({ kind: 'denied' }, 2000, 20 * DAY)).toEqual({ kind: 'wait', ms: 5 * MINUTE, pauseLane: true })
  })

  it('never waits less than a second or longer than an hour', () => {
    const failure = fc.oneof(
      fc.constantFrom<Failure>({ kind: 'down' }, { kind: 'denied' }, { kind: 'throttled' }),
      fc.integer().map((after): Failure => ({ kind: 'throttled', after })),
    )
    const chance = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(failure, fc.nat(), fc.nat(5 * DAY), chance, (failure, attempts, age, chance) => {
        const retry = decideRetry({ attempts, age, failure, chance })
        return retry.kind === 'wait' && retry.ms >= 1000 && retry.ms <= 60 * MINUTE
      }),
    )
  })
})

describe('afterFailure', () => {
  const wait = tried({ kind: 'down' })

  it('lets a lane rest for 30 seconds after five failures in a row', () => {
    let health = HEALTHY
    for (let n = 0; n < 4; n += 1) health = afterFailure(health, wait, 1000)
    expect([health.pausedUntil, isDown(health)]).toEqual([0, false])
    health = afterFailure(health, wait, 1000)
    expect([health.pausedUntil, isDown(health)]).toEqual([31_000, true])
  })

  it('does not blame the lane for a parcel that is refused, or that it is too early for', () => {
    expect(afterFailure(HEALTHY, { kind: 'park' }, 1000)).toEqual(HEALTHY)
    expect(afterFailure(HEALTHY, { kind: 'defer', ms: 5000 }, 1000)).toEqual(HEALTHY)
  })

  it('rests as long as the system asks for, and never less than it was asked for before', () => {
    const asked = afterFailure(HEALTHY, tried({ kind: 'throttled', after: 90_000 }), 1000)
    expect(asked).toEqual({ failures: 1, pausedUntil: 91_000 })
    expect(afterFailure(asked, wait, 2000)).toEqual({ failures: 2, pausedUntil: 91_000 })
  })
})

describe('isDoubtful', () => {
  it.each<[boolean, Failure]>([
    [true, { kind: 'down' }],
    [false, { kind: 'down', unsent: true }],
    [true, { kind: 'throttled', unclear: true }],
    [false, { kind: 'throttled' }],
    [false, { kind: 'early', after: 1 }],
    [false, { kind: 'denied' }],
    [false, { kind: 'rejected' }],
  ])('is %s for %j', (expected, failure) => {
    expect(isDoubtful(failure)).toBe(expected)
  })
})
