import type { ConversationRecord, Delivery, DeliveryStore, StoredLine } from '../../bot/store/index.ts'

type Reply = { line: StoredLine; delivery: Delivery }

/** Replies that wait in memory, as the store hands them out. */
export class Replies implements DeliveryStore {
  readonly #all = new Map<string, Reply[]>()
  readonly order: string[] = []

  add(conversation: string, text: string, more: object = {}): StoredLine {
    const replies = this.#all.get(conversation) ?? []
    this.#all.set(conversation, replies)
    const activity = { type: 'message', text, channelId: 'directline', conversation: { id: conversation }, ...more }
    const line = { seq: replies.length + 1, at: Date.now(), activity }
    replies.push({ line, delivery: 'pending' })
    return line
  }

  /** As a turn does that takes its own replies along. */
  taken(conversation: string, ...texts: string[]): StoredLine[] {
    const lines = texts.map((text) => this.add(conversation, text))
    for (const reply of this.#of(conversation)) if (lines.includes(reply.line)) reply.delivery = 'sending'
    return lines
  }

  states(conversation: string): Delivery[] {
    return this.#of(conversation).map(({ delivery }) => delivery)
  }

  async takeReplies(conversation: string): Promise<StoredLine[]> {
    const replies = this.#of(conversation)
    if (replies.some(({ delivery }) => delivery === 'sending')) return []
    const waiting = replies.filter(({ delivery }) => delivery === 'pending')
    for (const reply of waiting) reply.delivery = 'sending'
    return waiting.map(({ line }) => line)
  }

  async markReply(conversation: string, seq: number, delivery: Delivery): Promise<void> {
    const reply = this.#of(conversation).find(({ line }) => line.seq === seq)
    if (reply?.delivery === 'sending') reply.delivery = delivery
  }

  async undelivered(): Promise<ConversationRecord[]> {
    const waiting = [...this.#all].filter(([, replies]) => replies.some(({ delivery }) => delivery === 'pending'))
    return waiting.map(([key]) => recordOf(key))
  }

  #of(conversation: string): Reply[] {
    return this.#all.get(conversation) ?? []
  }
}

function recordOf(key: string): ConversationRecord {
  return { key, channel: 'msteams', conversation: key, person: 'p', locale: 'en', seq: 0 }
}
