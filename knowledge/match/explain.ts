import type { DialogGraph } from '../graph.ts'
import type { Lexicon } from '../lexicon.ts'
import type { Analyser } from './analyse.ts'
import type { Case, Claim } from './case.ts'
import { claimsOfCodes, claimsOfFacts, claimsOfMessages } from './claims.ts'
import { LIKELY } from './decide.ts'
import type { Match } from './decision.ts'
import { subjectTerms } from './features.ts'
import { OTHER } from './foreign.ts'
import type { TopicIndex } from './topics.ts'

/** A word of the text that a topic has too, as it is matched, and how many topics have it. */
export type MatchedTerm = { word: string; stem: string; topics: number }

/** A topic, or a class that is none (`!foreign`), with its share of the words and the terms it was found by. */
export type RankedClass = { name: string; share: number; terms: MatchedTerm[] }

/** Why a text was decided as it was. */
export type Explanation = {
  match: Match
  /** What the decision rests on: the first of these that said anything. */
  by: 'code' | 'facts' | 'message' | 'words'
  /** What codes, facts and known sentences claim the text is about, each in the order of the text. */
  claims: { codes: Claim[]; facts: Claim[]; messages: Claim[] }
  /** Known sentences that were found in part at least, with the share of their rare words. */
  sentences: { topics: string[]; coverage: number; whole: boolean }[]
  /** The word ranking, best first, before product and twins are weighed. */
  ranking: RankedClass[]
  thresholds: { likely: number; other: number }
}

/** What explaining needs to know beside the case. */
export type Explaining = { graph: DialogGraph; lexicon: Lexicon; index: TopicIndex; analyser: Analyser }

const MOST_CLASSES = 8
const MOST_TERMS = 10
const MOST_SENTENCES = 5

/** Builds what tells why a case was decided as it was; the words of the topics are gathered at the first question. */
export function createExplainer({ graph, lexicon, index, analyser }: Explaining) {
  let stems: Map<string, Set<string>> | undefined
  return (subject: Case, match: Match): Explanation => {
    stems ??= stemsOfTopics(graph, analyser)
    const claims = {
      codes: claimsOfCodes(subject, index),
      facts: claimsOfFacts(subject, lexicon, index),
      messages: claimsOfMessages(subject, index),
    }
    const sentences = subject.messages.slice(0, MOST_SENTENCES)
    return {
      match,
      by: basisOf(match, claims),
      claims,
      sentences: sentences.map(({ topics, coverage, whole }) => ({ topics, coverage, whole })),
      ranking: rankingOf(subject, stems),
      thresholds: { likely: LIKELY, other: OTHER },
    }
  }
}

function basisOf({ topics, decision }: Match, { codes, facts, messages }: Explanation['claims']): Explanation['by'] {
  const [best] = topics
  const claims = (list: readonly Claim[]) => list.some((claim) => best !== undefined && claim.topics.includes(best.id))
  if (claims(codes)) return 'code'
  if (claims(facts)) return 'facts'
  if (claims(messages) && decision !== 'rejected') return 'message'
  return 'words'
}

function rankingOf({ words, analysis }: Case, stems: Map<string, Set<string>>): RankedClass[] {
  const terms = subjectTerms(analysis).filter(({ filler }) => !filler)
  const once = [...new Map(terms.map((term) => [term.stem, term])).values()]
  const weighed = once
    .map(({ word, stem }) => ({ word, stem, topics: [...stems.values()].filter((own) => own.has(stem)).length }))
    .sort((left, right) => left.topics - right.topics)
  return [...words.shares]
    .sort(([, left], [, right]) => right - left)
    .slice(0, MOST_CLASSES)
    .map(([name, share]) => ({
      name,
      share,
      terms: weighed.filter(({ stem }) => stems.get(name)?.has(stem)).slice(0, MOST_TERMS),
    }))
}

function stemsOfTopics({ topics }: DialogGraph, analyser: Analyser): Map<string, Set<string>> {
  return new Map(
    topics.map(({ id, title, summary, messages, phrases }) => {
      const texts = [title, summary, ...messages, ...phrases.flatMap((phrase) => phrase.texts)]
      const stems = texts.flatMap((text) => analyser.analyse(text).terms.map(({ stem }) => stem))
      return [id, new Set(stems)]
    }),
  )
}
