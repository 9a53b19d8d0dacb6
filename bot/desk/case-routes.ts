import { z } from 'zod'

import type { DialogGraph } from '../../knowledge/index.ts'
import type { CaseStore, Expert, Move } from '../cases/index.ts'
import { type Answer, type Call, HttpError, type Route, readJson } from '../http/index.ts'
import type { DeskStore, TurnStore } from '../store/index.ts'
import { toCaseView } from './case-view.ts'
import type { DeskSettings } from './desk-settings.ts'
import type { Doorkeeper, Guest } from './doorkeeper.ts'
import { type Reads, whenChanged } from './reads.ts'

export type CaseRoutePorts = {
  desk: DeskSettings
  door: Doorkeeper
  cases: Pick<CaseStore, 'case' | 'cases' | 'move' | 'audit'>
  store: Pick<TurnStore, 'lines'> & Pick<DeskStore, 'colleagues'>
  graph: () => DialogGraph
  reads: Reads
  /** Tells those who bring the news that there is some. */
  wake: () => void
}

const STATUSES = ['open', 'claimed', 'waiting', 'resolved', 'withdrawn'] as const
const Query = z.object({
  status: z.array(z.enum(STATUSES)),
  search: z.string().max(200).optional(),
  before: z
    .string()
    .regex(/^A-\d{1,12}$/)
    .optional(),
})
const words = z.string().min(1).max(10_000)
const MoveOrder = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('claim') }),
  z.object({ kind: z.literal('release') }),
  z.object({ kind: z.literal('reopen') }),
  z.object({ kind: z.literal('assign'), to: z.string().max(256) }),
  z.object({ kind: z.literal('ask'), words }),
  z.object({ kind: z.literal('answer'), words }),
  z.object({ kind: z.literal('resolve'), words: words.optional() }),
])
const Order = z.object({ move: MoveOrder, version: z.int().nonnegative() })
const PAGE = 50
// More than anybody reads; a conversation of a year must not be read every few seconds.
const MOST_LINES = 400

/** The queue, a case, and what an expert does with it. */
export function createCaseRoutes(ports: CaseRoutePorts): Route[] {
  return [
    { method: 'get', path: '/desk/api/cases', handle: (call) => listCases(ports, call) },
    { method: 'get', path: '/desk/api/cases/:number', handle: (call) => showCase(ports, call) },
    { method: 'post', path: '/desk/api/cases/:number/moves', handle: (call) => moveCase(ports, call) },
  ]
}

async function listCases({ door, cases, reads }: CaseRoutePorts, call: Call): Promise<Answer> {
  const { session } = await door.admit(call)
  const { query } = call
  const asked = Query.safeParse({
    status: query.getAll('status'),
    search: query.get('search')?.trim() || undefined,
    before: query.get('before') ?? undefined,
  })
  if (!asked.success) throw new HttpError(400, 'BadQuery')
  const { status, ...rest } = asked.data
  const found = await cases.cases({
    ...(status.length > 0 && { status }),
    ...(rest.search !== undefined && { search: rest.search }),
    ...(rest.before !== undefined && { before: rest.before }),
    ...(query.get('mine') === '1' && { owner: session.id }),
    limit: PAGE + 1,
  })
  await reads.note(session, 'queue')
  return whenChanged(call, { cases: found.slice(0, PAGE), more: found.length > PAGE })
}

async function showCase(ports: CaseRoutePorts, call: Call): Promise<Answer> {
  const { session } = await ports.door.admit(call)
  const body = await viewOf(ports, call.params['number'] ?? '')
  await ports.reads.note(session, 'case', body.case.number)
  return whenChanged(call, body)
}

async function viewOf(ports: CaseRoutePorts, number: string) {
  const { cases, store, graph } = ports
  const found = await cases.case(number)
  if (!found) throw new HttpError(404, 'NotFound')
  // What was said until the hand-over, where the person agreed to it; what came later for IT are entries.
  const agreed = found.draft.consent?.transcript !== false
  const after = Math.max(0, found.seq - MOST_LINES)
  const lines = agreed ? await store.lines(found.conversation, after, found.seq - after) : []
  return { case: toCaseView(found, lines, graph()), colleagues: await colleagues(ports) }
}

/** Those a case can be given to: whom the settings name, and who was here lately. */
async function colleagues({ desk, door, store }: CaseRoutePorts): Promise<{ id: string; name: string }[]> {
  const known = (await store.colleagues()).filter((one) => door.roleOf(one) === 'expert')
  const isKnown = (id: string) => known.some((one) => one.id.toLowerCase() === id.toLowerCase())
  const listed = desk.experts.filter((entry) => !entry.startsWith('group:') && !isKnown(entry))
  return [...known.map(({ id, name }) => ({ id, name })), ...listed.map((id) => ({ id, name: id }))]
}

async function moveCase(ports: CaseRoutePorts, call: Call): Promise<Answer> {
  const guest = await ports.door.admit(call, 'expert')
  const order = Order.safeParse(await readJson(call.request))
  if (!order.success) throw new HttpError(400, 'BadMove')
  const number = call.params['number'] ?? ''
  const { move, version } = order.data
  const outcome = await ports.cases.move(number, expertOf(guest), await toMove(ports, move), version)
  if (outcome.ok) ports.wake()
  const shown = outcome.case ? await viewOf(ports, number) : {}
  return outcome.ok
    ? { status: 200, body: { ...shown, ok: true } }
    : { status: 409, body: { ...shown, ok: false, reason: outcome.reason } }
}

async function toMove(ports: CaseRoutePorts, move: z.infer<typeof MoveOrder>): Promise<Move> {
  if (move.kind === 'resolve') return { kind: 'resolve', ...(move.words !== undefined && { words: move.words }) }
  if (move.kind !== 'assign') return move
  const to = (await colleagues(ports)).find(({ id }) => id === move.to)
  if (!to) throw new HttpError(400, 'NoSuchColleague')
  return { kind: 'assign', to: { ...to, via: 'desk' } }
}

function expertOf({ session }: Guest): Expert {
  return { id: session.id, name: session.name, via: 'desk' }
}
