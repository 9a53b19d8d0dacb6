import { slug } from 'github-slugger'
import type { Blockquote, Definition, Heading, Html, List, ListItem, Root, RootContent } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import { readFrontMatter, textsOf } from '../compile/front-matter.ts'
import { parseMarkdown } from '../compile/parse-markdown.ts'
import { readAlert } from '../compile/setting.ts'
import type { AlertKind, Article, Block, Span } from './block.ts'
import { readCode } from './learn-code.ts'
import { htmlBlocks } from './learn-html.ts'
import { type InlineContext, inlineText } from './learn-inline.ts'
import { markLearn, readMark } from './learn-marks.ts'
import type { Report } from './report.ts'

type Reading = InlineContext & {
  text: string
  blocks: Block[]
  report: Report
  level: number
  parent?: Variants
  zoneEnded?: true
  title?: string
}
/** The heading whose variants (tabs, zones) are being read. */
type Variants = { level: number; text: string }

/** Reads Microsoft Learn Markdown to blocks. The text has passed `tooDeep`. */
export function readLearn(raw: string, report: Report): Article {
  const text = markLearn(raw, report)
  const root = parseMarkdown(text)
  const reading: Reading = { text, blocks: [], report, level: 1, definitions: definitionsOf(root) }
  for (const node of root.children) readBlock(node, reading)
  for (const block of reading.blocks) block.inItem ??= false
  const front = frontMatterOf(root)
  const title = reading.title ?? front.title
  return { ...(title && { title }), blocks: reading.blocks, products: front.products }
}

function frontMatterOf(root: Root): { title?: string; products: string } {
  const first = root.children[0]
  if (first?.type !== 'yaml' || first.value.length > 64 * 1024) return { products: '' }
  try {
    const matter = readFrontMatter(first.value, { line: 2, column: 1 })
    const all = (key: string) => textsOf(matter, key).map(({ text }) => text)
    const [title] = all('title')
    return {
      ...(title && { title }),
      products: [...all('appliesto'), ...all('ms.service'), ...all('ms.prod')].join(' '),
    }
  } catch {
    // The YAML parser calls itself for every level: deep nesting ends in a RangeError.
    return { products: '' }
  }
}

function definitionsOf(root: Root): Map<string, Definition> {
  return new Map(
    root.children.flatMap((node) => (node.type === 'definition' ? [[node.identifier, node] as const] : [])),
  )
}

function readBlock(node: RootContent, reading: Reading): void {
  const { blocks, report } = reading
  const span = spanOf(node)
  if (reading.zoneEnded && readMark(node.type === 'html' ? node.value : '')?.mark !== 'zone') {
    delete reading.zoneEnded
    if (node.type === 'heading') delete reading.parent
    else closeVariants(reading, span)
  }
  if (node.type === 'heading') readHeading(node, reading)
  else if (node.type === 'paragraph') pushText(inlineText(node.children, reading), span, reading)
  else if (node.type === 'list') readList(node, 0, reading)
  else if (node.type === 'code') blocks.push(...readCode(node, report, span))
  else if (node.type === 'blockquote') readQuote(node, reading, false)
  else if (node.type === 'table') {
    blocks.push({
      kind: 'table',
      rows: node.children.map((row) => row.children.map((cell) => inlineText(cell.children, reading))),
      ...span,
    })
  } else if (node.type === 'thematicBreak') closeVariants(reading, span)
  else if (node.type === 'html') readHtml(node, reading)
}

function readHeading(node: Heading, reading: Reading): void {
  const span = spanOf(node)
  const [only] = node.children
  const isTab = only?.type === 'link' && only.url.startsWith('#tab/')
  const text = isTab ? plainText(only) : inlineText(node.children, reading)
  if (isTab) openVariant(reading, text, span)
  else if (node.depth === 1 && reading.title === undefined && reading.blocks.length === 0)
    reading.title = text.replaceAll('`', '')
  else {
    delete reading.parent
    reading.level = Math.max(1, node.depth - 1)
    reading.blocks.push({ kind: 'heading', level: reading.level, text, anchors: [slug(plainText(node))], ...span })
  }
}

