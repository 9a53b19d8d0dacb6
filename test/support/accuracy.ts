import type { DialogGraph, Lexicon, Matcher } from '../../knowledge/index.ts'
import { type HeldOut, measureHeldOut } from './held-out.ts'
import { contextOf, readQueries } from './queries.ts'
import { isRight, outOfScopeF1 } from './score.ts'

/** Strictly right answers of one kind of query, of all of them. */
export type KindScore = { kind: string; queries: number; right: number }

/** How well one labelled set is understood; shares from 0 to 1. */
export type SetScore = { name: string; kinds: KindScore[]; all: KindScore; foreign: number }

export type Accuracy = { sets: SetScore[]; heldOut: HeldOut }

/** The labelled sets of the README's table. */
const SETS = ['dev', 'blind', 'blind-2', 'blind-3', 'blind-4', 'blind-5'] as const

/** Scores the labelled sets and the phrase patterns that are held back. */
export function measureAccuracy(matcher: Matcher, graph: DialogGraph, lexicon: Lexicon): Accuracy {
  return { sets: SETS.map((name) => scoreSet(name, matcher)), heldOut: measureHeldOut(graph, lexicon) }
}

/** Scores one labelled set, strictly. */
function scoreSet(name: string, matcher: Matcher): SetScore {
  const answers = readQueries(name).map((query) => ({ query, answer: matcher.match(query.text, contextOf(query)) }))
  const scoreOf = (kind: string, of: typeof answers): KindScore => ({
    kind,
    queries: of.length,
    right: of.filter(({ query, answer }) => isRight(query, answer)).length / Math.max(1, of.length),
  })
  const kinds = [...new Set(answers.map(({ query }) => query.kind))].sort()
  return {
    name,
    kinds: kinds.map((kind) =>
      scoreOf(
        kind,
        answers.filter(({ query }) => query.kind === kind),
      ),
    ),
    all: scoreOf('all', answers),
    foreign: outOfScopeF1(answers),
  }
}

const percent = (share: number): string => (100 * share).toFixed(1)

/** The table of the README. */
export function renderAccuracy({ sets, heldOut }: Accuracy): string {
  const kinds = [...new Set(sets.flatMap((set) => set.kinds.map(({ kind }) => kind)))].sort()
  const cells = (kind: string) =>
    sets.flatMap((set) => {
      const found = kind === 'all' ? set.all : set.kinds.find((one) => one.kind === kind)
      return found ? [String(found.queries), percent(found.right)] : ['–', '–']
    })
  const rows = [...kinds, 'all'].map((kind) => `| ${[kind, ...cells(kind)].join(' | ')} |`)
  return [
    `| kind of text | ${sets.map(({ name }) => `${name} | right %`).join(' | ')} |`,
    `|---|${'---:|'.repeat(2 * sets.length)}`,
    ...rows,
    `| out-of-scope, F1 × 100 | ${sets.map(({ foreign }) => ` | ${percent(foreign)}`).join(' | ')} |`,
    `| held-out patterns | ${heldOut.patterns} | ${percent(heldOut.right)} |${' |'.repeat(2 * sets.length - 2)}`,
  ].join('\n')
}

/** The figures of a rendered table, in their order: what a test compares with a tolerance. */
export function figuresOf(table: string): number[] {
  return [...table.matchAll(/(?<=\| )\d+(?:\.\d+)?(?= \|)/g)].map(([figure]) => Number(figure))
}
