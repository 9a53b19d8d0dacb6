import { type CompiledQuery, type Kysely, type Selectable, sql, type Transaction } from 'kysely'

import { glimpseCases } from './cases.ts'
import { conversationKey } from './conversation-key.ts'
import { RECORD, type RecordRow, toConversation } from './conversation-row.ts'
import type { Dialect } from './dialect.ts'
import { isOpenReply } from './open-replies.ts'
import { type Prepared, prepare } from './prepare.ts'
import type { Schema } from './schema.ts'
import { decodeState, STATE_SCHEMA } from './state-record.ts'
import { storable } from './storable.ts'
import type { After, Before, Opening, StoredLine, TurnKey, TurnResult, TurnStore } from './store.ts'
import { type ConversationRow, createTurnWriter, type Moment, type WriteTurn } from './write-turn.ts'

type Row = ConversationRow & {
  answer: string | null
  last: string | null
  tickets: number
  hasCases: number | null
  doubtful: number | null
  pending: number | null
  sending: number | null
}
type Turns = { trx: Transaction<Schema>; dialect: Dialect; find: Prepared<TurnKey>; write: WriteTurn }

/** Conversations and their turns. */
export function createTurnStore(db: Kysely<Schema>, clock: () => number, dialect: Dialect): TurnStore {
  const find = prepare(db, findRow)
  const write = createTurnWriter(db, dialect)
  const record = prepare<{ key: string }>(db, (db, { key }) =>
    db.selectFrom('conversations').select(RECORD).where('key', '=', key),
  )
  const lines = prepare(db, findLines)
  return {
    turn: (key, opening, work) =>
      db.transaction().execute(async (trx) => {
        await dialect.lock(trx, key.conversation)
        return await takeTurn(
          { trx, dialect, find, write },
          { key, at: clock(), person: opening.person },
          opening,
          work,
        )
      }),
    open: async (opening) => await insertConversation(db, opening, clock()),
    conversation: async (key) => {
      const { rows } = await db.executeQuery<RecordRow>(record({ key }) as CompiledQuery<RecordRow>)
      return rows[0] && toConversation(rows[0])
    },
    lines: async (conversation, after, limit) => {
      const { rows } = await db.executeQuery<LineRow>(lines({ conversation, after, limit }) as CompiledQuery<LineRow>)
      return rows.flatMap(({ seq, activity, at }): StoredLine[] => {
        const read = parseStored(activity)
        return typeof read === 'object' && read !== null ? [{ seq, at, activity: { ...read } }] : []
      })
    },
  }
}

type LineRow = Pick<Selectable<Schema['transcript']>, 'seq' | 'activity' | 'at'>

type Page = { conversation: string; after: number; limit: number }

function findLines(db: Kysely<Schema>, { conversation, after, limit }: Page) {
  return (
    db
      .selectFrom('transcript')
      .select(['seq', 'activity', 'at'])
      // SQLite compiles a statement anew for the value of a parameter that a sorted column equals, or of a bare limit.
      .where('conversation', 'in', [conversation])
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(sql<number>`cast(${limit} as integer)`)
  )
}

async function takeTurn(
  turns: Turns,
  moment: Moment,
  opening: Opening,
  work: (before: Before) => After,
): Promise<TurnResult> {
  const { trx, dialect } = turns
  const { conversation } = moment.key
  const row = (await readRow(turns, moment.key)) ?? (await openRow(turns, moment, opening))
  if (row.answer !== null) return { replayed: true, answer: parseStored(row.answer) ?? {} }
  const cases = row.hasCases === null ? [] : await glimpseCases(trx, dialect, conversation)
  const read = decodeState(conversation, row)
  const damaged = 'problem' in read
  const { reference } = opening
  // Only who can be posted to is offered something again.
  const unconfirmed = reference !== undefined && row.doubtful !== null
  const before: Before = {
    state: damaged ? undefined : read.state,
    damaged,
    faults: row.faults,
    ticketNumber: `A-${row.tickets + 1}`,
    seq: row.seq,
    cases,
    // It is large, and only who clicked something is asked what.
    get last() {
      return row.last === null ? undefined : parseStored(row.last)
    },
    unconfirmed,
  }
  const after = await numberTicket(trx, before, work)
  const problem = damaged ? read.problem : after.discarded
  // Order is theirs to keep who post the replies before these.
  const isTaken = after.posts === true && row.pending === null && row.sending === null && !unconfirmed
  const activities = after.lines.map(({ activity }) => JSON.stringify(activity))
  await turns.write(trx, moment, {
    row,
    after,
    activities,
    ...(problem !== undefined && { problem }),
    ...(reference !== undefined && { reference }),
    isOffer: unconfirmed,
    isTaken,
  })
  return {
    replayed: false,
    answer: after.answer,
    ...(isTaken && { taken: toPost(after, row.seq, moment.at) }),
    written: { after: row.seq, activities },
  }
}

