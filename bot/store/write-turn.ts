import { randomUUID } from 'node:crypto'
import type { CompiledQuery, Insertable, Kysely } from 'kysely'

import { POSTING_TIME } from './deliveries.ts'
import type { Dialect } from './dialect.ts'
import { toEventRows } from './events.ts'
import { moveCase } from './move-case.ts'
import { linkEntry, openCase } from './open-case.ts'
import type { Schema } from './schema.ts'
import { encodeState, type StateRecord } from './state-record.ts'
import { storable } from './storable.ts'
import type { After, Line, TurnKey } from './store.ts'
import { prepareTurnStatements, type TurnStatements } from './turn-statements.ts'

type NewDelivery = Pick<Insertable<Schema['transcript']>, 'delivery' | 'taken_until'>

/** Which turn it is, when, and whose. */
export type Moment = { key: TurnKey; at: number; person: string }

/** What a turn finds of its conversation. */
export type ConversationRow = StateRecord & { seq: number; faults: number; version: number }

/** What a turn comes to, and what else it changes. */
export type Conclusion = {
  row: ConversationRow
  after: After
  /** The activities of its lines, in JSON. */
  activities: readonly string[]
  /** Why the state it found goes to quarantine. */
  problem?: string
  /** Where the channel can be reached; channels move. */
  reference?: string
  /** Replies in doubt go on their way once more. */
  isOffer: boolean
  /** Its replies are posted by who takes the turn, at once. */
  isTaken: boolean
}

/** Writes everything that a turn comes to, its key last. */
export type WriteTurn = (trx: Kysely<Schema>, moment: Moment, conclusion: Conclusion) => Promise<void>

/** Makes the function that writes turns. */
export function createTurnWriter(db: Kysely<Schema>, dialect: Dialect): WriteTurn {
  const statements = prepareTurnStatements(db)
  return async (trx, moment, conclusion) => {
    await writeCases(trx, moment, conclusion)
    await dialect.runAll(trx, [...writes(statements, moment, conclusion)])
  }
}

async function writeCases(trx: Kysely<Schema>, { key, at, person }: Moment, { row, after }: Conclusion): Promise<void> {
  const { conversation } = key
  const seq = row.seq + after.lines.length
  for (const effect of after.effects)
    if (effect.kind === 'openTicket') await openCase(trx, { conversation, person, ticket: effect.ticket, seq, at })
  for (const { number, move, lanes } of after.moves ?? [])
    await moveCase(trx, { number, actor: { via: 'chat' }, move, lanes, at })
  if (after.tells !== undefined) await linkEntry(trx, after.tells, row.seq, after.lines)
}

function* writes(statements: TurnStatements, moment: Moment, conclusion: Conclusion): Generator<CompiledQuery> {
  const { key, at } = moment
  const { conversation, activity } = key
  const { row, after, activities, problem, reference = null, isOffer, isTaken } = conclusion
  if (problem !== undefined) yield statements.quarantined(toQuarantine(moment, row, problem))
  yield statements.conversation({
    key: conversation,
    ...(after.state === undefined ? UNCHANGED : encodeState(conversation, after.state)),
    reference,
    seq: row.seq + after.lines.length,
    faults: after.failed ? row.faults + 1 : 0,
    version: row.version + 1,
    at,
  })
  if (isOffer) yield statements.offer({ conversation, at })
  for (const [index, line] of after.lines.entries())
    yield statements.line({
      conversation,
      seq: row.seq + 1 + index,
      turn: activity,
      activity: activities[index] ?? '',
      hash: line.hash ?? null,
      ...toDelivery(line, isTaken ? at + POSTING_TIME : undefined),
      at,
    })
  yield* asides(statements, moment, after)
  yield statements.turn({ conversation, activity, answer: JSON.stringify(after.answer), at })
}

function toDelivery({ delivery }: Line, takenUntil: number | undefined): NewDelivery {
  if (delivery === undefined || takenUntil === undefined) return { delivery: delivery ?? null, taken_until: null }
  return { delivery: 'sending', taken_until: takenUntil }
}

const UNCHANGED = { state: null, state_schema: null, checksum: null }

function* asides(statements: TurnStatements, { key, at }: Moment, after: After): Generator<CompiledQuery> {
  const { conversation } = key
  for (const effect of after.effects) {
    const about = { id: randomUUID(), conversation, at }
    if (effect.kind === 'recordMiss')
      yield statements.miss({ ...about, text: storable(effect.text), reason: effect.reason })
    if (effect.kind !== 'recordFeedback') continue
    const { node, graph, helpful, words } = effect
    const written = words === undefined ? null : storable(words)
    yield statements.feedback({ ...about, node, graph, helpful: helpful ? 1 : 0, words: written })
  }
  for (const event of toEventRows(conversation, after.passed ?? [], at)) yield statements.event(event)
  for (const { kind, key, payload } of after.outbox)
    yield statements.parcel({ id: randomUUID(), kind, key, payload: JSON.stringify(payload), due_at: at, at })
}

// A copy of a state that cannot be used.
function toQuarantine({ key, at }: Moment, row: ConversationRow, reason: string) {
  const { state, state_schema: schema, checksum } = row
  return {
    id: randomUUID(),
    conversation: key.conversation,
    reason,
    record: JSON.stringify({ state, schema, checksum }),
    at,
  }
}
