import type { Draft, Place, Section, Words } from './draft.ts'
import { textOf } from './front-matter.ts'
import { isInternal } from './read-list.ts'
import type { Limits, Macros, Source } from './source.ts'

/** A node's id with what was read of it. */
export type Located = { id: string; draft: Draft; section: Section }

/** A problem that a rule found; the rule's name is its code. */
export type Finding = Place & { file: string; message: string }

/** A document that was not read, and why. */
export type Unread = { source: Source; reason: 'oversized-document' | 'nested-too-deeply'; at: Words }

/** All documents of one compilation, and the names by which they refer to each other. */
export type Corpus = {
  documents: Draft[]
  /** Parsed and checked, but no part of the graph. */
  translations: Draft[]
  unread: Unread[]
  /** How many documents came, and how many characters in them. */
  size: { documents: number; characters: number }
  macros: Macros
  limits: Limits
  /** The day of the compilation, such as 2026-11-22, where it is known. */
  today?: string
  /** By node id. Of two nodes with one id the first counts. */
  nodes: ReadonlyMap<string, Located>
  /** Node ids by `document` (its entry) and `document#slug`, former slugs and GitHub's anchors included. */
  names: ReadonlyMap<string, string>
}

/** Indexes what was read. */
export function createCorpus(parts: Omit<Corpus, 'nodes' | 'names'>): Corpus {
  const nodes = new Map<string, Located>()
  const names = new Map<string, string>()
  const name = (alias: string, id: string) => void (names.has(alias) || names.set(alias, id))
  for (const draft of parts.documents) {
    for (const section of draft.sections) {
      const id = nodeId(draft, section)
      if (!nodes.has(id)) nodes.set(id, { id, draft, section })
      name(draft.id, id)
      name(id, id)
    }
  }
  // Former slugs come last, so that they never hide a heading of today.
  for (const { id, draft, section } of nodes.values()) {
    for (const alias of [section.anchor, ...aliasesOf(section)]) name(`${draft.id}#${alias}`, id)
  }
  return { ...parts, nodes, names }
}

/** A node's id: its document and the slug of its heading. */
export function nodeId(draft: Draft, section: Section): string {
  return `${draft.id}#${section.slug}`
}

/** The former slugs of a heading. */
export function aliasesOf({ comments }: Section): string[] {
  return comments.filter(({ key }) => key === 'was').flatMap(({ text }) => text.split(/[\s,]+/).filter(Boolean))
}

/** The name under which a link looks for its node: `document` or `document#slug`. Nothing for links to elsewhere. */
export function nameOf(draft: Draft, url: string): string | undefined {
  if (!isInternal(url)) return undefined
  const [path = '', slug] = url.split('#', 2)
  const document = path === '' ? draft.id : path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/, '')
  return slug === undefined ? document : `${document}#${slug}`
}

/** The node a link leads to. */
export function targetOf(corpus: Corpus, draft: Draft, url: string): string | undefined {
  const name = nameOf(draft, url)
  return name === undefined ? undefined : corpus.names.get(name)
}

/** Tells a procedure, which is only linked to, from a topic, which is found. */
export function isProcedure({ frontMatter }: Draft): boolean {
  return textOf(frontMatter, 'kind') === 'procedure'
}

/** Every node of every document, in order, also those whose id is taken. */
export function* eachSection(corpus: Corpus): Generator<Located> {
  for (const draft of corpus.documents) {
    for (const section of draft.sections) yield { id: nodeId(draft, section), draft, section }
  }
}
