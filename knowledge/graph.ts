import type { FactName } from './facts.ts'

/** What a step touches, mildest first. The last three ask before and say how to undo. */
export type Risk = 'reads' | 'setting' | 'restart' | 'registry' | 'mak'
/** The machine a step runs on. `any` is any machine in the network. */
export type Machine = 'client' | 'kmsHost' | 'dnsServer' | 'any'
export type Shell = 'cmd' | 'powershell' | 'dns'
export type Product = 'office' | 'windows'

/** Lines of a source article that a node restates; both ends count, the first line is 1. */
export type SourceRange = { document: string; lines: [from: number, to: number] }

/** Where in our own documents something stands, and what it restates. */
export type Provenance = {
  document: string
  heading: string
  lines: [from: number, to: number]
  sources: SourceRange[]
}

/** Holds when the fact has the value that `is` describes, see `knowledge/condition.ts`. */
export type Condition = { fact: FactName; is: string }

export type Command = {
  /** The command with slots such as `{kmsHostIntended}`, exactly as the document has it. */
  template: string
  shell: Shell
  runOn: Machine
  elevated: boolean
  risk: Risk
  /** How to take it back: a sentence, or a node id when the document links one. */
  undo?: string
  /** What the person sees when it worked, as Markdown. */
  expect?: string
  when?: Condition[]
  slots: FactName[]
}

/** One item of a procedure. `commands` are indices into the node's commands. */
export type Instruction = { text: string; commands: number[]; when?: Condition[] }

/** A labelled way out of a node. `value` describes the fact's values that take it; `?` is "I don't know". */
export type Choice = { label: string; value?: string; target: string; hint?: string }

export type NodeKind = 'step' | 'question' | 'resolution' | 'escalation'

/** A place in the dialog graph. Its id is `topic#heading-slug`. */
export type GraphNode = {
  kind: NodeKind
  title: string
  /** Markdown without the parts that have a field of their own. */
  body: string
  commands: Command[]
  steps: Instruction[]
  /** A question's fact. */
  fact?: FactName
  /** Where a step is done, for steps without a command too; a command says its own. */
  runOn?: Machine
  elevated?: boolean
  risk?: Risk
  /** How to take the step back, like a command's. */
  undo?: string
  /** The node is passed over (by its first choice) when one of these is known not to hold. */
  when?: Condition[]
  choices: Choice[]
  warnings: string[]
  notes: string[]
  /** Former slugs of the heading. */
  aliases: string[]
  /** Content hash: a running conversation shows the step again when it changed. */
  hash: string
  provenance: Provenance
}

/** A phrase of a document and the texts it stands for. */
export type Phrase = { pattern: string; texts: string[] }

/** A troubleshooting path that an utterance can lead to: one document. */
export type Topic = {
  id: string
  title: string
  summary: string
  codes: string[]
  messages: string[]
  products: Product[]
  roles: Machine[]
  /** Id of the node where the path starts. */
  entry: string
  /** Topics of one family share a code or a symptom and differ by product. */
  family: string
  /** Trigger phrases and look-alikes, for matching. */
  phrases: Phrase[]
  not: Phrase[]
  provenance: Provenance
}

/** A lookup table of a document: the row whose conditions hold gives the fact its value. */
export type FactTable = {
  gives: FactName
  by: FactName[]
  rows: { is: string[]; value: string }[]
  provenance: Provenance
}

/** All topics, immutable. */
export type DialogGraph = {
  version: string
  documents: { id: string; title: string; sources: SourceRange[] }[]
  topics: Topic[]
  nodes: Record<string, GraphNode>
  tables: FactTable[]
}
