import type { RateLimiterAbstract } from 'rate-limiter-flexible'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

import type { Limits } from './config.ts'
import { HttpError, isIntranet } from './http/index.ts'
import { sha256 } from './store/index.ts'

/** Refuses with 429 what comes too often. */
export type Gate = {
  token(address: string): Promise<void>
  /** `person` is who opens it, where people are known. */
  conversation(address: string, person?: string): Promise<void>
  message(conversation: string): Promise<void>
  /** Of another program. */
  diagnosis(address: string): Promise<void>
}

/** Makes a counter that takes `points` in `duration` seconds for each key. */
export type CreateCounter = (counter: { keyPrefix: string; points: number; duration: number }) => RateLimiterAbstract

const HOUR = 3600
// A program asks for many people.
const DIAGNOSES = 30

/** Counts in this process; a restart forgives. */
const countInMemory: CreateCounter = (counter) => new RateLimiterMemory(counter)

/** Builds the limits. `createCounter` says where is counted what replicas have to count together. */
export function createGate(limits: Limits, createCounter: CreateCounter = countInMemory): Gate {
  const count = (keyPrefix: string, points: number, duration: number) => createCounter({ keyPrefix, points, duration })
  const tokens = count('token', limits.tokensPerMinute, 60)
  const conversations = count('conversation', limits.conversationsPerHalfDay, 12 * HOUR)
  const people = count('person', limits.conversationsPerPerson, 24 * HOUR)
  const diagnoses = count('diagnosis', limits.messagesPerMinute * DIAGNOSES, 60)
  const minute = count('minute', limits.messagesPerMinute, 60)
  // A burst meets one replica, and each asks every second: not worth a shared count.
  const second = countInMemory({ keyPrefix: 'second', points: limits.messagesPerSecond, duration: 1 })
  return {
    // An office behind one address must not lock itself out.
    token: async (address) => (isIntranet(address) ? undefined : await take(tokens, address)),
    conversation: async (address, person) => {
      if (person !== undefined) await take(people, person)
      else if (!isIntranet(address)) await take(conversations, address)
    },
    message: async (conversation) => {
      await take(second, conversation)
      await take(minute, conversation)
    },
    diagnosis: (address) => take(diagnoses, address),
  }
}

async function take(limiter: RateLimiterAbstract, key: string): Promise<void> {
  try {
    // Who it is stays out of the database.
    await limiter.consume(sha256(key))
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    throw new HttpError(429, 'TooManyRequests', { 'Retry-After': String(Math.ceil(error.msBeforeNext / 1000)) })
  }
}
