/** A text of a document with the weight of the field it stands in. */
export type Field = { terms: string[]; weight: number }

/** Scores every document for the terms of an utterance, as a share of the best score those terms could have. */
export type Ranker = (terms: string[]) => Float32Array

const SATURATION = 1.2
const LENGTH = 0.3

/** BM25F over terms and pairs of neighbours: fields are weighted before the frequency saturates. */
export function createRanker(documents: Field[][]): Ranker {
  const frequencies = documents.map(weighFields)
  const lengths = frequencies.map((frequency) => Math.sqrt([...frequency.values()].reduce((sum, one) => sum + one, 0)))
  const average = lengths.reduce((sum, one) => sum + one, 0) / Math.max(1, documents.length)
  const postings = new Map<string, { rarity: number; documents: number[]; weights: number[] }>()
  for (const [document, frequency] of frequencies.entries()) {
    const norm = SATURATION * (1 - LENGTH + (LENGTH * (lengths[document] ?? 0)) / average)
    for (const [term, count] of frequency) {
      const posting = postings.get(term) ?? { rarity: 0, documents: [], weights: [] }
      posting.documents.push(document)
      posting.weights.push((count * (SATURATION + 1)) / (count + norm))
      postings.set(term, posting)
    }
  }
  for (const posting of postings.values()) {
    const { length } = posting.documents
    posting.rarity = Math.log(1 + (documents.length - length + 0.5) / (length + 0.5))
  }
  return (terms) => {
    const scores = new Float32Array(documents.length)
    let possible = 0
    for (const term of new Set(withPairs(terms))) {
      const posting = postings.get(term)
      // A word that no document has counts like a rare one: it is part of what was not understood.
      possible += (posting?.rarity ?? (term.includes(' ') ? 0 : 2)) * (SATURATION + 1)
      if (!posting) continue
      for (let index = 0; index < posting.documents.length; index += 1) {
        const document = posting.documents[index] ?? 0
        scores[document] = (scores[document] ?? 0) + posting.rarity * (posting.weights[index] ?? 0)
      }
    }
    if (possible > 0)
      for (let index = 0; index < scores.length; index += 1) scores[index] = (scores[index] ?? 0) / possible
    return scores
  }
}

function weighFields(fields: Field[]): Map<string, number> {
  const frequency = new Map<string, number>()
  for (const { terms, weight } of fields) {
    for (const term of withPairs(terms)) frequency.set(term, (frequency.get(term) ?? 0) + weight)
  }
  return frequency
}

function withPairs(terms: string[]): string[] {
  const all = [...terms]
  for (let index = 1; index < terms.length; index += 1) all.push(`${terms[index - 1]} ${terms[index]}`)
  return all
}
