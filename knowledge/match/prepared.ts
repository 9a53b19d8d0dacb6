import { CODES } from '../codes.ts'
import type { DialogGraph } from '../graph.ts'
import type { Lexicon } from '../lexicon.ts'
import { type Analyser, createAnalyser } from './analyse.ts'
import type { FieldIndex } from './bm25f.ts'
import { countWords, vocabularyFrom } from './corpus.ts'
import { LOCAL_MESSAGES } from './local-messages.ts'
import { indexMessages, type Message, type MessageEntry } from './messages.ts'
import { indexWords } from './rank.ts'

/** What a matcher is built from that takes long to find in the documents; plain data and typed arrays. */
export type Prepared = {
  /** The words of the documents and how often they stand there. */
  vocabulary: [word: string, count: number][]
  words: FieldIndex
  messages: MessageEntry[]
}

/** Counts words and indexes sentences of a graph. Pure. */
export function prepareMatching(graph: DialogGraph, lexicon: Lexicon, isEnglish: (word: string) => boolean): Prepared {
  const counts = countWords(graph, lexicon)
  const analyser = createAnalyser(lexicon, vocabularyFrom(counts, isEnglish))
  return {
    vocabulary: [...counts],
    words: indexWords(graph, lexicon, analyser),
    messages: messagesOf(graph, analyser),
  }
}

/** The documents' sentences, and those of every known code: one without a topic is recognised as such. */
function messagesOf({ topics }: DialogGraph, analyser: Analyser): MessageEntry[] {
  const byCode = new Map<string, string[]>()
  for (const { id, codes } of topics) for (const code of codes) byCode.set(code, [...(byCode.get(code) ?? []), id])
  const own = topics.flatMap(({ id, codes, messages }): Message[] => {
    const shared = codes.length === 1 ? byCode.get(codes[0] ?? '') : undefined
    return messages.map((text) => ({ text, topics: shared ?? [id] }))
  })
  const known = [...CODES.values()].flatMap(({ code, messages }) => messages.map((text) => ({ code, text })))
  const others = [...known, ...LOCAL_MESSAGES].map(({ code, text }) => ({ text, topics: byCode.get(code) ?? [] }))
  return indexMessages([...own, ...others], analyser)
}
