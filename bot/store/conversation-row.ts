import type { Selectable } from 'kysely'

import type { Schema } from './schema.ts'
import type { ConversationRecord } from './store.ts'

/** The columns of `conversations` that a record is made of; the state, which is large, is none of them. */
export const RECORD = ['key', 'channel', 'conversation', 'person', 'locale', 'seq', 'reference'] as const

/** A row with these columns. */
export type RecordRow = Pick<Selectable<Schema['conversations']>, (typeof RECORD)[number]>

/** Reads a row of `conversations`. */
export function toConversation(row: RecordRow): ConversationRecord {
  const { key, channel, conversation, person, locale, seq, reference } = row
  return { key, channel, conversation, person, locale, seq, ...(reference === null ? {} : { reference }) }
}