function toPost({ lines }: After, seq: number, at: number): StoredLine[] {
  return lines.flatMap(({ activity, delivery }, index) =>
    delivery === undefined ? [] : [{ seq: seq + 1 + index, at, activity: { ...activity } }],
  )
}

// The number is only taken when a ticket is opened. Where another conversation took it meanwhile, the turn, which
// depends on nothing else, is worked out once more with the one that is now held for it.
async function numberTicket(trx: Transaction<Schema>, before: Before, work: (before: Before) => After): Promise<After> {
  const after = work(before)
  if (!after.effects.some(({ kind }) => kind === 'openTicket')) return after
  const { value } = await trx
    .updateTable('counters')
    .set((eb) => ({ value: eb('value', '+', 1) }))
    .where('name', '=', 'ticket')
    .returning('value')
    .executeTakeFirstOrThrow()
  const ticketNumber = `A-${value}`
  return ticketNumber === before.ticketNumber ? after : work({ ...before, ticketNumber })
}

/** What a turn needs to know, in one statement: each costs a journey when the database is behind a network. */
function findRow(db: Kysely<Schema>, { conversation, activity }: TurnKey) {
  return db
    .selectFrom('conversations')
    .select(['state', 'state_schema', 'checksum', 'seq', 'faults', 'version'])
    .select((eb) => {
      const ofTranscript = eb.selectFrom('transcript').where('conversation', '=', conversation).limit(1)
      return [
        eb
          .selectFrom('turns')
          .select('answer')
          .where('conversation', '=', conversation)
          .where('activity', '=', activity)
          .as('answer'),
        ofTranscript.select('activity').whereRef('transcript.seq', '=', 'conversations.seq').as('last'),
        ofTranscript
          .select(one)
          // Literal, so that SQLite sees that its index covers it.
          .where('delivery', '=', sql.lit('unconfirmed'))
          .where('offered_at', 'is', null)
          .as('doubtful'),
        ofTranscript.select(one).where(isOpenReply).where('delivery', '=', sql.lit('pending')).as('pending'),
        ofTranscript.select(one).where(isOpenReply).where('delivery', '=', sql.lit('sending')).as('sending'),
        eb.selectFrom('tickets').select(one).where('conversation', '=', conversation).limit(1).as('hasCases'),
        eb.selectFrom('counters').select('value').where('name', '=', 'ticket').$asScalar().$notNull().as('tickets'),
      ]
    })
    .where('key', '=', conversation)
}

const one = sql<number>`1`.as('one')

async function readRow({ trx, find }: Turns, key: TurnKey): Promise<Row | undefined> {
  const { rows } = await trx.executeQuery<Row>(find(key) as CompiledQuery<Row>)
  return rows[0]
}

async function openRow(turns: Turns, { key, at }: Moment, opening: Opening): Promise<Row> {
  await insertConversation(turns.trx, opening, at)
  const row = await readRow(turns, key)
  if (!row) throw new Error('The key of a turn is not the one of its conversation.')
  return row
}

async function insertConversation(db: Kysely<Schema>, opening: Opening, at: number): Promise<boolean> {
  const { name, person, locale, reference = null } = opening
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('conversations')
    .values({
      key: conversationKey(name),
      channel: name.channel,
      conversation: name.conversation,
      person: storable(person),
      locale,
      reference,
      state: null,
      state_schema: STATE_SCHEMA,
      checksum: null,
      created_at: at,
      updated_at: at,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

// A line that was damaged must not keep a conversation from going on.
function parseStored(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
