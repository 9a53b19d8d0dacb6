import type { ConversationRecord } from './store.ts'

/** Reads a row of `conversations`. */
export function toConversation(row: {
  key: string
  channel: string
  conversation: string
  person: string
  locale: string
  seq: number
  reference: string | null
}): ConversationRecord {
  const { key, channel, conversation, person, locale, seq, reference } = row
  return { key, channel, conversation, person, locale, seq, ...(reference === null ? {} : { reference }) }
}
