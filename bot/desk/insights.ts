import type { DialogGraph } from '../../knowledge/index.ts'
import type { CaseCount, InsightStore, Opinion, Span } from '../store/index.ts'
import type { Table } from './csv.ts'
import { groupQuestions, type QuestionGroup } from './group-questions.ts'

/** What the page of insights shows. */
export type Insights = {
  days: number[]
  codes: { code: string; counts: number[] }[]
  outcomes: { day: number; cases: number; alone: number; person: number }[]
  questions: { questions: number; cases: number }[]
  topics: { topic: string; title: string; cases: number; alone: number; person: number }[]
  funnel?: { topic: string; title: string; places: PlaceShown[] }
  unanswered: { text: string; count: number; last: number }[]
}

export type PlaceShown = { node: string; title: string; reached: number; alone: number; person: number; left: number }

/** What is looked at: the last days, as whoever looks counts them, and one topic. */
export type Look = { days: number; ahead: number; topic?: string }

const DAY = 86_400_000
// Who said something within the hour may still go on.
const STILL_THERE = 3_600_000
const MOST_MISSES = 1000
const MOST_GROUPS = 8
const TOP_CODES = 5

/** Gathers what the page of insights shows. */
export async function gatherInsights(
  store: InsightStore,
  graph: DialogGraph,
  { days, ahead, topic }: Look,
  now: number,
): Promise<Insights> {
  const today = Math.floor((now + ahead) / DAY)
  const from = today - days + 1
  const span: Span = { since: from * DAY - ahead, ahead }
  const [codes, cases, misses] = await Promise.all([
    store.codesByDay(span),
    store.caseCounts(span),
    store.misses(span.since, MOST_MISSES),
  ])
  const topics = sumBy(cases, ({ topic: one }) => one).sort((one, other) => other.cases - one.cases)
  const shown = topic ?? topics[0]?.key
  const titleOf = (id: string) => graph.topics.find((one) => one.id === id)?.title ?? id
  const places = shown === undefined ? [] : await store.funnel(shown, span, now - STILL_THERE)
  const title = (node: string) => graph.nodes[node]?.title ?? node
  return {
    days: Array.from({ length: days }, (_, index) => from + index),
    codes: toSeries(codes, from, days),
    outcomes: sumBy(cases, ({ day }) => day).map(({ key: day, ...counts }) => ({ day, ...counts })),
    questions: sumBy(cases, ({ questions }) => questions)
      .map(({ key: questions, cases: times }) => ({ questions, cases: times }))
      .sort((one, other) => one.questions - other.questions),
    topics: topics.map(({ key, ...counts }) => ({ topic: key, title: titleOf(key), ...counts })),
    ...(shown !== undefined && {
      funnel: {
        topic: shown,
        title: titleOf(shown),
        places: places.map((place) => ({ ...place, title: title(place.node) })),
      },
    }),
    unanswered: groupQuestions(misses).slice(0, MOST_GROUPS).map(toLine),
  }
}

type Sum<Key> = { key: Key; cases: number; alone: number; person: number }

function sumBy<Key>(counts: readonly CaseCount[], keyOf: (count: CaseCount) => Key): Sum<Key>[] {
  const sums = new Map<Key, Sum<Key>>()
  for (const count of counts) {
    const key = keyOf(count)
    const sum = sums.get(key) ?? { key, cases: 0, alone: 0, person: 0 }
    for (const part of ['cases', 'alone', 'person'] as const) sum[part] += count[part]
    sums.set(key, sum)
  }
  return [...sums.values()]
}

function toLine({ texts, count, last }: QuestionGroup): Insights['unanswered'][number] {
  return { text: texts[0]?.text ?? '', count, last }
}

function toSeries(
  rows: readonly { day: number; code: string; conversations: number }[],
  from: number,
  days: number,
): Insights['codes'] {
  const series = new Map<string, number[]>()
  for (const { day, code, conversations } of rows) {
    const counts = series.get(code) ?? Array.from({ length: days }, () => 0)
    if (day - from in counts) counts[day - from] = conversations
    series.set(code, counts)
  }
  const sum = (counts: readonly number[]) => counts.reduce((total, one) => total + one, 0)
  return [...series]
    .map(([code, counts]) => ({ code, counts }))
    .sort((one, other) => sum(other.counts) - sum(one.counts))
    .slice(0, TOP_CODES)
}

/** The tables behind the pictures, by the name of their file. */
export const TABLES: Record<string, (insights: Insights) => Table> = {
  codes: ({ days, codes }) => ({
    head: ['Day', ...codes.map(({ code }) => code)],
    rows: days.map((day, index) => [dateOf(day), ...codes.map(({ counts }) => counts[index] ?? 0)]),
  }),
  outcomes: ({ outcomes }) => ({
    head: ['Day', 'Cases', 'Solved without a person', 'Handed to IT', 'Neither'],
    rows: outcomes.map(({ day, cases, alone, person }) => [dateOf(day), cases, alone, person, cases - alone - person]),
  }),
  questions: ({ questions }) => ({
    head: ['Questions asked', 'Cases'],
    rows: questions.map(({ questions: asked, cases }) => [asked, cases]),
  }),
  places: ({ funnel }) => ({
    head: ['Place', 'Reached', 'Solved here', 'Handed to IT here', 'Left here'],
    rows: (funnel?.places ?? []).map(({ title, reached, alone, person, left }) => [
      title,
      reached,
      alone,
      person,
      left,
    ]),
  }),
  topics: ({ topics }) => ({
    head: ['Topic', 'Cases', 'Solved without a person', 'Handed to IT'],
    rows: topics.map(({ title, cases, alone, person }) => [title, cases, alone, person]),
  }),
  unanswered: ({ unanswered }) => ({
    head: ['Question', 'Asked', 'Last asked'],
    rows: unanswered.map(({ text, count, last }) => [text, count, new Date(last).toISOString()]),
  }),
}

function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10)
}

/** What people thought of one answer. */
export type AnswerOpinions = {
  node: string
  title: string
  topic: string
  helpful: number
  unhelpful: number
  /** Why not, newest first; `older`: it was said of another version of the documents. */
  reasons: { words: string; at: number; older: boolean }[]
}

/** Puts what people thought together by answer, the least helpful first. Pure. */
export function groupOpinions(opinions: readonly Opinion[], graph: DialogGraph): AnswerOpinions[] {
  const answers = new Map<string, AnswerOpinions>()
  for (const { node, graph: version, helpful, words, at } of opinions) {
    const known = answers.get(node) ?? newAnswer(node, graph)
    if (helpful) known.helpful += 1
    else known.unhelpful += 1
    if (words !== undefined) known.reasons.push({ words, at, older: version !== graph.version })
    answers.set(node, known)
  }
  return [...answers.values()].sort((one, other) => other.unhelpful - one.unhelpful || other.helpful - one.helpful)
}

function newAnswer(node: string, graph: DialogGraph): AnswerOpinions {
  const [topic = ''] = node.split('#')
  const title = graph.nodes[node]?.title ?? (node === '' ? 'No answer was open' : node)
  const about = graph.topics.find(({ id }) => id === topic)?.title ?? topic
  return { node, title, topic: about, helpful: 0, unhelpful: 0, reasons: [] }
}
