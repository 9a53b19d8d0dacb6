import { createRequire } from 'node:module'

import {
  createMatcher,
  type DialogGraph,
  type Lexicon,
  type Matcher,
  type Phrase,
  train,
} from '../../knowledge/index.ts'

/** How well texts of phrase patterns were matched that the matcher was built without. */
export type HeldOut = {
  patterns: number
  /** Shares of the patterns; of those that are right some are asked back. */
  right: number
  asked: number
  rejected: number
  /** Texts that were accepted, the share that is right, and the mean score they were given. */
  accepted: { texts: number; right: number; score: number }
  misses: string[]
}

const FOLDS = 4
const TEXTS = 4

/**
 * Holds whole phrase patterns back, four times a quarter of them, builds the matcher without them, and matches their
 * texts. It predicts wording nobody has thought of yet; a set that was tuned on predicts nothing.
 */
export function measureHeldOut(graph: DialogGraph, lexicon: Lexicon): HeldOut {
  const english = englishWords()
  const sum: HeldOut = {
    patterns: 0,
    right: 0,
    asked: 0,
    rejected: 0,
    accepted: { texts: 0, right: 0, score: 0 },
    misses: [],
  }
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const isOut = (index: number) => index % FOLDS === fold
    const topics = graph.topics.map((topic) => ({
      ...topic,
      phrases: topic.phrases.filter((_, index) => !isOut(index)),
    }))
    const without = { ...graph, topics }
    const matcher = createMatcher(without, lexicon, train(without, lexicon, english))
    for (const { id, phrases } of graph.topics) {
      for (const phrase of phrases.filter((_, index) => isOut(index))) count(id, phrase, matcher, sum)
    }
  }
  return share(sum)
}

/** English words at large, as training takes them. */
function englishWords(): string[] {
  const tagged: object = createRequire(import.meta.url)(
    'natural/lib/natural/brill_pos_tagger/data/English/lexicon_from_posjs.json',
  )
  return Object.keys(tagged).filter((word) => /^[a-z]{3,20}$/.test(word))
}

function count(id: string, { texts }: Phrase, matcher: Matcher, sum: HeldOut): void {
  const some = texts.slice(0, TEXTS)
  sum.patterns += 1
  for (const text of some) {
    const { decision, topics } = matcher.match(text, { facts: {} })
    const asked = decision === 'ambiguous' && topics.some((topic) => topic.id === id)
    const right = asked || (decision === 'accepted' && topics[0]?.id === id)
    if (decision === 'accepted') {
      sum.accepted.texts += 1
      sum.accepted.right += Number(right)
      sum.accepted.score += topics[0]?.score ?? 0
    }
    sum.right += Number(right) / some.length
    sum.asked += Number(asked) / some.length
    sum.rejected += Number(decision === 'rejected') / some.length
    if (!right && text === some[0]) sum.misses.push(`${id} -> ${decision} ${topics[0]?.id ?? ''} :: ${text}`)
  }
}

function share({ patterns, right, asked, rejected, accepted, misses }: HeldOut): HeldOut {
  const { texts } = accepted
  return {
    patterns,
    right: right / patterns,
    asked: asked / patterns,
    rejected: rejected / patterns,
    accepted: { texts, right: accepted.right / texts, score: accepted.score / texts },
    misses,
  }
}
