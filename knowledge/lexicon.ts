import { parse } from 'yaml'
import type { Product } from './graph.ts'
import type { RejectReason } from './match/decision.ts'
import { fold } from './match/fold.ts'

/** The words that tell one product: `tools` decide alone, `names` unless both are named, `servers` behind "server", `marks` are ids. */
export type ProductWords = {
  tools: Set<string>
  names: Set<string>
  servers: Set<string>
  marks: string[]
  not: string[]
}

/** The wording of the domain, as `lexicon.yaml` has it. */
export type Lexicon = {
  /** Alternatives that the phrases of documents name as `{NAME}`. */
  macros: Record<string, string[]>
  /** Word to the concepts it stands for. */
  concepts: Map<string, string[]>
  products: Record<Product, ProductWords>
  /** Patterns before a product's name that make it something that is served, not in trouble. */
  served: string[]
  /** Patterns of clauses that say a product is in no trouble. */
  fine: string[]
  /** Words after a product's name that make it the one in trouble. */
  acting: Set<string>
  /** Programs that print the same codes as activation does. */
  programs: Set<string>
  /** Ports of other services. */
  otherPorts: Set<string>
  /** Words of texts that say that activation fails and nothing else. */
  bare: Set<string>
  /** Words that say the text is about activation. */
  anchors: Set<string>
  /** Words that say nothing about the subject. */
  fillers: Set<string>
  /** Patterns of texts that are not ours, by reason. */
  negatives: { reason: RejectReason; pattern: string }[]
  /** Patterns that ask for a person. */
  human: string[]
  /** Patterns about activation at large, with nothing to go by. */
  vague: string[]
  /** Word or beginning of a word in another language to its English words. */
  glossary: Map<string, string>
  /** Signals that facts give: the topic that holds when all conditions do. */
  signals: Signal[]
  /** The Office versions a topic is about, where twins differ by them. */
  versions: Record<string, string>
  /** Tools whose output says nothing about a fault. */
  noise: Set<string>
}

/** A topic that known facts point to, without any code; see `lexicon.yaml`. */
export type Signal = {
  topic: string
  when: string[]
  says?: string[]
  words?: string[]
  unless?: string[]
  beside?: boolean
  over?: boolean
}

type Source = {
  macros: Record<string, string>
  concepts: Record<string, string>
  products: Record<Product, Record<'tools' | 'names' | 'servers' | 'marks', string | undefined>> & {
    not: Record<Product, string>
    served: string
    fine: string
    acting: string
  }
  programs: string
  otherPorts: string
  bare: string
  anchors: string
  fillers: string
  negatives: Record<RejectReason, string[]>
  human: string[]
  vague: string[]
  glossary?: Record<string, string>
  signals?: Signal[]
  versions?: Record<string, string>
  noise?: string
}

/** Reads `lexicon.yaml`. Throws when the text is no lexicon: it is part of the program, not of a user's input. */
export function parseLexicon(text: string): Lexicon {
  const source = parse(text) as Source
  return {
    macros: mapValues(source.macros, alternatives),
    concepts: conceptsByWord(source.concepts),
    products: { office: productWords(source, 'office'), windows: productWords(source, 'windows') },
    served: [source.products.served],
    fine: [source.products.fine],
    acting: wordSet(source.products.acting),
    programs: wordSet(source.programs),
    otherPorts: wordSet(source.otherPorts),
    bare: wordSet(source.bare),
    anchors: wordSet(source.anchors),
    fillers: wordSet(source.fillers),
    negatives: Object.entries(source.negatives).flatMap(([reason, patterns]) =>
      patterns.map((pattern) => ({ reason: reason as RejectReason, pattern })),
    ),
    human: source.human,
    vague: source.vague,
    glossary: glossaryByWord(source.glossary ?? {}),
    signals: source.signals ?? [],
    versions: source.versions ?? {},
    noise: wordSet(source.noise),
  }
}

function productWords({ products }: Source, product: Product): ProductWords {
  const { tools, names, servers, marks } = products[product]
  return {
    tools: wordSet(tools),
    names: wordSet(names),
    servers: wordSet(servers),
    marks: [...wordSet(marks)],
    not: alternatives(products.not[product]),
  }
}

function conceptsByWord(concepts: Record<string, string>): Map<string, string[]> {
  const byWord = new Map<string, string[]>()
  for (const [concept, words] of Object.entries(concepts)) {
    for (const word of wordSet(words)) byWord.set(word, [...(byWord.get(word) ?? []), concept])
  }
  return byWord
}

function glossaryByWord(glossary: Record<string, string>): Map<string, string> {
  const byWord = new Map<string, string>()
  for (const [english, words] of Object.entries(glossary)) {
    for (const word of words.split(',')) byWord.set(fold(word.trim()), english)
  }
  return byWord
}

function alternatives(text: string): string[] {
  return text.split('|').map((one) => one.trim())
}

function wordSet(text = ''): Set<string> {
  return new Set(text.split(/\s+/).filter((word) => word !== ''))
}

function mapValues<T, U>(record: Record<string, T>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]))
}
