import type { Analysis, Term } from './analyse.ts'

const SENTENCE_END = /[.!?。！？](?=\s|$)|[。！？\n;]/g
// Concepts that sentences about anything have.
const ANYWHERE = new Set(['NOT', 'COUNT', 'TIME', 'ELSEWHERE'])

/** The sentences of a text that can be about activation; the whole text where none or every one can. */
export function subjectOf(analysis: Analysis): Analysis {
  const ends = [...analysis.folded.matchAll(SENTENCE_END)].map(({ index }) => index)
  if (ends.length === 0) return analysis
  const sentences = sentencesOf(analysis, ends)
  const kept = sentences.map((terms) => isSubject(terms))
  if (kept.every((one) => one) || !kept.includes(true)) return analysis
  let sentence = 0
  const inside = analysis.at.map((at) => {
    while (sentence < ends.length && at > (ends[sentence] ?? 0)) sentence += 1
    return kept[sentence] ?? true
  })
  return {
    ...analysis,
    terms: analysis.terms.filter((_, index) => inside[index]),
    at: analysis.at.filter((_, index) => inside[index]),
    paths: analysis.paths.filter((_, index) => inside[index]),
  }
}

function sentencesOf({ terms, at }: Analysis, ends: readonly number[]): Term[][] {
  const sentences: Term[][] = Array.from({ length: ends.length + 1 }, () => [])
  let sentence = 0
  for (const [index, term] of terms.entries()) {
    while (sentence < ends.length && (at[index] ?? 0) > (ends[sentence] ?? 0)) sentence += 1
    sentences[sentence]?.push(term)
  }
  return sentences
}

/** A sentence with a word of the domain. */
function isSubject(terms: readonly Term[]): boolean {
  return terms.some(
    ({ anchor, product, concepts, filler, word }) =>
      anchor || product || word.startsWith('<') || (!filler && concepts.some((concept) => !ANYWHERE.has(concept))),
  )
}
