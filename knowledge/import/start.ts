import { slug } from 'github-slugger'
import { announcesCommand, announcesSteps } from './announce.ts'
import type { Block } from './block.ts'
import { codesIn } from './codes.ts'
import { toldCommands } from './commands.ts'
import type { Exit, Flow, Question } from './flow.ts'
import { createSection, type Section } from './outline.ts'
import type { Way } from './references.ts'

/** The words before the first heading are the summary; what else stands there is a node of its own, from which all others are reached. */
export function splitPreface(
  preface: readonly Block[],
  sections: readonly Section[],
  title: string,
): { summary: Block[]; overview?: Section } {
  const cut = preface.findIndex((block) => block.kind !== 'text' || leadsOn(block.text))
  const summary = preface.slice(0, Math.min(2, cut < 0 ? preface.length : cut))
  const rest = preface.slice(summary.length)
  if (rest.length === 0 && sections.length === 1) return { summary }
  const line = preface[0]?.line ?? sections[0]?.line ?? 1
  const to = preface.at(-1)?.to ?? line
  const blocks = rest.length > 0 ? rest : summary.slice(0, 1).map((block) => ({ ...block }))
  return { summary, overview: { ...createSection(title, 1, { line, to }), blocks } }
}

// What announces something belongs to what it announces.
function leadsOn(text: string): boolean {
  return /:$/.test(text) || announcesCommand(text) || announcesSteps(text) || toldCommands(text).length > 0
}

type Links = {
  ways: ReadonlyMap<Section, Way[]>
  flows: Map<Section, Flow>
  takeTitle: (wanted: string) => string
}

/** Links the start of the article to its sections; where their titles name codes, the code decides. */
export function linkStart(
  overview: Section | undefined,
  sections: readonly Section[],
  { ways, flows, takeTitle }: Links,
): Question | undefined {
  if (!overview) return undefined
  const exits = sections.map(({ title, slug: target }): Exit => ({ label: title, slug: target }))
  const claimed = new Set<string>()
  const valued = sections.map((section, index) => {
    const codes = codesIn(section.title).filter((code) => !claimed.has(code))
    for (const code of codes) claimed.add(code)
    return { ...(exits[index] ?? { label: '', slug: '' }), ...(codes.length > 0 && { value: codes.join('|') }) }
  })
  const referred = (ways.get(overview) ?? []).map(({ label, target }): Exit => ({ label, slug: target.slug }))
  if (claimed.size < 2) {
    const own = [...exits, ...referred].filter(
      (exit, index, all) => all.findIndex((one) => one.slug === exit.slug) === index,
    )
    flows.set(overview, own.length > 0 ? { exits: own } : { exits: [], ends: 'solved' })
    return undefined
  }
  const title = takeTitle('Which error code is shown?')
  flows.set(overview, { exits: [{ label: title, slug: slug(title) }] })
  return { title, slug: slug(title), fact: 'errorCode', exits: valued, lines: [[overview.line, overview.to]] }
}
