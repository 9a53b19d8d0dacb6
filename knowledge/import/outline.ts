import { slug } from 'github-slugger'
import { announcesSteps, lastSentence } from './announce.ts'
import type { Block, Span } from './block.ts'

/** A part of an article under one heading. */
export type Section = Span & {
  title: string
  level: number
  /** The heading's anchor in the article. */
  anchors: string[]
  /** One of several tabs or zones. */
  tab: boolean
  /** A second procedure under one heading; the words that announce it are its title. */
  split: boolean
  blocks: Block[]
  children: Section[]
  /** Set once all titles are known; unique in the article. */
  slug: string
}

/** Cuts blocks at their headings into a tree. */
export function outline(blocks: readonly Block[]): { preface: Block[]; sections: Section[] } {
  const preface: Block[] = []
  const sections: Section[] = []
  const open: Section[] = []
  for (const block of blocks) {
    if (block.kind === 'heading') {
      while ((open.at(-1)?.level ?? 0) >= block.level) open.pop()
      const { anchors = [], tab = false } = block
      const section = { ...createSection(block.text, block.level, block), anchors, tab }
      ;(open.at(-1)?.children ?? sections).push(section)
      open.push(section)
    } else (open.at(-1)?.blocks ?? preface).push(block)
    for (const section of open.slice(-1)) section.to = Math.max(section.to, block.to)
  }
  return { preface, sections: adopt(sections).map(splitProcedures) }
}

/** Sections that an earlier one lists as its items are the parts of it that the list promises. */
function adopt(sections: readonly Section[]): Section[] {
  const parents = new Map<string, Section>()
  return sections.filter((section) => {
    const parent = parents.get(slug(section.title))
    if (parent) parent.children.push(section)
    if (!parent) for (const block of section.blocks) if (block.kind === 'item') parents.set(slug(block.text), section)
    return !parent
  })
}

/** All sections, parents before children. */
export function* eachSection(sections: readonly Section[]): Generator<Section> {
  for (const section of sections) {
    yield section
    yield* eachSection(section.children)
  }
}

/** A section that holds nothing yet. */
export function createSection(title: string, level: number, { line, to }: Span): Section {
  return { title, level, line, to, anchors: [], tab: false, split: false, blocks: [], children: [], slug: '' }
}

/** A section holds one procedure; where a second one is announced, it becomes a section of its own. */
function splitProcedures(section: Section): Section {
  const cut = secondProcedure(section.blocks)
  const children = section.children.map(splitProcedures)
  if (cut === undefined) return { ...section, children }
  const [kept, moved] = [section.blocks.slice(0, cut), section.blocks.slice(cut)]
  const first = moved[0]
  if (!first || !('text' in first)) return { ...section, children }
  const span = { line: first.line, to: section.to }
  const child = {
    ...createSection(titleFrom(first.text), section.level + 1, span),
    split: true,
    blocks: moved,
    children,
  }
  return { ...section, to: kept.at(-1)?.to ?? section.line, blocks: kept, children: [splitProcedures(child)] }
}

function secondProcedure(blocks: readonly Block[]): number | undefined {
  let steps = 0
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'item' && !block.inItem) steps += 1
    if (block.kind !== 'text' || block.inItem || steps === 0) continue
    const next = blocks[index + 1]
    const reallyNext = next?.kind === 'alert' || next?.kind === 'text' ? blocks[index + 2] : next
    if (announcesSteps(block.text) && reallyNext?.kind === 'item' && !reallyNext.inItem) return index
  }
  return undefined
}

const LEAD =
  /^(?:(?:To|You can|Please|In order to|For example,?)\s+|(?:You can )?Use the following steps (?:on [\w ]{1,40} )?(?:first |to first )?to\s+|Follow these steps (?:on [\w ]{1,40} )?to\s+)/
const TAIL =
  /,? (?:you (?:must|can|should|need to|will want to) )?(?:please )?(?:follow|use|try|perform|do|complete)\b[^.]{0,40}\b(?:steps|procedure|tasks|actions|things)\b.*$/i

/** A title in the words of the sentence that announces a procedure. */
export function titleFrom(text: string): string {
  const sentence = lastSentence(text).replace(/`/g, '')
  const bare = sentence.replace(TAIL, '').replace(LEAD, '').replace(/[.:]$/, '').trim()
  const words = bare.length >= 8 ? bare : sentence.replace(/[.:]$/, '')
  const short = words.length <= 110 ? words : `${words.slice(0, 110).replace(/\s+\S*$/, '')} …`
  return short.charAt(0).toUpperCase() + short.slice(1)
}
