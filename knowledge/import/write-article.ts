import type { Block } from './block.ts'
import { codesIn, withoutCode } from './codes.ts'
import type { Exit, Flow, Question } from './flow.ts'
import type { Place } from './machine.ts'
import { quotedMessages } from './messages.ts'
import type { Section } from './outline.ts'
import { type OfferedCommand, type Part, readParts } from './parts.ts'
import { productsIn } from './products.ts'
import type { Report } from './report.ts'
import { type Common, writeParts } from './write-details.ts'
import { writeBlockStart, writeInline } from './write-inline.ts'

/** The compiler takes no longer range for one node. */
const LONGEST_RANGE = 60

/** Everything that the front matter says. */
export type Matter = {
  id: string
  title: string
  lines: number
  blocks: readonly Block[]
  text: string
  products: string
}

/** Writes the front matter. */
export function writeMatter({ id, title, lines, blocks, text, products }: Matter, report: Report): string {
  const named = productsIn(`${title} ${products} ${text}`)
  if (named.length === 0)
    report('missing-product', 1, 'the article names neither Office nor Windows; it is imported as a procedure')
  const codes = codesIn(text)
  const messages = messagesOf(blocks)
  return [
    '---',
    `title: ${JSON.stringify(title)}`,
    named.length === 0 ? 'kind: procedure' : `products: [${named.join(', ')}]`,
    ...(codes.length > 0 ? [`codes: [${codes.join(', ')}]`] : []),
    ...(messages.length > 0 ? ['messages:', ...messages.map((message) => `  - ${JSON.stringify(message)}`)] : []),
    `source: ${id} L1-${lines}`,
    '---',
  ].join('\n')
}

function messagesOf(blocks: readonly Block[]): string[] {
  const found = blocks.flatMap((block) => {
    if (block.kind === 'message') return [block.text]
    if (block.kind === 'table') return tableMessages(block.rows)
    return 'text' in block ? quotedMessages(block.text) : []
  })
  const messages = found.map((message) => withoutCode(message.replace(/`/g, ''))).filter(isSentence)
  return [...new Set(messages)]
}

// A word of some letters, and something behind it.
function isSentence(message: string): boolean {
  return message
    .split(/\s/)
    .slice(0, -1)
    .some((word) => /[a-z]{3}/i.test(word))
}

function tableMessages(rows: readonly string[][]): string[] {
  const [head = [], ...others] = rows
  const column = head.findIndex((cell) => /\bmessage\b/i.test(cell))
  return column < 0 ? [] : others.map((row) => row[column] ?? '').filter((cell) => cell !== '')
}

/** Writes a section as a node, and behind it the question that decides between its parts. */
export function writeNode(section: Section, flow: Flow, id: string, report: Report): string[] {
  const { parts, place } = readParts(section.blocks, {})
  const commands = commandsOf(parts)
  for (const { template, machine, line } of commands) {
    if (!machine)
      report('unknown-machine', line, `the text does not say on which machine "${template}" runs; "any" is assumed`)
  }
  const common = commonOf(commands, place)
  const body = writeParts(parts, common)
  const node = [
    `## ${writeInline(section.title)}\n<!-- source: ${rangesOf(id, section.line, section.to)} -->${noteOf(common, flow, parts)}`,
    body === '' ? writeBlockStart(`${section.title}.`) : body,
    writeExits(flow.exits),
  ]
  const text = node.filter((one) => one !== '').join('\n\n')
  return flow.question ? [text, writeQuestion(flow.question, id)] : [text]
}

function commandsOf(parts: readonly Part[]): OfferedCommand[] {
  return parts
    .flatMap((part) => (part.kind === 'step' ? part.details : [part]))
    .filter((detail) => detail.kind === 'command')
}

function commonOf(commands: readonly OfferedCommand[], place: Place): Common {
  const [first] = commands
  if (!first) return { ...(place.machine && { machine: place.machine }), elevated: place.elevated ?? false }
  return { machine: first.machine ?? 'any', elevated: commands.every(({ elevated }) => elevated) }
}

function noteOf(common: Common, flow: Flow, parts: readonly Part[]): string {
  const hasSteps = parts.some(({ kind }) => kind === 'step' || kind === 'command')
  const keys = [
    ...(hasSteps && common.machine ? [`On: ${common.machine}`] : []),
    ...(hasSteps && common.elevated ? ['elevated'] : []),
    ...(flow.ends ? [`ends: ${flow.ends}`] : []),
  ]
  return keys.length === 0 ? '' : `\n> [!NOTE]\n> ${keys.join(' · ')}`
}

/** Writes a question and its answers. */
export function writeQuestion({ title, fact, exits, lines }: Question, id: string): string {
  const source = lines.map(([from, to]) => rangesOf(id, from, to)).join(', ')
  return `## ${writeInline(title)} \`${fact}\`\n<!-- source: ${source} -->\n\n${writeExits(exits)}`
}

/** So many links make one list; more would be more marks than the compiler reads in one block. */
const MOST_IN_BLOCK = 120

function writeExits(exits: readonly Exit[]): string {
  const lines = exits.map(({ label, slug, value }) => {
    const words = label
      .replace(/\[([^[\]]{0,300})\]\([^()\s]{0,600}\)/g, '$1')
      .replace(/[`[\]<>{}]/g, '')
      .trim()
    return `- [${writeInline(words)}](#${slug})${value === undefined ? '' : ` \`${value}\``}`
  })
  return lines.join(exits.length > MOST_IN_BLOCK ? '\n\n' : '\n')
}

function rangesOf(id: string, from: number, to: number): string {
  const ranges: string[] = []
  for (let start = from; start <= to; start += LONGEST_RANGE)
    ranges.push(`${id} L${start}-${Math.min(to, start + LONGEST_RANGE - 1)}`)
  return ranges.join(', ')
}
