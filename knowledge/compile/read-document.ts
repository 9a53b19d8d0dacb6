import type { Root, RootContent } from 'mdast'
import type { Draft, DraftTable, Place, Section } from './draft.ts'
import { excerpt, linesOf } from './excerpt.ts'
import { type FrontMatter, readFrontMatter } from './front-matter.ts'
import { parseMarkdown } from './parse-markdown.ts'
import { type RawSection, readSection } from './read-section.ts'
import { takeTable } from './read-table.ts'
import type { Limits, Source } from './source.ts'
import { survey } from './survey.ts'

/** Reads one document; its text is within the limits. */
export function readDocument({ path, text }: Source, limits: Limits): Draft {
  const root = parseMarkdown(text)
  const { preface, raw } = cut(root)
  const sections: Section[] = []
  const frontMatter = frontMatterOf(root, limits)
  const title = frontMatter.entries.find((entry) => entry.text === 'title')?.values[0]?.text ?? ''
  const tables: DraftTable[] = []
  const summary: string[] = []
  for (const node of preface.filter(isSummary)) {
    if (node.type === 'table') takeTable(text, node, title, { tables, shown: summary })
    else summary.push(excerpt(text, node))
  }
  for (const one of raw) {
    const read = readSection(text, one)
    sections.push(read.section)
    tables.push(...read.tables)
  }
  const language = languageOf(path)
  return {
    path,
    id: idOf(path),
    ...(language !== undefined && { language }),
    ...{ line: 1, column: 1, frontMatter, summary: summary.join('\n\n'), sections, tables },
    ...survey(text, root),
  }
}

/** A document's id: its file name without `.md`. */
function idOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).replace(/\.md$/i, '')
}

function languageOf(path: string): string | undefined {
  return /(?:^|[\\/])documents[\\/]([a-z]{2}(?:-[A-Z]{2})?)[\\/][^\\/]+$/.exec(path)?.[1]
}

function isSummary(node: RootContent): boolean {
  return node.type !== 'yaml' && node.type !== 'html'
}

function cut(root: Root): { preface: RootContent[]; raw: RawSection[] } {
  const preface: RootContent[] = []
  const raw: RawSection[] = []
  for (const node of root.children) {
    const current = raw.at(-1)
    if (node.type === 'heading' && node.depth === 2) raw.push({ heading: node, content: [], lastLine: 0 })
    else (current?.content ?? preface).push(node)
    const section = raw.at(-1)
    if (section) section.lastLine = linesOf(node)[1]
  }
  return { preface, raw }
}

function frontMatterOf(root: Root, limits: Limits): FrontMatter {
  const first = root.children[0]
  const at: Place = { line: 1, column: 1 }
  if (first?.type !== 'yaml') {
    return {
      entries: [],
      problems: [{ text: 'the document does not start with a block between two lines `---`', ...at }],
    }
  }
  if (first.value.length > limits.frontMatter) {
    return { entries: [], problems: [{ text: `it is longer than ${limits.frontMatter} characters`, ...at }] }
  }
  try {
    return readFrontMatter(first.value, { line: 2, column: 1 })
  } catch {
    // The parser calls itself for every level: deep nesting ends in a RangeError.
    return { entries: [], problems: [{ text: 'it is nested too deeply', ...at }] }
  }
}
