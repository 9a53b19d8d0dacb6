import type { Command, Condition, Instruction } from '../graph.ts'
import { buildCommand, rewriteLinks } from './build-command.ts'
import { type Corpus, type Located, targetOf } from './corpus.ts'
import type { DraftItem } from './draft.ts'
import { effective, soundConditions } from './meaning.ts'

/** More items than anyone follows. */
export const MOST_ITEMS = 100

/** What a step does once the shared steps it names stand in it. */
export type Procedure = { steps: Instruction[]; commands: Command[]; warnings: string[]; notes: string[] }

/** The step that an item stands for, if it stands for one. */
export function splicedStep(corpus: Corpus, { draft }: Located, item: DraftItem): Located | undefined {
  const target = item.splice && targetOf(corpus, draft, item.splice.url)
  const step = target === undefined ? undefined : corpus.nodes.get(target)
  return step && !step.section.isQuestion && step.section.items.length > 0 ? step : undefined
}

/** A chain of shared steps longer than this counts as endless. */
const DEEPEST = 20

/**
 * How many items each node has once all links are replaced, by its id; none for a step in a circle or above too long a
 * chain. Counts from the ends of the chains, so that neither the order of the nodes nor the stack matters.
 */
export function countItems(corpus: Corpus): ReadonlyMap<string, number> {
  const counted = new Map<string, number>()
  let left = [...corpus.nodes.values()]
  for (let depth = 0; depth <= DEEPEST; depth += 1) {
    const counts = left.map((located) => [located.id, countHere(corpus, located, counted)] as const)
    for (const [id, count] of counts) if (count !== undefined) counted.set(id, count)
    left = left.filter(({ id }) => !counted.has(id))
  }
  return counted
}

/** The items of a step whose shared steps are counted already. */
function countHere(corpus: Corpus, located: Located, counted: ReadonlyMap<string, number>): number | undefined {
  let count = 0
  for (const item of located.section.items) {
    const step = splicedStep(corpus, located, item)
    const more = step ? counted.get(step.id) : 1
    if (more === undefined) return undefined
    count += more
  }
  return count
}

/**
 * Writes a step out, with the items, commands, warnings and notes of the steps it names in their places. The rule
 * `endless-procedure` has seen to it that there is an end.
 */
export function writeOut(corpus: Corpus, located: Located): Procedure {
  const { section, draft } = located
  const commands = section.commands.map((command) => buildCommand(corpus, located, command))
  const result: Procedure = { steps: [], commands: [], warnings: [...section.warnings], notes: [...section.notes] }
  for (const item of section.items) {
    const step = splicedStep(corpus, located, item)
    if (step) {
      append(result, writeOut(corpus, step), soundConditions(effective(step.section).when))
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
