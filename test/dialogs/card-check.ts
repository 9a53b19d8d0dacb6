import { createRequire } from 'node:module'
import { expect } from 'vitest'

import type { Reply } from '../../dialogs/index.ts'
import { CARD_SCHEMAS } from './card-schema.ts'

// The package's main entry needs a browser; this build parses and validates without one.
const require = createRequire(import.meta.url)
const AC = require('adaptivecards/dist/adaptivecards.min.js') as typeof import('adaptivecards')

/** Fails unless the card of a reply keeps our schema, the library's, and the limits of Teams. */
export function checkCard(reply: Reply | undefined, profile: 'webchat' | 'teams'): void {
  const card: unknown = reply?.card
  const checked = CARD_SCHEMAS[profile].safeParse(card)
  expect(checked.error?.issues ?? [], JSON.stringify(card)).toEqual([])
  expect(JSON.stringify(card).length).toBeLessThanOrEqual(25 * 1024)
  expect(libraryProblems(card)).toEqual([])
}

/** What Microsoft's parser objects to; it does not know CodeBlock, for which the fallback stands. */
export function libraryProblems(card: unknown): string[] {
  const context = new AC.SerializationContext()
  const parsed = new AC.AdaptiveCard()
  // Teams shows six; the library's own default is five.
  parsed.hostConfig = new AC.HostConfig({ actions: { maxActions: 6 } })
  parsed.parse(card as object, context)
  const problems = parsed.validateProperties().validationEvents.map(({ message }) => message)
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message)
  return [...problems, ...events].filter((message) => !/CodeBlock/.test(message))
}
