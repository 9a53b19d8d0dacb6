import type { Analysis, Term } from './analyse.ts'

/** A text as the classifier sees it: feature names and their weights, scaled to length 1. */
export type Features = { names: string[]; values: number[] }

// Chosen on held-out patterns (test/bench/match.ts): every group alone is weaker by 1 to 9 points.
const WEIGHT = { stem: 1, bigram: 0.7, gram: 0.22, concept: 1.2, pair: 0.5, shape: 0.6 }
const MOST_TERMS = 160
const MOST_CONCEPTS = 14
const MOST_STEMS = 20_000
const stems = new Map<string, Stem>()

/** What a stem is called among the features, and the letter groups in it. */
type Stem = { own: string; grams: string[] }

/** The features of a text: stems, pairs of neighbours, letter groups, concepts and pairs of concepts. */
export function extractFeatures(analysis: Analysis): Features {
  const terms = subjectTerms(analysis)
  const found = new Map<string, number>()
  const concepts = new Set<string>()
  let before = ''
  for (const term of terms) {
    for (const concept of term.concepts) concepts.add(concept)
    if (term.filler) continue
    const { own, grams } = namesOf(term.stem)
    found.set(own, WEIGHT.stem)
    if (before !== '') found.set(`b ${before} ${term.stem}`, WEIGHT.bigram)
    before = term.stem
    for (const gram of grams) found.set(gram, WEIGHT.gram)
  }
  addConcepts([...concepts].sort().slice(0, MOST_CONCEPTS), found)
  addShape(terms, found)
  if (analysis.terms.some(({ product }) => product)) found.set('n product', WEIGHT.shape)
  return scale(found)
}

/** The terms a topic is recognised by: the product is judged apart, so that twins share what is learnt. */
export function subjectTerms({ terms, paths }: Analysis): Term[] {
  const chosen: Term[] = []
  for (const [index, term] of terms.entries()) {
    if (chosen.length === MOST_TERMS) break
    if (!paths[index] && !term.product && !term.stem.startsWith('<')) chosen.push(term)
  }
  return chosen
}

function addConcepts(concepts: string[], found: Map<string, number>): void {
  for (const [index, concept] of concepts.entries()) {
    found.set(`c ${concept}`, WEIGHT.concept)
    for (const other of concepts.slice(index + 1)) found.set(`p ${concept} ${other}`, WEIGHT.pair)
  }
}

/** How much of the text is about activation, and how much of it the documents do not know. */
function addShape(terms: Term[], found: Map<string, number>): void {
  let anchors = 0
  let unknown = 0
  for (const { filler, anchor, known } of terms) {
    if (filler) continue
    if (anchor) anchors += 1
    if (!known) unknown += 1
  }
  found.set(`n anchors ${Math.min(anchors, 2)}`, WEIGHT.shape)
  found.set(`n unknown ${Math.min(unknown, 3)}`, WEIGHT.shape)
}

function namesOf(stem: string): Stem {
  const known = stems.get(stem)
  if (known) return known
  const made = { own: `s ${stem}`, grams: gramsOf(stem) }
  if (stems.size > MOST_STEMS) stems.clear()
  stems.set(stem, made)
  return made
}

function gramsOf(stem: string): string[] {
  const made: string[] = []
  const word = `^${stem}$`
  if (stem.length > 3) {
    for (let size = 3; size <= 4; size += 1) {
      for (let from = 0; from + size <= word.length; from += 1) made.push(`g ${word.slice(from, from + size)}`)
    }
  }
  return made
}

function scale(found: Map<string, number>): Features {
  let sum = 0
  for (const value of found.values()) sum += value * value
  const factor = sum === 0 ? 0 : 1 / Math.sqrt(sum)
  return { names: [...found.keys()], values: Array.from(found.values(), (value) => value * factor) }
}
