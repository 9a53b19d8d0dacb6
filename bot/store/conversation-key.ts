import { sha256 } from './state-record.ts'
import type { ConversationName } from './store.ts'

/** The id a conversation has in the store: bounded and printable, whatever the channel sends. */
export function conversationKey({ channel, tenant = '', conversation }: ConversationName): string {
  return sha256(JSON.stringify([channel, tenant, conversation]))
}
