import type { Corpus, Finding } from '../corpus.ts'

/** A document nests lists and quotes, or crowds marks, beyond what a parser reads in reasonable time. */
export function nestedTooDeeply({ unread }: Corpus): Finding[] {
  return unread
    .filter(({ reason }) => reason === 'nested-too-deeply')
    .map(({ source, at: { line, column, text } }) => ({
      ...{ file: source.path, line, column },
      message: `there are ${text}; write it flatter, or part it with blank lines`,
    }))
}
