import type { Product } from './graph.ts'
import type { RejectReason } from './match/decision.ts'

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
  /** Patterns that say that both products have the trouble, where both are named. */
  both: string[]
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
  /** Patterns of clauses that stand around what a text is about. */
  asides: string[]
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
