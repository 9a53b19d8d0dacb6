import type { DialogGraph } from '../graph.ts'
import type { Analyser, Analysis } from './analyse.ts'
import { createRanker, type Field } from './bm25f.ts'
import { extractFeatures, subjectTerms } from './features.ts'
import { type Model, OTHER_CLASSES, restoreRegression } from './model.ts'
import { scoreClasses, softmax } from './regression.ts'

/** Shares of all classes for a text, topics first; they add up to 1. `overlap` is the best share of words found. */
export type WordRanking = { shares: Map<string, number>; overlap: number }

export type WordRanker = (analysis: Analysis) => WordRanking

// Weight of the BM25F share beside the regression's score, chosen on held-out patterns.
const OVERLAP_WEIGHT = 9
const FIELD = { title: 2, message: 1.5, phrase: 1, summary: 0.5 }

/** Ranks by words: the regression and BM25F together; BM25F alone as long as there is no model. */
export function createWordRanker(graph: DialogGraph, analyser: Analyser, model?: Model): WordRanker {
  const classes = [...graph.topics.map(({ id }) => id), ...OTHER_CLASSES]
  const overlapOf = createRanker(graph.topics.map((topic) => fieldsOf(topic, analyser)))
  const features = new Map(model?.features.map((name, index) => [name, index]))
  const regression = model && restoreRegression(model)
  return (analysis) => {
    const overlaps = overlapOf(subjectTerms(analysis).filter(({ filler }) => !filler).map(({ stem }) => stem))
    const scores = new Float32Array(classes.length)
    if (regression) {
      const { names, values } = extractFeatures(analysis)
      const known = names.map((name) => features.get(name) ?? -1)
      const rows = known.filter((row) => row >= 0)
      scoreClasses(regression, rows, values.filter((_, index) => (known[index] ?? -1) >= 0), scores)
    }
    let overlap = 0
    for (const [index, share] of overlaps.entries()) {
      scores[index] = (scores[index] ?? 0) + share * OVERLAP_WEIGHT
      overlap = Math.max(overlap, share)
    }
    softmax(scores)
    return { shares: new Map(classes.map((name, index) => [name, scores[index] ?? 0])), overlap }
  }
}

function fieldsOf(topic: DialogGraph['topics'][number], analyser: Analyser): Field[] {
  const field = (text: string, weight: number): Field => ({
    terms: subjectTerms(analyser.analyse(text)).filter(({ filler }) => !filler).map(({ stem }) => stem),
    weight,
  })
  return [
    field(topic.title, FIELD.title),
    field(topic.summary, FIELD.summary),
    ...topic.messages.map((text) => field(text, FIELD.message)),
    ...topic.phrases.flatMap(({ texts }) => texts.slice(0, 24).map((text) => field(text, FIELD.phrase / Math.sqrt(Math.min(24, texts.length))))),
  ]
}
