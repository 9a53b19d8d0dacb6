/** A text of a document with the weight of the field it stands in. */
export type Field = { terms: string[]; weight: number }

/** The weight of every term in every document that has it, as plain data: term by term in one list. */
export type FieldIndex = {
  documents: number
  terms: string[]
  rarity: Float32Array
  /** Where the entries of each term begin; one more than there are terms. */
  starts: Uint32Array
  entries: Uint16Array
  weights: Float32Array
}

/** Scores every document for the terms of an utterance, as a share of the best score those terms could have. */
export type Ranker = (terms: string[]) => Float32Array

const SATURATION = 1.2
const LENGTH = 0.3

/** BM25F over terms and pairs of neighbours: fields are weighted before the frequency saturates. */
export function indexFields(documents: Field[][]): FieldIndex {
  const numbering = createNumbering()
  const frequencies = documents.map((fields) => weighFields(fields, numbering))
  const lengths = frequencies.map((frequency) => Math.sqrt([...frequency.values()].reduce((sum, one) => sum + one, 0)))
  const average = lengths.reduce((sum, one) => sum + one, 0) / Math.max(1, documents.length)
  const postings = new Map<number, { documents: number[]; weights: number[] }>()
  for (const [document, frequency] of frequencies.entries()) {
    const norm = SATURATION * (1 - LENGTH + (LENGTH * (lengths[document] ?? 0)) / average)
    for (const [term, count] of frequency) {
      let posting = postings.get(term)
      if (!posting) {
        posting = { documents: [], weights: [] }
        postings.set(term, posting)
      }
      posting.documents.push(document)
      posting.weights.push((count * (SATURATION + 1)) / (count + norm))
    }
  }
  const lists = [...postings.values()]
  const starts = new Uint32Array(lists.length + 1)
  for (const [index, list] of lists.entries()) starts[index + 1] = (starts[index] ?? 0) + list.documents.length
  const rarityOf = (length: number) => Math.log(1 + (documents.length - length + 0.5) / (length + 0.5))
  return {
    documents: documents.length,
    terms: Array.from(postings.keys(), numbering.nameOf),
    rarity: Float32Array.from(lists, (list) => rarityOf(list.documents.length)),
    starts,
    entries: Uint16Array.from(lists.flatMap((list) => list.documents)),
    weights: Float32Array.from(lists.flatMap((list) => list.weights)),
  }
}

/** Ranks by an index. */
export function createRanker({ documents, terms: known, rarity, starts, entries, weights }: FieldIndex): Ranker {
  const numbers = new Map(known.map((term, index) => [term, index]))
  return (terms) => {
    const scores = new Float32Array(documents)
    let possible = 0
    for (const term of withPairs(terms)) {
      const number = numbers.get(term)
      const rare = number === undefined ? undefined : rarity[number]
      // A word that no document has counts like a rare one: it is part of what was not understood.
      possible += (rare ?? (term.includes(' ') ? 0 : 2)) * (SATURATION + 1)
      if (number === undefined || rare === undefined) continue
      const end = starts[number + 1] ?? 0
      for (let at = starts[number] ?? 0; at < end; at += 1) {
        const document = entries[at] ?? 0
        scores[document] = (scores[document] ?? 0) + rare * (weights[at] ?? 0)
      }
    }
    if (possible > 0)
      for (let index = 0; index < scores.length; index += 1) scores[index] = (scores[index] ?? 0) / possible
    return scores
  }
}

function weighFields(fields: Field[], { numberOf, pairOf }: Numbering): Map<number, number> {
  const frequency = new Map<number, number>()
  const add = (term: number, weight: number) => frequency.set(term, (frequency.get(term) ?? 0) + weight)
  for (const { terms, weight } of fields) {
    const numbers = terms.map(numberOf)
    for (const number of numbers) add(number, weight)
    for (let index = 1; index < numbers.length; index += 1)
      add(pairOf(numbers[index - 1] ?? 0, numbers[index] ?? 0), weight)
  }
  return frequency
}

/** Numbers for terms and pairs of them: a hundred thousand pairs of a corpus are counted, some thousand are written. */
type Numbering = {
  numberOf(term: string): number
  pairOf(left: number, right: number): number
  nameOf(number: number): string
}

const MOST_TERMS = 2 ** 20

function createNumbering(): Numbering {
  const numbers = new Map<string, number>()
  const names: string[] = []
  return {
    numberOf(term) {
      const known = numbers.get(term)
      if (known !== undefined) return known
      numbers.set(term, names.length)
      return names.push(term) - 1
    },
    pairOf: (left, right) => (left + 1) * MOST_TERMS + right,
    nameOf(number) {
      const own = names[number % MOST_TERMS] ?? ''
      return number < MOST_TERMS ? own : `${names[Math.floor(number / MOST_TERMS) - 1]} ${own}`
    },
  }
}

/** The terms, then the pairs of neighbours, each once. */
function withPairs(terms: string[]): Set<string> {
  const all = new Set(terms)
  for (let index = 1; index < terms.length; index += 1) all.add(`${terms[index - 1]} ${terms[index]}`)
  return all
}
