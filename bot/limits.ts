import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

import type { Limits } from './config.ts'
import { HttpError, isIntranet } from './http/index.ts'

/** Refuses with 429 what comes too often. */
export type Gate = {
  token(address: string): Promise<void>
  conversation(address: string): Promise<void>
  message(conversation: string): Promise<void>
}

/** Counts in memory: a restart forgives. */
export function createGate(limits: Limits): Gate {
  const tokens = new RateLimiterMemory({ points: limits.tokensPerMinute, duration: 60 })
  const conversations = new RateLimiterMemory({ points: limits.conversationsPerHalfDay, duration: 12 * 3600 })
  const minute = new RateLimiterMemory({ points: limits.messagesPerMinute, duration: 60 })
  const second = new RateLimiterMemory({ points: limits.messagesPerSecond, duration: 1 })
  return {
    // An office behind one address must not lock itself out.
    token: async (address) => (isIntranet(address) ? undefined : await take(tokens, address)),
    conversation: async (address) => (isIntranet(address) ? undefined : await take(conversations, address)),
    message: async (conversation) => {
      await take(second, conversation)
      await take(minute, conversation)
    },
  }
}

async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    throw new HttpError(429, 'TooManyRequests', { 'Retry-After': String(Math.ceil(error.msBeforeNext / 1000)) })
  }
}
