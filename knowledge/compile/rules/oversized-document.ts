import type { Corpus, Finding } from '../corpus.ts'

/** A document, or all of them together, is larger than the compiler reads. */
export function oversizedDocument({ unread, limits }: Corpus): Finding[] {
  return unread
    .filter(({ reason }) => reason === 'oversized-document')
    .map(({ source, at: { line, column } }) => ({
      ...{ file: source.path, line, column },
      message: `${source.text.length} characters are more than the ${limits.characters} a document may have (${limits.allCharacters} for all together); split it by problem`,
    }))
}
