import { expandPhrase } from '../compile/phrases.ts'
import type { DialogGraph, Topic } from '../graph.ts'
import type { Lexicon } from '../lexicon.ts'
import { type Analyser, createAnalyser, type Vocabulary } from './analyse.ts'
import { createSpelling, type Spelling } from './spelling.ts'

/** Texts that stand for classes, with the pattern they come from. */
export type Sample = { pattern: string; texts: string[]; classes: string[]; weight: number }

// Held-out patterns (test/bench/match.ts): 8 texts 81.5 % right, 14 texts 82.2 %; training grows with them.
export const MOST_TEXTS = 13
const MOST_OTHER_TEXTS = 24

/** All texts the classifier learns from. A topic shares its texts with its twins: the product is judged apart. */
export function samplesOf(graph: DialogGraph, lexicon: Lexicon): Sample[] {
  return [...graph.topics.flatMap((topic) => samplesOfTopic(topic, graph, lexicon)), ...samplesOfOthers(lexicon)]
}

function samplesOfTopic(topic: Topic, graph: DialogGraph, lexicon: Lexicon): Sample[] {
  const classes = [topic.id, ...twinsOf(topic, graph.topics, lexicon)]
  const phrases = topic.phrases.map(({ pattern, texts }) => ({
    pattern,
    texts: spread(texts, MOST_TEXTS),
    classes,
    weight: 1,
  }))
  const words = [topic.title, ...topic.messages].map((text) => ({ pattern: text, texts: [text], classes, weight: 0.7 }))
  const lookAlikes = topic.not
    .filter(({ texts }) => !texts.some((text) => isAnchored(text, lexicon)))
    .map(({ pattern, texts }) => ({ pattern, texts: spread(texts, MOST_TEXTS), classes: ['!foreign'], weight: 1 }))
  return [...phrases, ...words, ...lookAlikes]
}

/** Texts of what no topic answers. */
export function samplesOfOthers(lexicon: Lexicon): Sample[] {
  const sample = (pattern: string, name: string): Sample => ({
    pattern,
    texts: expandPhrase(pattern, lexicon.macros, MOST_OTHER_TEXTS),
    classes: [name],
    weight: 1,
  })
  return [
    ...lexicon.negatives.map(({ reason, pattern }) => sample(pattern, `!${reason}`)),
    ...lexicon.human.map((pattern) => sample(pattern, '!human')),
    ...lexicon.vague.map((pattern) => sample(pattern, '!vague')),
  ]
}

/** The topics that the same words can mean: those of the other product with the same code or family, or of other versions. */
export function twinsOf(topic: Topic, topics: Topic[], { versions }: Lexicon): string[] {
  return topics.filter((other) => other.id !== topic.id && isTwin(topic, other, versions)).map(({ id }) => id)
}

function isTwin(topic: Topic, other: Topic, versions: Record<string, string>): boolean {
  if (Object.hasOwn(versions, topic.id) && Object.hasOwn(versions, other.id)) return true
  if (other.products.some((product) => topic.products.includes(product))) return false
  return other.codes.some((code) => topic.codes.includes(code))
}

// Look-alikes that talk of activation belong to another topic, not to another program.
function isAnchored(text: string, lexicon: Lexicon): boolean {
  return text.split(/\W+/).some((word) => lexicon.anchors.has(word.toLowerCase()))
}

/** Some of the texts, evenly from all of them. */
export function spread(texts: string[], most: number): string[] {
  if (texts.length <= most) return texts
  return Array.from({ length: most }, (_, index) => texts[Math.floor((index * texts.length) / most)] ?? '')
}

/** The words of the documents and how often they stand there. */
export function countWords(graph: DialogGraph, lexicon: Lexicon): Map<string, number> {
  const plain = createAnalyser(lexicon)
  const counts = new Map<string, number>()
  const macros = Object.values(lexicon.macros).flat()
  for (const text of [...graph.topics.flatMap(textsOf), ...macros]) count(text, plain, counts)
  for (const word of [...lexicon.concepts.keys(), ...lexicon.anchors, ...productNames(lexicon)]) {
    counts.set(word, (counts.get(word) ?? 0) + 2)
  }
  return counts
}

/** The vocabulary of counted words; spelling corrects to these alone, and is built for the first unknown word. */
export function vocabularyFrom(counts: Map<string, number>, isEnglish: (word: string) => boolean): Vocabulary {
  let spelling: Spelling | undefined
  const correct: Spelling = (word) => {
    spelling ??= createSpelling(counts)
    return spelling(word)
  }
  return { known: new Set(counts.keys()), correct, isEnglish }
}

function textsOf(topic: Topic): string[] {
  const patterns = topic.phrases.map(({ pattern }) => pattern.replace(/\{\w+\}|[[\]()|]/g, ' '))
  return [topic.title, topic.summary, ...topic.messages, ...patterns]
}

function productNames({ products }: Lexicon): string[] {
  return [products.office, products.windows].flatMap(({ tools, names }) => [...tools, ...names])
}

function count(text: string, analyser: Analyser, counts: Map<string, number>): void {
  for (const { word } of analyser.analyse(text).terms) {
    if (/^[a-z]/.test(word)) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
}
