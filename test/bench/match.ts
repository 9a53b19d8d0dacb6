import { createRequire } from 'node:module'

import { readDocuments, readLexicon } from '../../bot/documents.ts'
import {
  compile,
  createMatcher,
  type DialogGraph,
  type Model,
  type Phrase,
  parseLexicon,
  train,
} from '../../knowledge/index.ts'

// The honest figure of matching: whole phrase patterns are held back, four times a quarter of them, the matcher is
// built without them, and their texts are matched. It predicts wording nobody has thought of yet; a set that was
// tuned on predicts nothing. `--misses` prints what went wrong.
const FOLDS = 4
const TEXTS = 4

const lexicon = parseLexicon(readLexicon())
const { graph } = compile(readDocuments(), lexicon.macros)
const tagged: object = createRequire(import.meta.url)(
  'natural/lib/natural/brill_pos_tagger/data/English/lexicon_from_posjs.json',
)
const english = Object.keys(tagged).filter((word) => /^[a-z]{3,20}$/.test(word))

const sum = { patterns: 0, right: 0, asked: 0, rejected: 0 }
const accepted = { texts: 0, right: 0, score: 0 }
for (let fold = 0; fold < FOLDS; fold += 1) measure(fold)
const percent = (part: number) => ((100 * part) / sum.patterns).toFixed(1)
process.stdout.write(
  `held-out patterns ${sum.patterns}: right ${percent(sum.right)} %, of these asked back ${percent(sum.asked)} %, ` +
    `wrongly rejected ${percent(sum.rejected)} %\n`,
)
process.stdout.write(
  `accepted ${accepted.texts} texts: right ${(accepted.right / accepted.texts).toFixed(3)}, ` +
    `mean score ${(accepted.score / accepted.texts).toFixed(3)}\n`,
)
measureSpeed(graph, train(graph, lexicon, english))

function measure(fold: number): void {
  const isOut = (index: number) => index % FOLDS === fold
  const without = {
    ...graph,
    topics: graph.topics.map((topic) => ({ ...topic, phrases: topic.phrases.filter((_, index) => !isOut(index)) })),
  }
  const matcher = createMatcher(without, lexicon, train(without, lexicon, english))
  for (const { id, phrases } of graph.topics) {
    for (const phrase of phrases.filter((_, index) => isOut(index))) count(id, phrase, matcher)
  }
}

function count(id: string, { texts }: Phrase, matcher: ReturnType<typeof createMatcher>): void {
  const some = texts.slice(0, TEXTS)
  sum.patterns += 1
  for (const text of some) {
    const { decision, topics } = matcher.match(text, { facts: {} })
    const asked = decision === 'ambiguous' && topics.some((topic) => topic.id === id)
    const right = asked || (decision === 'accepted' && topics[0]?.id === id)
    if (decision === 'accepted') {
      accepted.texts += 1
      accepted.right += Number(right)
      accepted.score += topics[0]?.score ?? 0
    }
    sum.right += Number(right) / some.length
    sum.asked += Number(asked) / some.length
    sum.rejected += Number(decision === 'rejected') / some.length
    if (!right && text === some[0] && process.argv.includes('--misses')) {
      process.stdout.write(`${id} -> ${decision} ${topics.map((topic) => topic.id).slice(0, 2)} :: ${text}\n`)
    }
  }
}

function measureSpeed(whole: DialogGraph, model: Model): void {
  const matcher = createMatcher(whole, lexicon, model)
  const texts = whole.topics.flatMap(({ phrases }) => phrases.flatMap((phrase) => phrase.texts.slice(0, 2)))
  const times: number[] = []
  for (let round = 0; round < 4; round += 1) {
    for (const text of texts) {
      const start = performance.now()
      matcher.match(text, { facts: {} })
      if (round > 0) times.push(performance.now() - start)
    }
  }
  times.sort((left, right) => left - right)
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(3)
  process.stdout.write(`a message: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms\n`)
}
