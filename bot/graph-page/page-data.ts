import type { Choice, Command, Condition, DialogGraph, GraphNode, NodeKind, Product } from '../../knowledge/index.ts'
import { renderInline, renderMarkdown } from './render-markdown.ts'

/** A document as the page lists it: a topic, which is found by what people write, or a procedure, which is linked to. */
export type PageDocument = {
  id: string
  title: string
  kind: 'topic' | 'procedure'
  /** HTML. */
  summary: string
  codes: string[]
  products: Product[]
  messages: string[]
  entry: string
  nodes: string[]
}

/** One item of a step, with its commands where they stand. */
export type PageStep = { text: string; commands: Command[]; when: string }

/** A node as the page shows it; every text that holds Markdown is HTML by now. */
export type PageNode = {
  id: string
  document: string
  kind: NodeKind
  title: string
  /** Where it runs and what it touches, in a line. */
  facts: string[]
  warnings: string[]
  notes: string[]
  body: string
  steps: PageStep[]
  undo: string
  choices: (Choice & { hint: string })[]
  lines: string
  sources: string[]
}

export type PageData = { version: string; documents: PageDocument[]; nodes: Record<string, PageNode> }

/** What the page needs of a graph. */
export function toPageData(graph: DialogGraph): PageData {
  const entries = Object.entries(graph.nodes)
  const topics = new Map(graph.topics.map((topic) => [topic.id, topic]))
  const documents = graph.documents.map(({ id, title }): PageDocument => {
    const nodes = entries.filter(([, { provenance }]) => provenance.document === id).map(([node]) => node)
    const topic = topics.get(id)
    return {
      id,
      title,
      kind: topic ? 'topic' : 'procedure',
      summary: renderMarkdown(topic?.summary ?? ''),
      codes: topic?.codes ?? [],
      products: topic?.products ?? [],
      messages: topic?.messages ?? [],
      entry: topic?.entry ?? nodes[0] ?? '',
      nodes,
    }
  })
  return {
    version: graph.version,
    documents: documents.sort((a, b) => a.kind.localeCompare(b.kind) * -1 || a.title.localeCompare(b.title, 'en')),
    nodes: Object.fromEntries(entries.map(([id, node]) => [id, toPageNode(id, node, graph)])),
  }
}

function toPageNode(id: string, node: GraphNode, graph: DialogGraph): PageNode {
  const { provenance } = node
  return {
    id,
    document: provenance.document,
    kind: node.kind,
    title: node.title,
    facts: factsOf(node),
    warnings: node.warnings.map(renderMarkdown),
    notes: node.notes.map(renderMarkdown),
    body: renderMarkdown(node.body),
    steps: node.steps.map(({ text, commands, when }) => ({
      text: renderMarkdown(text),
      commands: commands.flatMap((index) => withHtml(node.commands[index])),
      when: conditions(when),
    })),
    undo: node.undo === undefined ? '' : renderInline(graph.nodes[node.undo]?.title ?? node.undo),
    choices: node.choices.map((choice) => ({
      ...choice,
      label: renderInline(choice.label),
      hint: renderInline(choice.hint ?? ''),
    })),
    lines: `${provenance.document}.md, lines ${provenance.lines.join('–')}`,
    sources: provenance.sources.map(({ document, lines }) => `${document} L${lines.join('–')}`),
  }
}

function withHtml(command: Command | undefined): Command[] {
  return command ? [{ ...command, ...(command.expect && { expect: renderMarkdown(command.expect) }) }] : []
}

function factsOf({ fact, runOn, elevated, risk, when }: GraphNode): string[] {
  return [
    ...(fact ? [`asks ${fact}`] : []),
    ...(runOn ? [`on ${runOn}`] : []),
    ...(elevated ? ['elevated'] : []),
    ...(risk ? [`risk: ${risk}`] : []),
    ...(when ? [`when ${conditions(when)}`] : []),
  ]
}

function conditions(when: readonly Condition[] = []): string {
  return when.map(({ fact, is }) => `${fact} ${is === '?' ? 'is not known' : is}`).join(', ')
}
