import { type RateLimiterAbstract, RateLimiterMemory } from 'rate-limiter-flexible'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { createGate, type Gate } from '../../bot/limits.ts'
import { sha256 } from '../../bot/store/index.ts'

const LIMITS = {
  tokensPerMinute: 3,
  conversationsPerHalfDay: 2,
  conversationsPerPerson: 4,
  messagesPerMinute: 6,
  messagesPerSecond: 2,
  socketsPerAddress: 0,
  inFlight: 0,
}
const OUTSIDE = '203.0.113.7'
const INSIDE = '10.1.2.3'
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

let gate: Gate
beforeEach(() => {
  vi.useFakeTimers()
  gate = createGate(LIMITS)
})
afterEach(() => vi.useRealTimers())

/** How often something is let through before it is refused, of so many tries. */
async function countTaken(tries: number, take: () => Promise<void>): Promise<number> {
  for (let taken = 0; taken < tries; taken += 1) {
    try {
      await take()
    } catch (error) {
      expect(error).toMatchObject({ status: 429, code: 'TooManyRequests' })
      return taken
    }
  }
  return tries
}

describe('createGate', () => {
  it.each<[string, number, number, (gate: Gate) => Promise<void>]>([
    ['tokens of an address in a minute', 3, MINUTE, (gate) => gate.token(OUTSIDE)],
    ['conversations of an address in half a day', 2, 12 * HOUR, (gate) => gate.conversation(OUTSIDE)],
    ['conversations of a person in a day', 4, 24 * HOUR, (gate) => gate.conversation(INSIDE, 'ann')],
    ['diagnoses for a program in a minute, for thirty people', 180, MINUTE, (gate) => gate.diagnosis(INSIDE)],
    ['messages of a conversation in a second', 2, SECOND, (gate) => gate.message('c')],
  ])('lets through so many %s', async (_, count, duration, take) => {
    expect(await countTaken(500, () => take(gate))).toBe(count)
    vi.advanceTimersByTime(duration - 1)
    expect(await countTaken(500, () => take(gate))).toBe(0)
    vi.advanceTimersByTime(2)
    expect(await countTaken(500, () => take(gate))).toBe(count)
  })

  it('lets through so many messages of a conversation in a minute, however slowly they come', async () => {
    let taken = 0
    for (let n = 0; n < 20; n += 1) {
      taken += await countTaken(1, () => gate.message('c'))
      vi.advanceTimersByTime(SECOND + 1)
    }
    expect(taken).toBe(6)
  })

  it('counts every address, person and conversation for itself', async () => {
    for (let n = 0; n < 3; n += 1) await gate.token(OUTSIDE)
    await gate.token('203.0.113.8')
    for (let n = 0; n < 2; n += 1) await gate.message('c')
    await gate.message('d')
    for (let n = 0; n < 4; n += 1) await gate.conversation(OUTSIDE, 'ann')
    await gate.conversation(OUTSIDE, 'ben')
    await expect(gate.token(OUTSIDE)).rejects.toThrow('TooManyRequests')
  })

  it('does not lock out an office behind one address', async () => {
    expect(await countTaken(50, () => gate.token(INSIDE))).toBe(50)
    expect(await countTaken(50, () => gate.conversation(INSIDE))).toBe(50)
  })

  it('says in whole seconds when to come again', async () => {
    for (let n = 0; n < 3; n += 1) await gate.token(OUTSIDE)
    vi.advanceTimersByTime(500)
    await expect(gate.token(OUTSIDE)).rejects.toMatchObject({ headers: { 'Retry-After': '60' } })
    vi.advanceTimersByTime(50 * SECOND)
    await expect(gate.token(OUTSIDE)).rejects.toMatchObject({ headers: { 'Retry-After': '10' } })
  })

  it('counts what replicas count together where it is told, under hashes, and bursts here', async () => {
    const asked: string[] = []
    const shared = createGate(LIMITS, (counter) => {
      const limiter = new RateLimiterMemory(counter)
      const consume: RateLimiterAbstract['consume'] = (key, ...more) => {
        asked.push(`${counter.keyPrefix} ${counter.points} ${counter.duration} ${key}`)
        return RateLimiterMemory.prototype.consume.call(limiter, key, ...more)
      }
      return Object.assign(limiter, { consume })
    })
    await shared.token(OUTSIDE)
    await shared.conversation(OUTSIDE)
    await shared.conversation(OUTSIDE, 'ann')
    await shared.message('c')
    await shared.diagnosis(OUTSIDE)
    expect(asked).toEqual([
      `token 3 60 ${sha256(OUTSIDE)}`,
      `conversation 2 43200 ${sha256(OUTSIDE)}`,
      `person 4 86400 ${sha256('ann')}`,
      `minute 6 60 ${sha256('c')}`,
      `diagnosis 180 60 ${sha256(OUTSIDE)}`,
    ])
  })

  it('blames nobody for a count that fails', async () => {
    const broken = createGate(LIMITS, (counter) =>
      Object.assign(new RateLimiterMemory(counter), { consume: () => Promise.reject(new Error('The disk is full.')) }),
    )
    await expect(broken.token(OUTSIDE)).rejects.toThrow('The disk is full.')
  })
})
