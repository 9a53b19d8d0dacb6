import type { DialogGraph, Topic } from '../graph.ts'
import type { Lexicon } from '../lexicon.ts'
import type { Analyser, Analysis } from './analyse.ts'
import { createRanker, type Field, type FieldIndex, indexFields } from './bm25f.ts'
import { MOST_TEXTS, type Sample, samplesOfOthers, spread } from './corpus.ts'
import { extractFeatures, subjectTerms } from './features.ts'
import { type Model, OTHER_CLASSES, scoreClasses } from './model.ts'
import { softmax } from './regression.ts'

/** Shares of all classes for a text, topics first; they add up to 1. `overlap` is the best share of words found. */
export type WordRanking = { shares: Map<string, number>; overlap: number }

export type WordRanker = (analysis: Analysis) => WordRanking

// Weight of the BM25F share beside the regression's score, chosen on held-out patterns.
const OVERLAP_WEIGHT = 6
const FIELD = { title: 2, message: 1.5, phrase: 1, summary: 0.5 }

type Ranking = { index: FieldIndex; model?: Model | undefined }

/** Indexes the words of the topics and of what no topic answers, in the order of the classes. */
export function indexWords(graph: DialogGraph, lexicon: Lexicon, analyser: Analyser): FieldIndex {
  const samples = samplesOfOthers(lexicon)
  const others = OTHER_CLASSES.map((name) => fieldsOfOther(name, samples, analyser))
  return indexFields([...graph.topics.map((topic) => fieldsOf(topic, analyser)), ...others])
}

/** Ranks by words: the regression and BM25F together; BM25F alone as long as there is no model. */
export function createWordRanker(graph: DialogGraph, { index: fields, model }: Ranking): WordRanker {
  const classes = [...graph.topics.map(({ id }) => id), ...OTHER_CLASSES]
  const overlapOf = createRanker(fields)
  const features = new Map<string, number>()
  for (const name of model?.features ?? []) features.set(name, features.size)
  return (analysis) => {
    const overlaps = overlapOf(contentStems(analysis))
    const scores = new Float32Array(classes.length)
    if (model) {
      const { names, values } = extractFeatures(analysis)
      const rows: number[] = []
      const known: number[] = []
      for (const [index, name] of names.entries()) {
        const row = features.get(name)
        if (row === undefined) continue
        rows.push(row)
        known.push(values[index] ?? 0)
      }
      scoreClasses(model, rows, known, scores)
    }
    let overlap = 0
    for (let index = 0; index < overlaps.length; index += 1) {
      const share = overlaps[index] ?? 0
      scores[index] = (scores[index] ?? 0) + share * OVERLAP_WEIGHT
      if (index < graph.topics.length && share > overlap) overlap = share
    }
    softmax(scores)
    const shares = new Map<string, number>()
    for (const [index, name] of classes.entries()) shares.set(name, scores[index] ?? 0)
    return { shares, overlap }
  }
}

function fieldsOfOther(name: string, samples: Sample[], analyser: Analyser): Field[] {
  const own = samples.filter(({ classes }) => classes[0] === name)
  return own.flatMap(({ texts }) => texts.map((text) => fieldOf(text, weightOf(texts.length), analyser)))
}

function fieldsOf(topic: Topic, analyser: Analyser): Field[] {
  return [
    fieldOf(topic.title, FIELD.title, analyser),
    fieldOf(topic.summary, FIELD.summary, analyser),
    ...topic.messages.map((text) => fieldOf(text, FIELD.message, analyser)),
    ...topic.phrases.flatMap(({ texts }) => {
      const some = spread(texts, MOST_TEXTS)
      return some.map((text) => fieldOf(text, weightOf(some.length), analyser))
    }),
  ]
}

// A phrase with many spellings says a little more than one with a single spelling, not as many times more.
function weightOf(texts: number): number {
  return FIELD.phrase / Math.sqrt(texts)
}

function fieldOf(text: string, weight: number, analyser: Analyser): Field {
  return { terms: contentStems(analyser.analyse(text)), weight }
}

function contentStems(analysis: Analysis): string[] {
  const stems: string[] = []
  for (const { filler, stem } of subjectTerms(analysis)) if (!filler) stems.push(stem)
  return stems
}
