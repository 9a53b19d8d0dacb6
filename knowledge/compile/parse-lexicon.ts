import { parse } from 'yaml'
import type { Product } from '../graph.ts'
import type { Lexicon, ProductWords, Signal } from '../lexicon.ts'
import type { RejectReason } from '../match/decision.ts'
import { fold } from '../match/fold.ts'

type Source = {
  macros: Record<string, string>
  concepts: Record<string, string>
  products: Record<Product, Record<'tools' | 'names' | 'servers' | 'marks', string | undefined>> & {
    not: Record<Product, string>
    served: string
    fine: string
    both: string
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
  asides?: string[]
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
    both: [source.products.both],
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
    asides: source.asides ?? [],
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
