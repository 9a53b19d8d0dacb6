import { randomUUID } from 'node:crypto'
import type { Kysely, Selectable } from 'kysely'

import {
  type Actor,
  type CaseParcel,
  type CaseStatus,
  decideMove,
  type Expected,
  type Move,
  NEWS_LANE,
  type Verdict,
} from '../cases/index.ts'
import { ownerOf } from './case-row.ts'
import type { Dialect } from './dialect.ts'
import type { Schema } from './schema.ts'
import { storable } from './storable.ts'

/** A move, and who must hear of it. */
export type Moving = {
  number: string
  actor: Actor
  move: Move
  expected?: Expected
  /** The systems that hear of every change. */
  lanes: readonly string[]
  at: number
}

/** What a move came to, for whoever reads the case afterwards. */
export type Moved =
  | { ok: true; entry?: string }
  | { ok: false; reason: 'unknown' | (Verdict & { ok: false })['reason'] }

type TicketRow = Selectable<Schema['tickets']>

/** Keeps a case from being moved by others until the transaction ends. */
export async function lockCase(trx: Kysely<Schema>, dialect: Dialect, number: string): Promise<void> {
  await dialect.lock(trx, `case ${number}`)
}

/** Makes a move in a transaction that holds the case: the new state, what was said, the audit row and the parcels. */
export async function moveCase(trx: Kysely<Schema>, moving: Moving): Promise<Moved> {
  const { number, actor, move, expected } = moving
  const row = await trx.selectFrom('tickets').selectAll().where('number', '=', number).executeTakeFirst()
  if (!row) return { ok: false, reason: 'unknown' }
  if (expected?.once !== undefined && (await isSpent(trx, expected.once))) return { ok: true }
  const verdict = decideMove({ status: row.status as CaseStatus, ...ownerOf(row) }, move, actor)
  if (!verdict.ok) return verdict
  const ownerId = verdict.owner?.id ?? null
  // Done before: whoever clicks twice sees what they saw.
  if (verdict.status === row.status && ownerId === row.owner_id && !verdict.entry) return { ok: true }
  if (expected?.version !== undefined && expected.version !== row.version) return { ok: false, reason: 'changed' }
  if (expected?.once !== undefined) await spend(trx, expected.once, moving.at)
  const entry = verdict.entry && `${number}/${row.version + 1}`
  if (!(await updateTicket(trx, moving, row, verdict))) return { ok: false, reason: 'changed' }
  if (entry) await writeEntry(trx, moving, entry, verdict)
  await writeAudit(trx, { ...moving, from: row.status, to: verdict.status, version: row.version + 1 })
  await writeParcels(trx, moving, row.version + 1, entry)
  return { ok: true, ...(entry && { entry }) }
}

// As long as turns are known by their keys.
const KNOWN_FOR = 7 * 24 * 3_600_000

async function isSpent(trx: Kysely<Schema>, id: string): Promise<boolean> {
  return (await trx.selectFrom('spent').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

// With the move, so that none is lost between being known and being made.
async function spend(trx: Kysely<Schema>, id: string, at: number): Promise<void> {
  await trx
    .insertInto('spent')
    .values({ id, expires_at: at + KNOWN_FOR })
    .execute()
}

type Allowed = Verdict & { ok: true }

async function updateTicket(
  trx: Kysely<Schema>,
  { number, actor, move, at }: Moving,
  row: TicketRow,
  { status, owner, entry }: Allowed,
): Promise<boolean> {
  const isAsked = actor.via === 'chat' && (move.kind === 'add' || move.kind === 'reopen')
  const isAnswered = actor.via !== 'chat' && entry !== undefined
  const { numUpdatedRows } = await trx
    .updateTable('tickets')
    .set({
      status,
      owner: owner ? storable(JSON.stringify(owner)) : null,
      owner_id: owner?.id ?? null,
      version: row.version + 1,
      changed_at: at,
      ...(isAsked && { unanswered_since: row.unanswered_since ?? at }),
      ...((isAnswered || move.kind === 'withdraw') && { unanswered_since: null }),
    })
    .where('number', '=', number)
    .where('version', '=', row.version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

async function writeEntry(trx: Kysely<Schema>, { number, at }: Moving, id: string, { entry }: Allowed): Promise<void> {
  if (!entry) return
  const { by, kind, text, author = null } = entry
  const position = Number(id.slice(number.length + 1))
  // What the person says is on the desk at once; what an expert says has to get to the person.
  const delivery = by === 'person' ? 'told' : 'pending'
  await trx
    .insertInto('case_entries')
    .values({
      id,
      number,
      position,
      by,
      author: author === null ? null : storable(author),
      kind,
      text: storable(text),
      delivery,
      line: null,
      at,
    })
    .execute()
}

/** A change of state, as the audit keeps it. */
export type Change = { number: string; actor: Actor; from: string; to: string; version: number; at: number } & {
  move: { kind: string }
}

/** Notes who changed what, without what was said. */
export async function writeAudit(trx: Kysely<Schema>, change: Change): Promise<void> {
  const { number, actor, move, from, to, version, at } = change
  await trx
    .insertInto('case_audit')
    .values({
      id: randomUUID(),
      number,
      actor: actor.via === 'chat' ? null : actor.id,
      via: actor.via,
      move: move.kind,
      from_status: from,
      to_status: to,
      version,
      at,
    })
    .execute()
}

async function writeParcels(
  trx: Kysely<Schema>,
  { number, actor, move, lanes, at }: Moving,
  version: number,
  entry: string | undefined,
): Promise<void> {
  const kinds = actor.via === 'chat' ? lanes : [...lanes, NEWS_LANE]
  if (kinds.length === 0) return
  const parcel: CaseParcel = { number, version, ...(entry && { entry }), move: move.kind, via: actor.via }
  await trx
    .insertInto('outbox')
    .values(
      kinds.map((kind) => ({
        id: randomUUID(),
        kind,
        key: `${number}/${version}`,
        payload: JSON.stringify(parcel),
        due_at: at,
        at,
      })),
    )
    .onConflict((conflict) => conflict.columns(['kind', 'key']).doNothing())
    .execute()
}
