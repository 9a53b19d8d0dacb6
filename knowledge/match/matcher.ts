import type { Evidence } from '../evidence/evidence.ts'
import { isKnownCode, read } from '../evidence/index.ts'
import type { DialogGraph } from '../graph.ts'
import type { Lexicon } from '../lexicon.ts'
import { type Analyser, createAnalyser } from './analyse.ts'
import type { Case } from './case.ts'
import { condense } from './condense.ts'
import { vocabularyFrom } from './corpus.ts'
import { decide } from './decide.ts'
import type { Match, MatchContext, Matcher } from './decision.ts'
import { createExplainer, type Explanation } from './explain.ts'
import { answerFacts, versionFacts } from './fragment.ts'
import { createMessageFinder } from './messages.ts'
import { filterHas, type Model } from './model.ts'
import { type Prepared, prepareMatching } from './prepared.ts'
import { cuesWithin, productNear, readProduct } from './product.ts'
import { createWordRanker } from './rank.ts'
import { analysisWithin, type Segment } from './segments.ts'
import { subjectOf } from './subject.ts'
import { indexTopics } from './topics.ts'

/** A matcher that can tell why it decides as it does. */
export type ExplainingMatcher = Matcher & { explain(text: string, context: MatchContext): Explanation }

/** Builds the matcher of a graph. Without a model it knows codes, facts, messages and BM25F, from what was `found` before. */
export function createMatcher(
  graph: DialogGraph,
  lexicon: Lexicon,
  model?: Model,
  found?: Prepared,
): ExplainingMatcher {
  const english = model?.english
  const isEnglish = (word: string) => english !== undefined && filterHas(english, word)
  const prepared = model?.prepared ?? found ?? prepareMatching(graph, lexicon, isEnglish)
  const analyser = createAnalyser(lexicon, vocabularyFrom(new Map(prepared.vocabulary), isEnglish))
  const index = indexTopics(graph, lexicon)
  const findMessages = createMessageFinder(prepared.messages)
  const rankWords = createWordRanker(graph, { index: prepared.words, model })

  function prepare(text: string, context: MatchContext): Case {
    const evidence = withoutGuesses(read(joinCodes(text)))
    const analysis = analyser.analyse(condense(evidence.masked))
    const said = { ...versionFacts(analysis), ...answerFacts(analysis, context.asks), ...evidence.facts }
    const cues = readProduct(analysis, said, lexicon)
    return complete({
      evidence: { ...evidence, facts: said },
      context,
      analysis,
      cues,
      facts: { ...context.facts, ...said },
      anchors: countAnchors(analysis),
    })
  }

  // Codes and facts often decide: sentences and words are looked at when they are asked for.
  function complete(known: Omit<Case, 'messages' | 'words'>): Case {
    let messages: Case['messages'] | undefined
    let words: Case['words'] | undefined
    return {
      ...known,
      get messages() {
        messages ??= findMessages(known.analysis)
        return messages
      },
      get words() {
        words ??= rankWords(subjectOf(known.analysis))
        return words
      },
    }
  }

  function partOf(subject: Case, segment: Segment): Case {
    const analysis = analysisWithin(subject.analysis, segment)
    const before = cuesWithin(subject.cues, 0, segment.from, undefined)
    const cues = cuesWithin(subject.cues, segment.from, segment.to, productNear(before, segment.from, segment.from + 1))
    const facts = { ...subject.facts, ...versionFacts(analysis) }
    const { evidence, context, anchors } = subject
    return complete({ evidence, context, anchors, analysis, cues, facts })
  }

  function matchOf(subject: Case): Match {
    const { decision, reason, topics, also } = decide(subject, { index, lexicon, isKnownCode, partOf })
    const { evidence } = subject
    const codes = evidence.codes.map(({ code }) => code)
    return { decision, ...(reason && { reason }), topics, also, codes, facts: factsOf(subject), evidence }
  }

  const explain = createExplainer({ graph, lexicon, index, analyser })
  return {
    match: (text, context) => matchOf(prepare(text, context)),
    explain(text, context) {
      const subject = prepare(text, context)
      return explain(subject, matchOf(subject))
    },
  }
}

/** `0xC004_F035` is a code. */
function joinCodes(text: string): string {
  return text.includes('_') ? text.replace(/\b(0x[0-9a-f]{4})_(?=[0-9a-f]{4}\b)/gi, '$1') : text
}

/** Product words are weighed here, all of them together; a reader takes them one by one. */
function withoutGuesses(evidence: Evidence): Evidence {
  const { product, ...facts } = evidence.facts
  return product?.from === 'words' ? { ...evidence, facts } : evidence
}

/** What the text says, with the product if its words decide it. */
function factsOf({ evidence, cues }: Case): Match['facts'] {
  if (evidence.facts.product || !cues.product) return evidence.facts
  return { ...evidence.facts, product: { value: cues.product, from: 'words' } }
}

function countAnchors({ terms, paths }: ReturnType<Analyser['analyse']>): number {
  const words = new Set(terms.map(({ word }) => word))
  // The service that reports, in any language: no other program has one of that name.
  const service = words.has('software') && (words.has('protection') || words.has('licensing'))
  return terms.filter(({ anchor }, index) => anchor && !paths[index]).length + Number(service)
}
