import { type Kysely, sql } from 'kysely'

import type {
  AuditRow,
  Case,
  CaseQuery,
  CaseStatus,
  CaseStore,
  CaseSummary,
  Move,
  MoveOutcome,
} from '../cases/index.ts'
import { ownerOf, toCase, toSummary } from './case-row.ts'
import type { Dialect } from './dialect.ts'
import { lockCase, type Moving, moveCase } from './move-case.ts'
import type { Schema } from './schema.ts'
import { storable } from './storable.ts'
import type { CaseGlimpse } from './store.ts'

/** What cases need to know from the configuration. */
export type CaseOptions = {
  /** The systems that hear of every change. */
  sinkNames: readonly string[]
  /** The text without its secrets. */
  mask: (text: string) => string
}

type Place = { db: Kysely<Schema>; clock: () => number; dialect: Dialect }

const MOST = 500

/** The cases of a database. */
export function createCaseStore(place: Place, options: CaseOptions): CaseStore {
  const { db } = place
  return {
    case: (number) => readCase(db, number),
    cases: (query) => readQueue(db, query),
    move: (number, actor, move, expected = {}) =>
      makeMove(place, options, {
        ...{ number, actor, move: withoutSecrets(move, options.mask) },
        expected: typeof expected === 'number' ? { version: expected } : expected,
      }),
    entryDelivery: async (id, delivery) => {
      await db.updateTable('case_entries').set({ delivery }).where('id', '=', id).execute()
    },
    link: (number, sink, remote, url) => link(db, { number, sink, remote, url: url ?? null }),
    linked: async (sink, remote) => {
      const rows = db.selectFrom('case_links').select('number').where('sink', '=', sink).where('remote', '=', remote)
      return (await rows.executeTakeFirst())?.number
    },
    audit: (number) => readAudit(db, number),
  }
}

async function makeMove(
  { db, clock, dialect }: Place,
  { sinkNames }: CaseOptions,
  asked: Omit<Moving, 'lanes' | 'at'>,
): Promise<MoveOutcome> {
  return await db.transaction().execute(async (trx): Promise<MoveOutcome> => {
    await lockCase(trx, dialect, asked.number)
    const moved = await moveCase(trx, { ...asked, lanes: sinkNames, at: clock() })
    const found = await readCase(trx, asked.number)
    if (!found) return { ok: false, reason: 'unknown' }
    return moved.ok ? { ok: true, case: found } : { ok: false, reason: moved.reason, case: found }
  })
}

async function readAudit(db: Kysely<Schema>, number: string): Promise<AuditRow[]> {
  const rows = await db.selectFrom('case_audit').selectAll().where('number', '=', number).orderBy('version').execute()
  return rows.map(({ at, actor, via, move, from_status: from, to_status: to, version }) => ({
    number,
    at,
    ...(actor !== null && { actor }),
    via: via as AuditRow['via'],
    move: move as AuditRow['move'],
    ...(from !== '' && { from: from as Case['status'] }),
    to: to as Case['status'],
    version,
  }))
}

function withoutSecrets(move: Move, mask: (text: string) => string): Move {
  return 'words' in move && move.words !== undefined ? { ...move, words: mask(move.words) } : move
}

async function readCase(db: Kysely<Schema>, number: string): Promise<Case | undefined> {
  const row = await db.selectFrom('tickets').selectAll().where('number', '=', number).executeTakeFirst()
  if (!row) return undefined
  const entries = await db
    .selectFrom('case_entries')
    .leftJoin('transcript', (join) =>
      join.onRef('transcript.seq', '=', 'case_entries.line').on('transcript.conversation', '=', row.conversation),
    )
    .selectAll('case_entries')
    .select(['transcript.delivery as sent', 'transcript.seq as found'])
    .where('number', '=', number)
    .orderBy('position')
    .execute()
  const links = await db.selectFrom('case_links').selectAll().where('number', '=', number).orderBy('sink').execute()
  return toCase(row, entries, links)
}

/** The cases of a conversation, newest first, held until the transaction ends: what a turn says of them stays true. */
export async function glimpseCases(
  trx: Kysely<Schema>,
  dialect: Dialect,
  conversation: string,
): Promise<CaseGlimpse[]> {
  const ofConversation = () => trx.selectFrom('tickets').where('conversation', '=', conversation)
  const running = await ofConversation().select('number').where('status', 'not in', OVER).orderBy(counted).execute()
  for (const { number } of running) await lockCase(trx, dialect, number)
  const rows = await ofConversation()
    .select(['number', 'status', 'owner'])
    .orderBy(counted, 'desc')
    .limit(MOST_GLIMPSED)
    .execute()
  return rows.map(({ number, status, ...row }) => {
    const { owner } = ownerOf(row)
    return { number, status: status as CaseStatus, ...(owner && { owner: owner.name }) }
  })
}

const OVER = ['resolved', 'withdrawn']
const MOST_GLIMPSED = 10

// Numbers are counted up, so that a later case has a higher one.
const counted = sql<number>`cast(substr(number, 3) as integer)`

async function readQueue(db: Kysely<Schema>, query: CaseQuery): Promise<CaseSummary[]> {
  const { status, search, owner, before, limit } = query
  const words = (search ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 10)
  const rows = await db
    .selectFrom('tickets')
    .selectAll()
    .$if(status !== undefined, (rows) => rows.where('status', 'in', [...(status ?? []), '']))
    .$if(owner !== undefined, (rows) => rows.where('owner_id', '=', owner ?? ''))
    .$if(before !== undefined, (rows) => rows.where(counted, '<', Number(before?.slice(2)) || 0))
    .where((eb) =>
      eb.and(words.map((word) => sql<boolean>`search like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`)),
    )
    .orderBy(counted, 'desc')
    .limit(Math.min(limit, MOST))
    .execute()
  return rows.map(toSummary)
}

async function link(db: Kysely<Schema>, row: Schema['case_links']): Promise<void> {
  const { remote, url } = row
  await db
    .insertInto('case_links')
    .values({ ...row, remote: storable(remote) })
    .onConflict((conflict) => conflict.columns(['number', 'sink']).doUpdateSet({ remote: storable(remote), url }))
    .execute()
}
