import { slug } from 'github-slugger'
import type { Block } from './block.ts'
import { eachSection, type Section } from './outline.ts'
import type { Report } from './report.ts'
import { similarity } from './similar.ts'

/** A way from one section to another that the text names; the label is the condition, where one stands. */
export type Way = { label: string; target: Section }

/** Titles in references drop a word or bend one; measured on references such as "see the section on X below". */
const ALIKE = 0.75

/** With more sections than this, only titles in full are found: comparing each with each takes too long. */
const MOST_COMPARED = 500

/**
 * Finds what the sentences of every section refer to; says which references lead nowhere.
 * `named` tells that a reference may be nothing but a title, because the links of the text were lost.
 */
export function readReferences(sections: readonly Section[], named: boolean, report: Report): Map<Section, Way[]> {
  const all = [...eachSection(sections)]
  const index = createIndex(all)
  const result = new Map<Section, Way[]>()
  for (const [position, section] of all.entries()) {
    const ways: Way[] = []
    for (const block of section.blocks) {
      if (!('text' in block) || block.kind === 'message') continue
      for (const sentence of sentencesOf(block.text)) {
        const targets = targetsOf(sentence, block, { index, all, position, section, named }, report)
        ways.push(...targets.map((target) => ({ label: labelFor(sentence, target), target })))
      }
    }
    const others = ways.filter(
      ({ target }, at) => target !== section && ways.findIndex((one) => one.target === target) === at,
    )
    result.set(section, others)
  }
  return result
}

type Index = {
  byAnchor: ReadonlyMap<string, Section>
  byTitle: ReadonlyMap<string, Section>
  titles: readonly Section[]
}
type Around = { index: Index; all: readonly Section[]; position: number; section: Section; named: boolean }

function createIndex(all: readonly Section[]): Index {
  const byAnchor = new Map<string, Section>()
  const byTitle = new Map<string, Section>()
  for (const section of all) {
    for (const anchor of [...section.anchors, section.slug]) if (!byAnchor.has(anchor)) byAnchor.set(anchor, section)
    for (const title of [section.title, section.title.replace(/(?:(?<!\s)\s+)?\([^()]*\)$/, '')]) {
      if (!byTitle.has(slug(title))) byTitle.set(slug(title), section)
    }
  }
  return { byAnchor, byTitle, titles: all }
}

