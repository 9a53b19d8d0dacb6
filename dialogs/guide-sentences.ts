import type { DialogGraph, GraphNode } from '../knowledge/index.ts'
import { plainTitle } from './plain-title.ts'

/** A sentence or a row of a table of a document, with the stems of its words. */
export type GuideSentence = {
  text: string
  document: string
  node: string
  stems: ReadonlySet<string>
  /** Of the heading above it. */
  above: ReadonlySet<string>
}
/** The words of a text in the form they are compared in. */
export type StemsOf = (text: string) => string[]
/** All sentences of the documents, and how many of them have a stem. */
export type GuideSentences = { all: readonly GuideSentence[]; spread: ReadonlyMap<string, number> }

/** The sentences of the documents of a graph. */
export function guideSentences(graph: DialogGraph, stems: StemsOf): GuideSentences {
  const known = bySource.get(graph) ?? collect(graph, stems)
  bySource.set(graph, known)
  return known
}

// A graph never changes.
const bySource = new WeakMap<DialogGraph, GuideSentences>()

function collect({ nodes, topics }: DialogGraph, stems: StemsOf): GuideSentences {
  const ofTopics = topics.flatMap(({ title, summary, entry, provenance }) =>
    cut(
      `${plainTitle(title).replace(CODES, '')}.\n\n${summary}`,
      { document: provenance.document, node: entry, title: '' },
      stems,
    ),
  )
  const ofNodes = Object.entries(nodes).flatMap(([id, node]) =>
    textsOf(node).flatMap((text) =>
      cut(text, { document: node.provenance.document, node: id, title: node.title }, stems),
    ),
  )
  const all = [...ofTopics, ...ofNodes]
  const spread = new Map<string, number>()
  for (const { stems: own } of all) for (const stem of own) spread.set(stem, (spread.get(stem) ?? 0) + 1)
  return { all, spread }
}

// The code of a topic is no figure that somebody asks for.
const CODES = /,? \(?0x[^)]*\)?$/

const textsOf = ({ body, steps, notes, warnings }: GraphNode): string[] => [
  body,
  ...steps.map(({ text }) => text),
  ...notes,
  ...warnings,
]

const SHORTEST = 25
const END = /(?<=[.!?:])\s+(?=[A-Z`*{])/

type Place = { document: string; node: string; title: string }

function cut(text: string, { document, node, title }: Place, stems: StemsOf): GuideSentence[] {
  const above = new Set(stems(title))
  return text
    .split(/\n{2,}/)
    .flatMap((block) => (block.startsWith('|') ? rowsOf(block) : block.replace(/\s+/g, ' ').split(END)))
    .filter((one) => one.length >= SHORTEST && !one.includes('{'))
    .map((one) => ({ text: one, document, node, stems: new Set(stems(one)), above }))
}

// "Renewal of an activated client: every 7 days"
function rowsOf(table: string): string[] {
  const rows = table.split('\n').filter((row) => /[^|\s:-]/.test(row))
  return rows.slice(1).map((row) => {
    const cells = row.split(/(?<!\\)\|/).map((cell) => cell.trim())
    return cells.filter((cell) => cell !== '').join(': ')
  })
}
