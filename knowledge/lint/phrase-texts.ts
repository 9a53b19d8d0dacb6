import type { Corpus } from '../compile/corpus.ts'
import { expandPhrase } from '../compile/phrases.ts'
import { plain } from './plain.ts'

const expanded = new WeakMap<Corpus, Map<string, string[]>>()

/** The texts that a phrase stands for, made plain; each pattern of a corpus is expanded once for all rules. */
export function phraseTexts(corpus: Corpus, pattern: string): string[] {
  const known = expanded.get(corpus) ?? new Map<string, string[]>()
  expanded.set(corpus, known)
  const texts = known.get(pattern) ?? [...new Set(expandPhrase(pattern, corpus.macros).map(plain))]
  known.set(pattern, texts)
  return texts
}
