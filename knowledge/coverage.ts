import type { DialogGraph, GraphNode, SourceRange, Topic } from './graph.ts'

/** How much of the graph restates one source article: counts of different things. */
export type CoverageRow = {
  /** The source article; `own` for what restates none, `all` for everything. */
  source: string
  topics: number
  codes: number
  nodes: number
  questions: number
  commands: number
  /** Different source ranges of nodes, and the different lines in them. */
  ranges: number
  lines: number
}

/** Counts what the graph holds of each source article, in the order of their names. */
export function coverage(graph: DialogGraph): CoverageRow[] {
  const nodes = Object.values(graph.nodes)
  const sources = [...new Set(nodes.flatMap(({ provenance }) => provenance.sources.map(({ document }) => document)))]
  return [
    ...sources
      .sort()
      .map((source) => row(source, graph, nodes.filter(cites(source)), graph.topics.filter(cites(source)))),
    row('own', graph, nodes.filter(isOwn), []),
    row('all', graph, nodes, graph.topics),
  ]
}

type Citing = Pick<GraphNode | Topic, 'provenance'>

function cites(source: string): (one: Citing) => boolean {
  return ({ provenance }) => provenance.sources.some(({ document }) => document === source)
}

function isOwn({ provenance }: Citing): boolean {
  return provenance.sources.length === 0
}

function row(source: string, graph: DialogGraph, nodes: GraphNode[], citing: Topic[]): CoverageRow {
  const documents = new Set([...nodes.map(({ provenance }) => provenance.document), ...citing.map(({ id }) => id)])
  const topics = graph.topics.filter(({ id }) => documents.has(id))
  const cited = nodes.flatMap(({ provenance }) => provenance.sources)
  const ranges = cited.filter(({ document }) => source === 'all' || document === source)
  return {
    source,
    topics: topics.length,
    codes: new Set(topics.flatMap(({ codes }) => codes)).size,
    nodes: nodes.length,
    questions: nodes.filter(({ kind }) => kind === 'question').length,
    commands: new Set(nodes.flatMap(({ commands }) => commands.map(({ template }) => template))).size,
    ranges: new Set(ranges.map(nameOf)).size,
    lines: new Set(ranges.flatMap(linesOf)).size,
  }
}

function nameOf({ document, lines }: SourceRange): string {
  return `${document} L${lines.join('-')}`
}

function linesOf({ document, lines: [from, to] }: SourceRange): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `${document} L${from + index}`)
}
