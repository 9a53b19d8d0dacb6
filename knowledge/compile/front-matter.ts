import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, visit } from 'yaml'
import type { Place, Words } from './draft.ts'

/** One key of the front matter and its texts; a single text is a list of one. */
export type Entry = Words & { values: Words[] }

/** The YAML block at the start of a document, `problems` in it included. */
export type FrontMatter = { entries: Entry[]; problems: Words[] }

/** Reads YAML with every scalar as text, so that 0xC004F074 stays what it is. `at` is where the block starts. */
export function readFrontMatter(yaml: string, at: Place): FrontMatter {
  const counter = new LineCounter()
  const problems: Words[] = []
  const place = (offset: number): Place => {
    const { line, col } = counter.linePos(offset)
    return { line: at.line + line - 1, column: Math.max(col, 1) }
  }
  const problem = (offset: number, text: string) => problems.push({ text, ...place(offset) })
  const document = parseDocument(yaml, { schema: 'failsafe', lineCounter: counter, prettyErrors: false })
  for (const error of document.errors) problem(error.pos[0], error.message.replace(/\n.*/s, ''))
  visit(document, {
    Alias: (_, node) => void problem(startOf(node), 'aliases (*name) are not allowed'),
    Node: (_, node) => void (node.anchor && problem(startOf(node), 'anchors (&name) are not allowed')),
  })
  const root = document.contents
  if (problems.length > 0 || root === null) return { entries: [], problems }
  if (!isMap(root)) return { entries: [], problems: [{ text: 'it must be a list of `key: value` lines', ...at }] }
  return { entries: root.items.map((pair) => readPair(pair as Pair<Node, Node | null>, place, problem)), problems }
}

type Locate = (offset: number) => Place
type Complain = (offset: number, text: string) => void

function readPair({ key, value }: Pair<Node, Node | null>, place: Locate, problem: Complain): Entry {
  const offset = startOf(key)
  const name = scalarText(key)
  if (name === undefined) problem(offset, 'a key must be one word')
  const values = value === null ? [] : isSeq(value) ? value.items : [value]
  return {
    text: name ?? '',
    ...place(offset),
    values: (values as Node[]).flatMap((one) => {
      const start = startOf(one)
      const text = scalarText(one)
      if (text === undefined) problem(start, `\`${name}\` must be a text or a list of texts`)
      return text === undefined || text === '' ? [] : [{ text, ...place(start) }]
    }),
  }
}

function startOf({ range }: Node): number {
  return range?.[0] ?? 0
}

function scalarText(node: Node): string | undefined {
  return isScalar(node) && typeof node.value === 'string' ? node.value.trim() : undefined
}

/** The texts of one key, none where it is absent. */
export function textsOf({ entries }: FrontMatter, key: string): Words[] {
  return entries.find(({ text }) => text === key)?.values ?? []
}

/** The only text of a key. */
export function textOf(frontMatter: FrontMatter, key: string): string | undefined {
  return textsOf(frontMatter, key)[0]?.text
}