function openVariant(reading: Reading, text: string, span: Span): void {
  const heading = reading.blocks.findLast((block) => block.kind === 'heading' && !block.tab)
  reading.parent ??= {
    level: reading.level,
    text: heading?.kind === 'heading' ? heading.text : (reading.title ?? text),
  }
  reading.blocks.push({ kind: 'heading', level: reading.parent.level + 1, text, tab: true, ...span })
}

/** What follows tabs or zones belongs to all of them. */
function closeVariants(reading: Reading, span: Span): void {
  const { parent } = reading
  if (!parent) return
  delete reading.parent
  reading.blocks.push({ kind: 'heading', level: parent.level + 1, text: `${parent.text} (continued)`, ...span })
}

function readList(list: List, depth: number, reading: Reading): void {
  for (const [index, item] of list.children.entries()) {
    const number = list.ordered ? (list.start ?? 1) + index : undefined
    readListItem(item, depth, number, reading)
  }
}

function readListItem(item: ListItem, depth: number, number: number | undefined, reading: Reading): void {
  const [first, ...rest] = item.children
  const lead = first?.type === 'paragraph' ? inlineText(first.children, reading) : ''
  const span = { line: spanOf(item).line, to: first ? spanOf(first).to : spanOf(item).to }
  reading.blocks.push({
    kind: 'item',
    text: lead,
    depth,
    ...(number === undefined ? { bullet: true as const } : { number }),
    ...span,
    inItem: depth > 0,
  })
  const from = reading.blocks.length
  for (const child of first?.type === 'paragraph' ? rest : item.children) {
    if (child.type === 'list') readList(child, depth + 1, reading)
    else if (child.type === 'blockquote') readQuote(child, reading, true)
    else if (child.type !== 'heading') readBlock(child, reading)
    else pushText(inlineText(child.children, reading), spanOf(child), reading)
  }
  for (const block of reading.blocks.slice(from)) block.inItem = true
}

function readQuote(quote: Blockquote, reading: Reading, inItem: boolean): void {
  const alert = readAlert(reading.text, quote)
  const from = reading.blocks.length
  const span = spanOf(quote)
  const words: string[] = []
  for (const child of quote.children) {
    if (child.type === 'paragraph') words.push(inlineText(child.children, reading))
    else if (child.type === 'list')
      words.push(
        ...child.children.map(
          (item) =>
            `- ${inlineText(
              item.children.flatMap((one) => (one.type === 'paragraph' ? one.children : [])),
              reading,
            )}`,
        ),
      )
    else readBlock(child, reading)
  }
  const text = words
    .join('\n')
    .replace(/^\[!\w+\]\s*/, '')
    .trim()
  const block: Block | undefined =
    text === ''
      ? undefined
      : alert
        ? { kind: 'alert', alert: kindOf(alert.kind), text, ...span }
        : { kind: 'text', text: text.replaceAll('\n', ' '), ...span }
  if (block) reading.blocks.splice(from, 0, inItem ? { ...block, inItem } : block)
}

function kindOf(kind: string): AlertKind {
  return kind === 'TIP' || kind === 'IMPORTANT' || kind === 'WARNING' || kind === 'CAUTION' ? kind : 'NOTE'
}

function readHtml(node: Html, reading: Reading): void {
  const span = spanOf(node)
  const mark = readMark(node.value)
  if (mark?.mark === 'zone') {
    delete reading.zoneEnded
    openVariant(reading, mark.text, span)
  }
  if (mark?.mark === 'zone-end') reading.zoneEnded = true
  else if (mark?.mark === 'include')
    reading.report('lost-include', span.line, `the text of ${mark.text} belongs here and is not in this file`)
  else if (!mark) reading.blocks.push(...htmlBlocks(node.value, span))
}

function pushText(text: string, span: Span, { blocks }: Reading): void {
  if (text !== '') blocks.push({ kind: 'text', text, ...span })
}

function spanOf(node: RootContent | ListItem): Span {
  return { line: node.position?.start.line ?? 1, to: node.position?.end.line ?? 1 }
}
