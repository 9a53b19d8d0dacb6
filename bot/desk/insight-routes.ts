import type { DialogGraph } from '../../knowledge/index.ts'
import { type Answer, type Call, HttpError, type Route } from '../http/index.ts'
import { type InsightStore, sha256 } from '../store/index.ts'
import { toCsv } from './csv.ts'
import type { Doorkeeper } from './doorkeeper.ts'
import { draftDocument } from './draft-document.ts'
import { groupQuestions, type QuestionGroup } from './group-questions.ts'
import { gatherInsights, groupOpinions, type Insights, TABLES } from './insights.ts'
import { boundedNumber, type Reads, whenChanged } from './reads.ts'

export type InsightRoutePorts = {
  door: Doorkeeper
  store: InsightStore
  graph: () => DialogGraph
  reads: Reads
  clock: () => number
}

const DAY = 86_400_000
const MOST = 1000
// Counting takes the only thread: of 351,000 events of a year 38 ms for 30 days, 1.7 s for all of them.
const freshFor = (days: number) => (days <= 31 ? 30_000 : 600_000)
const MOST_KEPT = 50
const HALF_DAY = DAY / 2 + 3 * 3_600_000
/** As long as what people wrote is kept. */
const WRITTEN = 30 * DAY

/** Counts, questions without an answer, and what people thought of answers. */
export function createInsightRoutes(ports: InsightRoutePorts): Route[] {
  const look = createLook(ports)
  return [
    { method: 'get', path: '/desk/api/insights', handle: (call) => showInsights(ports, look, call) },
    { method: 'get', path: '/desk/api/tables/:name', handle: (call) => downloadTable(ports, look, call) },
    { method: 'get', path: '/desk/api/questions', handle: (call) => listQuestions(ports, call) },
    { method: 'get', path: '/desk/api/questions/:id/document', handle: (call) => downloadDraft(ports, call) },
    { method: 'get', path: '/desk/api/feedback', handle: (call) => listOpinions(ports, call) },
  ]
}

/** Counts what a page asks for. */
type Look = (call: Call) => Promise<Insights>

// Pages that are open share what one of them asked.
function createLook({ store, graph, clock }: InsightRoutePorts): Look {
  let kept = new Map<string, { at: number; until: number; insights: Promise<Insights> }>()
  return async ({ query }) => {
    const topic = query.get('topic') ?? undefined
    if (topic !== undefined && !graph().topics.some(({ id }) => id === topic)) throw new HttpError(400, 'BadQuery')
    const days = boundedNumber(query, 'days', { or: 30, from: 1, to: 366 })
    const ahead = boundedNumber(query, 'ahead', { or: 0, from: -HALF_DAY, to: HALF_DAY })
    const now = clock()
    kept = new Map([...kept].filter(([, { at, until }]) => at <= now && now < until))
    const key = JSON.stringify([days, ahead, topic, graph().version])
    const known = kept.get(key)
    if (known) return await known.insights
    const insights = gatherInsights(store, graph(), { days, ahead, ...(topic !== undefined && { topic }) }, now)
    if (kept.size < MOST_KEPT) kept.set(key, { at: now, until: now + freshFor(days), insights })
    return await insights.catch((error: unknown) => {
      kept.delete(key)
      throw error
    })
  }
}

async function showInsights(ports: InsightRoutePorts, look: Look, call: Call): Promise<Answer> {
  const { session } = await ports.door.admit(call)
  await ports.reads.note(session, 'insights')
  return whenChanged(call, await look(call))
}

async function downloadTable(ports: InsightRoutePorts, look: Look, call: Call): Promise<Answer> {
  const { session } = await ports.door.admit(call)
  const name = /^([a-z]+)\.csv$/.exec(call.params['name'] ?? '')?.[1] ?? ''
  const table = Object.hasOwn(TABLES, name) ? TABLES[name] : undefined
  if (!table) throw new HttpError(404, 'NotFound')
  await ports.reads.note(session, 'table', name)
  return download(`${name}.csv`, 'text/csv', toCsv(table(await look(call))))
}

async function listQuestions(ports: InsightRoutePorts, call: Call): Promise<Answer> {
  const { session } = await ports.door.admit(call)
  await ports.reads.note(session, 'questions')
  const groups = await questionGroups(ports)
  return whenChanged(call, { groups: groups.map((group) => ({ ...group, id: idOf(group) })) })
}

async function downloadDraft(ports: InsightRoutePorts, call: Call): Promise<Answer> {
  const { session } = await ports.door.admit(call, 'expert')
  const group = (await questionGroups(ports)).find((one) => idOf(one) === call.params['id'])
  if (!group) throw new HttpError(404, 'NotFound')
  await ports.reads.note(session, 'draft', call.params['id'] ?? '')
  const day = new Date(ports.clock()).toISOString().slice(0, 10)
  const texts = group.texts.map(({ text }) => text)
  const { file, markdown } = draftDocument(texts, ports.graph(), day)
  return download(file, 'text/markdown', markdown)
}

async function questionGroups({ store, clock }: InsightRoutePorts): Promise<QuestionGroup[]> {
  return groupQuestions(await store.misses(clock() - WRITTEN, MOST))
}

function idOf({ texts }: QuestionGroup): string {
  return sha256(JSON.stringify(texts.map(({ text }) => text))).slice(0, 16)
}

async function listOpinions({ door, store, graph, reads, clock }: InsightRoutePorts, call: Call): Promise<Answer> {
  const { session } = await door.admit(call)
  await reads.note(session, 'feedback')
  return whenChanged(call, { answers: groupOpinions(await store.opinions(clock() - WRITTEN, MOST), graph()) })
}

function download(file: string, type: string, body: string): Answer {
  return {
    status: 200,
    headers: {
      'Content-Type': `${type}; charset=utf-8`,
      'Content-Disposition': `attachment; filename="${file}"`,
    },
    body,
  }
}
