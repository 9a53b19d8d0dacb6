import type { Evidence } from '../evidence/evidence.ts'
import type { Facts } from '../facts.ts'
import type { Analysis } from './analyse.ts'
import type { MatchContext } from './decision.ts'
import type { MessageFound } from './messages.ts'
import type { ProductCues } from './product.ts'
import type { WordRanking } from './rank.ts'

/** Everything known about one text before it is decided. */
export type Case = {
  evidence: Evidence
  context: MatchContext
  analysis: Analysis
  cues: ProductCues
  /** The context's facts, overlaid by what the text says. */
  facts: Facts
  messages: MessageFound[]
  words: WordRanking
  /** Words of the text that say it is about activation. */
  anchors: number
}

/** One problem that a text names: its topics (several where the product is open) and the place it stands at. */
export type Claim = {
  topics: string[]
  at: number
  by: 'code' | 'signal' | 'message' | 'words'
  code?: string
  /** The code stands in the output of a product that none of the topics treats. */
  misplaced?: boolean
  /** A signal that stands beside codes, or in their place. */
  rank?: 'beside' | 'over'
}
