import { slug } from 'github-slugger'
import type { Blockquote, Code, Heading, Html, List, RootContent } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import type { Comment, DraftTable, Section } from './draft.ts'
import { excerpt, joinLines, placeOf, words } from './excerpt.ts'
import { otherBullets, readChoice, readItem, type Tray, takeCommand, takeExpect, takeSample } from './read-list.ts'
import { takeTable } from './read-table.ts'
import { readAlert, readSettings } from './setting.ts'

/** A heading and what stands under it, as parsed. */
export type RawSection = { heading: Heading; content: RootContent[]; lastLine: number }

type Reading = { section: Section; tables: DraftTable[]; tray: Tray; seenNote: boolean }

/** Reads what stands under one heading. */
export function readSection(text: string, raw: RawSection): { section: Section; tables: DraftTable[] } {
  const section = readHeading(raw)
  const tray = { text, commands: section.commands, strayExpects: section.strayExpects }
  const reading: Reading = { section, tables: [], tray, seenNote: false }
  for (const [index, node] of raw.content.entries()) readBlock(node, raw.content[index - 1], reading)
  return { section, tables: reading.tables }
}

/** The heading's words and names; `slug` leaves the fact out, GitHub's `anchor` does not. */
function readHeading({ heading, lastLine }: RawSection): Section {
  const last = heading.children.at(-1)
  const full = plainText(heading).trim()
  const code = last?.type === 'inlineCode' ? last : undefined
  const asked = code && full.slice(0, full.length - code.value.length).trim()
  const title = asked?.endsWith('?') ? asked : full
  const place = placeOf(heading)
  return {
    ...place,
    title,
    slug: slug(title),
    anchor: slug(full),
    isQuestion: title.endsWith('?'),
    ...(code && title !== full && { fact: words(code.value, code) }),
    lines: [place.line, Math.max(place.line, lastLine)],
    ...{ comments: [], settings: [], commands: [], items: [], choices: [] },
    ...{ warnings: [], notes: [], body: [], strayExpects: [] },
  }
}

function readBlock(node: RootContent, before: RootContent | undefined, reading: Reading): void {
  const { section, tray } = reading
  if (node.type === 'html') section.comments.push(...readComment(node))
  else if (node.type === 'blockquote') readQuote(node, reading)
  else if (node.type === 'list') readListBlock(node, reading)
  else if (node.type === 'table')
    takeTable(tray.text, node, section.title, { tables: reading.tables, shown: section.body })
  else if (node.type === 'code') readFence(node, before, reading)
  else if (node.type !== 'paragraph' || !takeExpect(node, tray, 0)) section.body.push(excerpt(tray.text, node))
}

function readFence(node: Code, before: RootContent | undefined, { section, tray }: Reading): void {
  const index = tray.commands.length
  if (takeCommand(node, tray)) section.items.push({ text: '', commands: [index], ...placeOf(node) })
  else if (!takeSample(node, before, tray)) section.body.push(excerpt(tray.text, node))
}

const WARNINGS = ['WARNING', 'CAUTION', 'IMPORTANT']

function readQuote(node: Blockquote, reading: Reading): void {
  const { section, tray } = reading
  const alert = readAlert(tray.text, node)
  if (alert === undefined) section.body.push(excerpt(tray.text, node))
  else if (WARNINGS.includes(alert.kind)) section.warnings.push(joinLines(alert.text))
  else {
    const settings = reading.seenNote ? undefined : readSettings(alert.text, placeOf(node))
    reading.seenNote = true
    if (settings) section.settings.push(...settings)
    else section.notes.push(joinLines(alert.text))
  }
}

function readListBlock(list: List, { section, tray }: Reading): void {
  if (list.ordered) {
    section.items.push(...list.children.map((item) => readItem(item, tray)))
    return
  }
  const choices = list.children.flatMap((item) => readChoice(item, tray.text, section.isQuestion) ?? [])
  section.choices.push(...choices)
  const others = otherBullets(list, tray.text)
  if (others !== '') section.body.push(others)
}

const COMMENT = /^<!--\s*(source|was|id):([^>]*?)-->$/

/** The comment of the dialect that a piece of HTML is, if it is one. */
export function readComment(node: Html): Comment[] {
  const [, key, text] = COMMENT.exec(node.value.trim()) ?? []
  return key === undefined || text === undefined ? [] : [{ key, ...words(text.trim(), node) }]
}
