import { isFactName } from '../facts.ts'
import type { Choice, DialogGraph, FactTable, GraphNode, Machine, NodeKind, SourceRange, Topic } from '../graph.ts'
import { rewriteLinks, undoWords } from './build-command.ts'
import { aliasesOf, type Corpus, isProcedure, type Located, nodeId, targetOf } from './corpus.ts'
import type { Draft, DraftTable, Section } from './draft.ts'
import { textOf, textsOf } from './front-matter.ts'
import { contentHash } from './hash.ts'
import { effective, readSources, soundConditions, sourceComments } from './meaning.ts'
import { phraseTexts } from './phrases.ts'
import { writeOut } from './splice.ts'
import { isOneOf, MACHINES, PRODUCTS } from './vocabulary.ts'

/** Builds the graph of documents that have passed the rules; links to documents that are not among them are left out. */
export function buildGraph(corpus: Corpus): DialogGraph {
  const nodes: [string, GraphNode][] = []
  for (const located of corpus.nodes.values()) nodes.push([located.id, buildNode(corpus, located)])
  const documents = corpus.documents.map((draft) => ({
    id: draft.id,
    title: titleOf(draft),
    sources: sound(readSources(textsOf(draft.frontMatter, 'source'))),
  }))
  const topics = corpus.documents
    .filter((draft) => !isProcedure(draft))
    .flatMap((draft) => draft.sections.slice(0, 1).map((first) => buildTopic(corpus, draft, first)))
  const tables = corpus.documents.flatMap((draft) => draft.tables.flatMap((table) => buildTable(draft, table)))
  const content = { documents, topics, nodes: Object.fromEntries(nodes), tables }
  return { version: contentHash(content), ...content }
}

function buildNode(corpus: Corpus, located: Located): GraphNode {
  const { draft, section } = located
  const { when, runOn, elevated, risk, undo } = effective(section)
  const { steps, commands, warnings, notes } = writeOut(corpus, located)
  const conditions = soundConditions(when)
  const fact = section.fact?.text
  const rewrite = (text: string) => rewriteLinks(corpus, draft, text)
  const shown = {
    kind: kindOf(section),
    title: section.title,
    body: section.body.map(rewrite).join('\n\n'),
    commands,
    steps,
    ...(fact !== undefined && isFactName(fact) && { fact }),
    ...(conditions.length > 0 && { when: conditions }),
    ...(runOn && { runOn }),
    ...(elevated && { elevated }),
    ...(risk !== 'reads' && { risk }),
    ...(undo && { undo: undoWords(corpus, draft, undo) }),
    choices: buildChoices(corpus, located),
    warnings: warnings.map(rewrite),
    notes: notes.map(rewrite),
  }
  return { ...shown, aliases: aliasesOf(section), hash: contentHash(shown), provenance: provenanceOf(draft, section) }
}

function titleOf(draft: Draft): string {
  return textOf(draft.frontMatter, 'title') ?? draft.id
}

function kindOf(section: Section): NodeKind {
  if (section.isQuestion) return 'question'
  const ends = section.settings.find(({ key }) => key === 'ends')?.value
  if (ends === 'solved') return 'resolution'
  return ends === 'person' ? 'escalation' : 'step'
}

function buildChoices(corpus: Corpus, { draft, section }: Located): Choice[] {
  return section.choices.flatMap(({ label, url, value, hint }) => {
    const target = targetOf(corpus, draft, url)
    if (target === undefined) return []
    return [
      {
        label,
        ...(value && { value: value.text }),
        target,
        ...(hint !== undefined && { hint: rewriteLinks(corpus, draft, hint) }),
      },
    ]
  })
}

function provenanceOf(draft: Draft, section: Section): GraphNode['provenance'] {
  const sources = sound(readSources(sourceComments(section)))
  return { document: draft.id, heading: section.title, lines: section.lines, sources }
}

function sound(ranges: (SourceRange | undefined)[]): SourceRange[] {
  return ranges.filter((range) => range !== undefined)
}

function buildTopic(corpus: Corpus, draft: Draft, first: Section): Topic {
  const all = (key: string) => textsOf(draft.frontMatter, key).map(({ text }) => text)
  const phrases = (key: string) =>
    all(key).map((pattern) => ({ pattern, texts: [...phraseTexts(pattern, corpus.macros)] }))
  const title = titleOf(draft)
  const machines: Machine[] = all('roles').filter((role) => isOneOf(MACHINES, role))
  return {
    id: draft.id,
    title,
    summary: rewriteLinks(corpus, draft, draft.summary),
    codes: all('codes'),
    messages: all('messages'),
    products: all('products').filter((product) => isOneOf(PRODUCTS, product)),
    roles: machines,
    entry: nodeId(draft, first),
    family: textOf(draft.frontMatter, 'family') ?? draft.id,
    phrases: phrases('phrases'),
    not: phrases('not'),
    provenance: {
      document: draft.id,
      heading: title,
      lines: [1, Math.max(...draft.sections.map(({ lines: [, last] }) => last))],
      sources: sound(readSources(textsOf(draft.frontMatter, 'source'))),
    },
  }
}

function buildTable(draft: Draft, { by, gives, rows, lines, heading }: DraftTable): FactTable[] {
  const facts = by.map(({ text }) => text)
  if (!isFactName(gives.text) || !facts.every(isFactName)) return []
  return [
    {
      gives: gives.text,
      by: facts,
      rows: rows.map((cells) => {
        const [value = '', ...is] = cells
          .slice(0, facts.length + 1)
          .map(({ text }) => text)
          .reverse()
        return { is: is.reverse(), value }
      }),
      provenance: { document: draft.id, heading, lines, sources: [] },
    },
  ]
}
