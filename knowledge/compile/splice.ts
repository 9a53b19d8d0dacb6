import type { Command, Condition, Instruction } from '../graph.ts'
import { buildCommand, rewriteLinks } from './build-command.ts'
import { type Corpus, type Located, targetOf } from './corpus.ts'
import type { DraftItem } from './draft.ts'
import { effective, soundConditions } from './meaning.ts'

/** More items than anyone follows; beyond it the links to shared steps stay links. */
export const MOST_ITEMS = 100

/** What a step does once the shared steps it names stand in it. */
export type Procedure = { steps: Instruction[]; commands: Command[]; warnings: string[]; notes: string[] }

/** The step that an item stands for, if it stands for one. */
export function splicedStep(corpus: Corpus, { draft }: Located, item: DraftItem): Located | undefined {
  const target = item.splice && targetOf(corpus, draft, item.splice.url)
  const step = target === undefined ? undefined : corpus.nodes.get(target)
  return step && !step.section.isQuestion && step.section.items.length > 0 ? step : undefined
}

/** A chain of shared steps longer than this counts as endless: it would also take the stack. */
const DEEPEST = 20

/** How many items a step has once all links are replaced; Infinity for a circle. Remembers what it counted in `known`. */
export function countItems(corpus: Corpus, located: Located, known: Map<string, number>, depth = 0): number {
  const counted = known.get(located.id)
  if (counted !== undefined) return counted
  if (depth > DEEPEST) return Number.POSITIVE_INFINITY
  known.set(located.id, Number.POSITIVE_INFINITY)
  let count = 0
  for (const item of located.section.items) {
    const step = splicedStep(corpus, located, item)
    count += step ? countItems(corpus, step, known, depth + 1) : 1
  }
  known.set(located.id, count)
  return count
}

/** Writes a step out, with the items, commands, warnings and notes of the steps it names in their places. */
export function writeOut(corpus: Corpus, located: Located, known: Map<string, number>): Procedure {
  const { section, draft } = located
  const commands = section.commands.map((command) => buildCommand(corpus, located, command))
  const result: Procedure = { steps: [], commands: [], warnings: [...section.warnings], notes: [...section.notes] }
  const expands = countItems(corpus, located, known) <= MOST_ITEMS
  for (const item of section.items) {
    const step = expands ? splicedStep(corpus, located, item) : undefined
    if (step) {
      append(result, writeOut(corpus, step, known), soundConditions(effective(step.section).when))
      continue
    }
    const own = item.commands.flatMap((index) => commands[index] ?? [])
    const when = own.length === 1 ? own[0]?.when : undefined
    const indices = own.map((_, index) => result.commands.length + index)
    result.commands.push(...own)
    result.steps.push({ text: rewriteLinks(corpus, draft, item.text), commands: indices, ...(when && { when }) })
  }
  return result
}

function append(to: Procedure, from: Procedure, when: Condition[]): void {
  const offset = to.commands.length
  const guarded = <T extends { when?: Condition[] }>(one: T): T =>
    when.length === 0 ? one : { ...one, when: [...when, ...(one.when ?? [])] }
  to.commands.push(...from.commands.map(guarded))
  to.steps.push(
    ...from.steps.map((step) => ({ ...guarded(step), commands: step.commands.map((index) => index + offset) })),
  )
  to.warnings.push(...from.warnings.filter((warning) => !to.warnings.includes(warning)))
  to.notes.push(...from.notes.filter((note) => !to.notes.includes(note)))
}