const QUOTED = /\b(?:sub-?section|section|topic|article|procedure|heading|steps?)\b[^."“]{0,60}["“]([^"”]{4,160})["”]/gi
const CALLED =
  /\b(?:sub-?section|section) (?:called |named |titled )?(?!of\b|in\b|to\b|for\b)([A-Z][^."“]{3,120}?)(?=\s+(?:for details|below|above)\b|[.)]|$)/g
const IN_NAMED =
  /\b(?:instructions|steps?(?: [\d &-]+)?|guidance|procedures?|all of the steps) (?:in|under|from) (?:the )?(?!step)([A-Z][\w ,/&()'’-]{5,140}?)(?= to (?:determine|troubleshoot|[a-z]+ your)\b|[.]|$)/g
const SEE =
  /(?<!\b(?:to|will|can|you|should|may|could|would|not|we|might) )\b[Ss]ee (?:the )?(?!Event\b)([A-Z][\w&/[\].-]*(?: (?:[\w&/[\](),.-]+)){1,16}?)(?=\.(?:\s|$)| (?:for (?:more|details|additional|further)|if|at the|to [a-z]+|before|when) )/g
const SERIES = /\b(Method|Solution|Option|Workaround|Case study|Scenario) (\d{1,2})\b/g
const STEP =
  /\b(?:continue (?:with|to|at)|go (?:back )?to|return to|repeat|skip (?:ahead )?to|proceed to|see|in) [Ss]teps? (\d{1,2})(?:\s?(?:-|–|to|through|and|&)\s?(\d{1,2}))?/g
const ANCHOR = /\[[^[\]]{0,300}\]\(#([^()\s]{1,300})\)/g
const NEXT = /\b(?:next|following) (?:sub-?)?sections?\b(?![^.]{0,12}["“])/i
const TABLE = /\btable (?:at the|in the) (?:beginning|top|start|end|bottom) of this (?:article|page|topic)\b/i

function targetsOf(sentence: string, block: Block, around: Around, report: Report): Section[] {
  const { index, section } = around
  const found: Section[] = []
  const same = block.kind === 'item' ? index.byTitle.get(slug(block.text)) : undefined
  if (same) found.push(same)
  const names = [
    ...sentence.matchAll(QUOTED),
    ...(around.named ? sentence.matchAll(CALLED) : []),
    ...(around.named ? sentence.matchAll(IN_NAMED) : []),
    ...(around.named ? sentence.matchAll(SEE) : []),
  ]
  for (const [, quoted = ''] of names) {
    const name = quoted.replace(/(?<![\s)])(?:[\s)]*\b(?:below|above)\b)?[\s)]*$/, '')
    if (/^(?:Method|Solution|Option|Workaround|Case study|Scenario|Step) \d/.test(name)) continue
    const target = byName(name, index)
    if (target) found.push(target)
    else if (!isOutside(sentence, name))
      report('dangling-reference', block.line, `the text refers to "${name.trim()}", which is not in this article`)
  }
  for (const [, anchor = ''] of sentence.matchAll(ANCHOR)) {
    const target = index.byAnchor.get(anchor.toLowerCase())
    if (target) found.push(target)
    else report('dangling-reference', block.line, `the link #${anchor} leads to no heading of this article`)
  }
  for (const [, kind = '', number = ''] of sentence.matchAll(SERIES)) {
    const target = nearestSeries(`${kind} ${number}`, around)
    if (target) found.push(target)
    else
      report('dangling-reference', block.line, `the text refers to "${kind} ${number}", which is not in this article`)
  }
  found.push(...stepTargets(sentence, block, around, report))
  if (NEXT.test(sentence) && found.length === 0) found.push(...nextOf(around))
  if (TABLE.test(sentence) && !around.all.some(({ blocks }) => blocks.some(({ kind }) => kind === 'table')))
    report('dangling-reference', block.line, 'the table that the text refers to is not in this article')
  return found.filter((target) => target !== section)
}

function byName(name: string, { byTitle, titles }: Index): Section | undefined {
  const plain = name.replace(/[[\](){}]/g, ' ').trim()
  const exact = byTitle.get(slug(name.trim())) ?? byTitle.get(slug(plain))
  if (exact) return exact
  if (titles.length > MOST_COMPARED) return undefined
  const [best] = titles
    .map((section) => ({ section, score: similarity(section.title, plain) }))
    .sort((a, b) => b.score - a.score)
  return best && best.score >= ALIKE ? best.section : undefined
}

// Programs and logs are named like sections: "see the Application Event Log".
function isOutside(sentence: string, name: string): boolean {
  return (
    /\]\(|https?:|\bfollowing (?:address|article|blog|resource|topic|link)/.test(sentence) ||
    /\b(?:log|output|documentation|administrator|figure|table|window|tab|dialog|panel)\b/i.test(name) ||
    /^(?:Note|Step|Figure|Table|Windows|Microsoft|KMS|MAK|The|This)$/i.test(name.trim())
  )
}

function nearestSeries(name: string, { all, section }: Around): Section | undefined {
  const starts = all.filter(
    ({ title }) => title.toLowerCase().startsWith(name.toLowerCase()) && !/^\d/.test(title.slice(name.length)),
  )
  const distance = ({ line }: Section) => Math.abs(line - section.line)
  return starts.toSorted((a, b) => distance(a) - distance(b))[0]
}

function stepTargets(sentence: string, block: Block, around: Around, report: Report): Section[] {
  const { section } = around
  return [...sentence.matchAll(STEP)].flatMap(([, from = '', to = from]) => {
    const titled = nearestSeries(`Step ${from}`, around)
    if (titled) return [titled]
    const numbers = section.blocks.flatMap((one) =>
      one.kind === 'item' && !(one.bullet && one.inItem) ? [one.number ?? 0] : [],
    )
    const most = Math.max(numbers.length, ...numbers)
    const wanted = Math.max(Number(from), Number(to))
    if (wanted > most)
      report('dangling-reference', block.line, `the text refers to step ${wanted}, but the list has ${most} steps`)
    return []
  })
}

function nextOf({ all, position, section }: Around): Section[] {
  const next = all.slice(position + 1).find(({ level }) => level <= section.level || section.children.length > 0)
  return next ? [next] : []
}

/** The sentences of a text; a text too long for that is one. */
export function sentencesOf(text: string): string[] {
  return text.length > 20_000 ? [text.slice(0, 20_000)] : text.split(/(?<=[.!?])\s+(?=[A-Z"“[(])/)
}

function labelFor(sentence: string, target: Section): string {
  const [, condition] =
    /^(?:Or,? |Otherwise,? |However,? )?(?:[Ii]f|When) (.{5,140}?),? (?:then |you (?:can|will have to|must|should|may) |please |continue |follow |see |go |proceed |skip |use )/.exec(
      sentence,
    ) ?? []
  return condition && !/[[\]`]/.test(condition) ? `If ${condition.replace(/,$/, '')}` : target.title
}

/** Points the links of the text to the headings as they are called now; what leads nowhere keeps its words. */
export function resolveAnchors(sections: readonly Section[], summary: readonly Block[]): void {
  const all = [...eachSection(sections)]
  const { byAnchor } = createIndex(all)
  const resolve = (text: string) =>
    text.replace(ANCHORED, (_, label: string, anchor: string) => {
      const target = byAnchor.get(anchor.toLowerCase())
      return target ? `[${label}](#${target.slug})` : label
    })
  for (const blocks of [summary, ...all.map((section) => section.blocks)]) {
    for (const block of blocks) {
      if ('text' in block) block.text = resolve(block.text)
      else if (block.kind === 'table') block.rows = block.rows.map((row) => row.map(resolve))
    }
  }
}

const ANCHORED = /\[([^[\]]{0,300})\]\(#([^()\s]{1,300})\)/g
