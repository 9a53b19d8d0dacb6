import type { Code, Link as LinkNode, List, ListItem, Paragraph, RootContent } from 'mdast'
import type { DraftChoice, DraftCommand, DraftItem, Place } from './draft.ts'
import { excerpt, excerptFrom, offsetsOf, oneLine, placeOf, words } from './excerpt.ts'
import { readInfo } from './setting.ts'

/** Where commands and expectations of a section are gathered while it is read. */
export type Tray = { text: string; commands: DraftCommand[]; strayExpects: Place[] }

/** Tells a link to a heading or a document from one that leaves the documents. */
export function isInternal(url: string): boolean {
  return !/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(url)
}

/** Reads a fence that is a command into the tray; says whether it was one. `text` is sample output. */
export function takeCommand(node: Code, tray: Tray): boolean {
  const language = node.lang ?? ''
  if (language === 'text') return false
  const lines = node.value.split('\n').filter((line) => line.trim() !== '')
  const place = placeOf(node)
  const settings = readInfo(node.meta ?? '', place)
  tray.commands.push({ language, template: lines.join('\n').trim(), lines: lines.length, settings, ...place })
  return true
}

const EXPECT = /^Expect:\s*/

/** Hands `Expect: …` to the last command that was read; says whether it was one. */
export function takeExpect(node: Paragraph, tray: Tray, from: number): boolean {
  const text = excerpt(tray.text, node)
  if (!EXPECT.test(text)) return false
  const command = tray.commands.slice(from).at(-1)
  if (command && command.expect === undefined) command.expect = text.replace(EXPECT, '')
  else tray.strayExpects.push(placeOf(node))
  return true
}

/** Adds sample output to an expectation that announces it with a colon or says nothing else. */
export function takeSample(node: Code, before: RootContent | undefined, tray: Tray): boolean {
  const command = tray.commands.at(-1)
  if (before?.type !== 'paragraph' || command?.expect === undefined) return false
  const said = excerpt(tray.text, before)
  if (!EXPECT.test(said) || !/:$/.test(said)) return false
  command.expect = `${command.expect}\n\n${excerpt(tray.text, node)}`.trim()
  return true
}

/** Reads an item of an ordered list. */
export function readItem(item: ListItem, tray: Tray): DraftItem {
  const place = placeOf(item)
  const splice = onlyLink(item)
  if (splice) {
    const link = { label: excerpt(tray.text, splice), url: splice.url, ...placeOf(splice) }
    return { text: link.label, commands: [], splice: { ...link, label: labelOf(tray.text, splice) }, ...place }
  }
  const from = tray.commands.length
  const parts: string[] = []
  for (const [index, child] of item.children.entries()) {
    if (child.type === 'code' && takeCommand(child, tray)) continue
    if (child.type === 'code' && takeSample(child, item.children[index - 1], tray)) continue
    if (child.type === 'paragraph' && takeExpect(child, tray, from)) continue
    parts.push(excerpt(tray.text, child))
  }
  return { text: parts.join('\n\n'), commands: tray.commands.slice(from).map((_, index) => from + index), ...place }
}

function onlyLink({ children: [only, ...others] }: ListItem): LinkNode | undefined {
  if (only?.type !== 'paragraph' || others.length > 0) return undefined
  const [link, ...rest] = only.children
  return link?.type === 'link' && rest.length === 0 && isInternal(link.url) ? link : undefined
}

/** The words of a link, as Markdown. */
export function labelOf(text: string, link: LinkNode): string {
  const [first] = link.children
  const last = link.children.at(-1)
  return first && last ? text.slice(offsetsOf(first)[0], offsetsOf(last)[1]) : ''
}

/** Reads a bullet that starts with a link to a node; nothing for any other bullet. */
export function readChoice(item: ListItem, text: string, valued: boolean): DraftChoice | undefined {
  const paragraph = item.children[0]
  if (paragraph?.type !== 'paragraph') return undefined
  const [link, blank, value] = paragraph.children
  if (link?.type !== 'link' || !isInternal(link.url)) return undefined
  const choice = { label: labelOf(text, link), url: link.url, ...placeOf(link) }
  const hasValue = valued && value?.type === 'inlineCode' && blank?.type === 'text' && blank.value.trim() === ''
  const hint = oneLine(excerptFrom(text, hasValue ? value : link, paragraph))
  return { ...choice, ...(hasValue && { value: words(value.value, value) }), ...(hint && { hint }) }
}

/** The bullets of a list that are no choices, as Markdown. */
export function otherBullets(list: List, text: string): string {
  const isChoice = (item: ListItem) => readChoice(item, text, false) !== undefined
  if (!list.children.some(isChoice)) return excerpt(text, list)
  return list.children
    .filter((item) => !isChoice(item))
    .map((item) => excerpt(text, item))
    .join('\n')
}
