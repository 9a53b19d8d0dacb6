import { slug } from 'github-slugger'
import { statedIn } from './facts-in-titles.ts'
import { isImperative } from './imperative.ts'
import type { Section } from './outline.ts'
import type { Way } from './references.ts'

/** A way out of a node. */
export type Exit = { label: string; slug: string; value?: string }

/** A question that decides between answers which the article states as headings. */
export type Question = { title: string; slug: string; fact: string; exits: Exit[]; lines: readonly [number, number][] }

/** How the nodes of one section go on. */
export type Flow = { exits: Exit[]; ends?: 'solved' | 'person'; question?: Question }

/** What decides beside the order of the sections: their references, lost remedies, and titles that are free. */
export type Around = {
  ways: ReadonlyMap<Section, Way[]>
  isLost: (section: Section) => boolean
  takeTitle: (wanted: string) => string
}

type Context = Around & { flows: Map<Section, Flow> }

/** Decides for every section where it leads: to its parts, to what comes next, to what it refers to, or to an end. */
export function planFlow(sections: readonly Section[], around: Around): Map<Section, Flow> {
  const context: Context = { ...around, flows: new Map() }
  for (const section of sections) plan(section, undefined, context)
  return context.flows
}

function plan(section: Section, after: Section | undefined, context: Context): void {
  const { children } = section
  const referred = (context.ways.get(section) ?? []).map(({ label, target }) => exitTo(target, label))
  if (children.length === 0) {
    const isLast = after === undefined || (!section.tab && isAnswer(section))
    const next = after ? [exitTo(after, after.title)] : []
    const flow: Flow = { exits: unique([...referred, ...next]) }
    if (isLast || context.isLost(section)) flow.ends = context.isLost(section) ? 'person' : 'solved'
    context.flows.set(section, flow)
    return
  }
  const asks = areAnswers(children) || opensOptions(section)
  const question = asks ? questionOf(section, children, context) : undefined
  const into = question
    ? [{ label: question.title, slug: question.slug }]
    : (asks ? choicesOf(children) : children.slice(0, 1)).map((child) => exitTo(child, child.title))
  context.flows.set(section, {
    exits: unique([
      ...into,
      ...referred.filter(({ slug: target }) => !question?.exits.some((exit) => exit.slug === target)),
    ]),
    ...(question && { question }),
  })
  for (const [index, child] of children.entries()) {
    const next = asks && !isSeries(child) ? continuation(children, index) : children[index + 1]
    plan(child, next ?? after, context)
  }
}

function exitTo(section: Section, label: string): Exit {
  return { label, slug: section.slug }
}

function unique(exits: readonly Exit[]): Exit[] {
  return exits.filter((exit, index) => exits.findIndex(({ slug }) => slug === exit.slug) === index)
}

const SERIES = /^(?:Method|Solution|Option|Workaround|Resolution|Approach|Cause) ?\d/i

function isSeries({ title }: Section): boolean {
  return SERIES.test(title)
}

// After an answer or one of several methods the trouble should be gone; after a part of a longer way it goes on.
function isAnswer(section: Section): boolean {
  return isSeries(section) || section.split || !isImperative(section.title)
}

function areAnswers(children: readonly Section[]): boolean {
  if (children.some(({ tab }) => tab) || children.every(isSeries)) return true
  if (children.every(({ split }) => split)) return true
  return children.length > 1 && children.filter(({ title }) => !isImperative(title)).length * 2 > children.length
}

// What stands behind tabs or zones is no choice: all of them go on there.
function choicesOf(children: readonly Section[]): readonly Section[] {
  return children.some(({ tab }) => tab) ? children.filter(({ tab }) => tab) : children
}

function continuation(children: readonly Section[], index: number): Section | undefined {
  return children[index]?.tab ? children.slice(index + 1).find(({ tab }) => !tab) : undefined
}

/** Options are chosen from, however their titles are worded. */
function opensOptions({ blocks }: Section): boolean {
  const last = blocks.at(-1)
  if (last?.kind !== 'text' && last?.kind !== 'item') return false
  return /\b(?:basic options|(?:two|three|four|following) (?:options|methods|ways)|(?:either|one|any) of the following)\b[^.]{0,120}[.:]?$/i.test(
    last.text,
  )
}

function questionOf(section: Section, children: readonly Section[], context: Context): Question | undefined {
  const stated = children.map((child) => ({ child, ...statedIn(child.title.replace(/ \([^()]*\)$/, '')) }))
  const fact = stated.find((one) => one.fact !== undefined)?.fact
  const answers = stated.filter((one) => one.fact === fact)
  if (fact === undefined || answers.length < 2 || new Set(answers.map(({ value }) => value)).size !== answers.length)
    return undefined
  const positive = answers.find(({ value }) => value === 'true' || value === 'enabled') ?? answers[0]
  const title = context.takeTitle(
    /^\w+ \d{4}$/.test(positive?.child.title ?? '')
      ? `${section.title}: which version?`
      : `Is it so: ${positive?.child.title}?`,
  )
  const exits = stated.map(({ child, value }) => ({
    ...exitTo(child, child.title),
    ...(value !== undefined && { value }),
  }))
  const last = section.blocks.at(-1)
  const lines: [number, number][] = [
    [last?.line ?? section.line, last?.to ?? section.line],
    ...children.map(({ line }): [number, number] => [line, line]),
  ]
  return { title, slug: slug(title), fact, exits, lines }
}
