import type { Evidence } from '../evidence/evidence.ts'
import type { FactName, Facts } from '../facts.ts'

export type Decision = 'accepted' | 'ambiguous' | 'rejected' | 'human'

/** Why a text is not ours, or not clear. */
export type RejectReason = 'foreign' | 'undocumented' | 'crack' | 'smalltalk' | 'unclear'

/** What the conversation knows when a text comes in. */
export type MatchContext = { topic?: string; asks?: FactName; facts: Facts }

/** Topics, best first; scores are calibrated, 0 to 1. */
export type Ranking = { id: string; score: number }[]

export type Match = {
  decision: Decision
  reason?: RejectReason
  /** For `ambiguous` exactly the candidates to ask about: at most 3, none where anything could be meant. */
  topics: Ranking
  /** Further topics of a text with several problems, in the order to take them. */
  also: string[]
  codes: string[]
  facts: Facts
  evidence: Evidence
}

/** Finds the topic for a text. Deterministic, bounded in time, remembers nothing. */
export type Matcher = { match(text: string, context: MatchContext): Match }
