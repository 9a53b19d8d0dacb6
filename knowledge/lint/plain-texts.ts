import type { Corpus } from '../compile/corpus.ts'
import { phraseTexts } from '../compile/phrases.ts'
import { plain } from './plain.ts'

const made = new WeakMap<Corpus, Map<string, string[]>>()

/** The texts that a phrase stands for, made plain; each pattern of a corpus once for all rules. */
export function plainTexts(corpus: Corpus, pattern: string): string[] {
  const known = made.get(corpus) ?? new Map<string, string[]>()
  made.set(corpus, known)
  const texts = known.get(pattern) ?? [...new Set(phraseTexts(pattern, corpus.macros).map(plain))]
  known.set(pattern, texts)
  return texts
}
