import type { Generated } from 'kysely'

/** Times are milliseconds since 1970, ids of conversations are hashes, see `conversationKey`. */
export type Schema = {
  conversations: {
    key: string
    channel: string
    conversation: string
    /** Who opened it, as the channel names the person. */
    person: string
    locale: string
    /** What a message sent later needs to find its way: JSON of the channel. */
    reference: string | null
    state: string | null
    state_schema: number
    checksum: string | null
    /** Counts the turns that were committed. */
    version: Generated<number>
    /** Turns in a row that failed on the state as it is. */
    faults: Generated<number>
    /** Number of the last line of the transcript; what Direct Line calls the watermark. */
    seq: Generated<number>
    created_at: number
    updated_at: number
  }
  turns: { conversation: string; activity: string; answer: string; at: number }
  transcript: {
    conversation: string
    seq: number
    turn: string
    /** The activity as the person saw it, masked and cut. */
    activity: string
    /** SHA-256 of the text before it was masked and cut. */
    hash: string | null
    /** Null where a client reads by watermark; otherwise `pending`, `sending`, `sent` or `unconfirmed`. */
    delivery: string | null
    /** Until when whoever is sending it may take. */
    taken_until: Generated<number | null>
    /** When it was put on its way once more, because nobody knew what became of it. */
    offered_at: Generated<number | null>
    at: number
  }
  tickets: {
    number: string
    conversation: string
    status: string
    draft: string
    /** The line of the transcript the ticket was opened at. */
    seq: number
    /** Counts the moves. */
    version: Generated<number>
    channel: Generated<string>
    person: Generated<string>
    locale: Generated<string>
    /** JSON of the expert who has it. */
    owner: string | null
    owner_id: string | null
    /** Lower case: what it is found by. */
    search: Generated<string>
    changed_at: Generated<number>
    /** When the person wrote what nobody of IT has answered yet. */
    unanswered_since: number | null
    /** How many there are. */
    entries: Generated<number>
    at: number
  }
  case_entries: {
    id: string
    number: string
    position: number
    by: string
    author: string | null
    kind: string
    text: string
    delivery: string
    /** The line of the transcript that shows it, where lines are posted. */
    line: number | null
    at: number
  }
  case_links: { number: string; sink: string; remote: string; url: string | null }
  /** Who changed what, without what was said. */
  case_audit: {
    id: string
    number: string
    /** The expert's id; null for the person. */
    actor: string | null
    via: string
    move: string
    from_status: string
    to_status: string
    version: number
    at: number
  }
  outbox: {
    id: string
    kind: string
    /** The same for every copy, so that a receiver can tell a repetition. */
    key: string
    payload: string
    attempts: Generated<number>
    /** Not before. */
    due_at: number
    lease: string | null
    leased_until: Generated<number>
    last_error: string | null
    /** Until when it may have got through without an answer. */
    doubted_at: number | null
    parked_at: number | null
    done_at: number | null
    at: number
  }
  misses: { id: string; conversation: string; text: string; reason: string; at: number }
  feedback: {
    id: string
    conversation: string
    node: string
    graph: string
    helpful: number
    words: string | null
    at: number
  }
  quarantine: { id: string; conversation: string; reason: string; record: string; at: number }
  counters: { name: string; value: number }
  /** Tokens that work once. */
  spent: { id: string; expires_at: number }
  files: { conversation: string; hash: string; media_type: string; name: string; content: Buffer; at: number }
  /** What happened, for counting: no words, and no name of anybody. */
  events: {
    /** A hash that tells conversations apart. */
    conversation: string
    kind: string
    topic: string | null
    node: string | null
    code: string | null
    at: number
    /** Order within a turn. */
    place: number
  }
  /** Who is signed in at the desk. `id`: SHA-256 of what the browser holds. */
  desk_sessions: { id: string; person: string; name: string; groups: string; created_at: number; seen_at: number }
  /** Who of IT looked at what. */
  desk_reads: { id: string; person: string; what: string; target: string; at: number }
  /** Teams that the bot was added to, with the address it posts to and its own id there. */
  team_installs: { tenant: string; team: string; service_url: string; bot: string; at: number }
  migrations: { name: string; at: number }
}
