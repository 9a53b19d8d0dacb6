import data from './data/codes.json' with { type: 'json' }
import type { Product } from './graph.ts'

/** Where a code leads: a topic or procedure of ours, a page of Microsoft, or IT. */
export type NextStep = { says: string } & (
  | { kind: 'topic'; topic: string }
  | { kind: 'page'; page: string }
  | { kind: 'it' }
)

/** What is known about one activation code. `topics` is empty where no document treats it. */
export type CodeEntry = {
  code: string
  symbol?: string
  /** One sentence in our words. */
  meaning: string
  applies: Product | 'both'
  /** The sentences Windows and Office print for it, all wordings. */
  messages: readonly string[]
  topics: readonly string[]
  next: NextStep
}

type RawNext = { says: string; topic?: string; page?: string }

function nextStep({ says, topic, page }: RawNext): NextStep {
  if (topic) return { kind: 'topic', topic, says }
  if (page) return { kind: 'page', page, says }
  return { kind: 'it', says }
}

function applies(text: string): CodeEntry['applies'] {
  return text === 'office' || text === 'windows' ? text : 'both'
}

/** Every code we know, by its spelling `0xC004F074`. */
export const CODES: ReadonlyMap<string, CodeEntry> = new Map(
  data.codes.map((raw) => [raw.code, { ...raw, applies: applies(raw.applies), next: nextStep(raw.next) }]),
)

/** Finds what is known about a code written as hexadecimal, in either case, with or without `0x`. */
export function lookUpCode(code: string): CodeEntry | undefined {
  const digits = code.trim().replace(/^0x/i, '').toUpperCase()
  return CODES.get(`0x${digits}`)
}
