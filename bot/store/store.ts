import type { Effect, Milestone, TicketDraft } from '../../dialogs/index.ts'
import type { CaseStatus, CaseStore, Move } from '../cases/index.ts'
import type { SharedPlaces } from '../thread-rate.ts'
import type { CaseOptions } from './cases.ts'
import type { DeskStore } from './desk.ts'
import type { InsightStore } from './insights.ts'
import type { InstallStore } from './installs.ts'

/** A conversation as its channel names it. */
export type ConversationName = { channel: string; tenant?: string; conversation: string }

/** What is kept about a conversation besides its state. */
export type ConversationRecord = {
  key: string
  channel: string
  conversation: string
  person: string
  locale: string
  /** Number of the last line of the transcript. */
  seq: number
  /** JSON of the channel, for messages sent later. */
  reference?: string
}

/** One inbound activity; everything that comes in under the same key is the same turn. */
export type TurnKey = { conversation: string; activity: string }

/** Who opens a conversation that is not there yet. */
export type Opening = { name: ConversationName; person: string; locale: string; reference?: string }

/** What a turn starts from. */
export type Before = {
  /** The stored state; nothing for a new conversation, or when the record could not be read. */
  state: unknown
  /** The record could not be read; a copy lies in quarantine. */
  damaged: boolean
  /** Turns in a row that failed on this state. */
  faults: number
  /** The number of the next ticket; used up only when a ticket is opened. */
  ticketNumber: string
  /** Number of the last line of the transcript. */
  seq: number
  /** The activity of that line. */
  last: unknown
  /** The cases of this conversation, the newest first; nobody moves them until the turn is over. */
  cases: CaseGlimpse[]
  /** Replies were posted and nobody knows whether they arrived: this turn posts them once more, before its own. */
  unconfirmed: boolean
}

/** How a case of the conversation stands. */
export type CaseGlimpse = { number: string; status: CaseStatus; owner?: string }

/** What became of a reply that is posted; `unconfirmed`: nobody knows. */
export type Delivery = 'pending' | 'sending' | 'sent' | 'unconfirmed'

/** A line of the transcript: an activity as the person saw it, masked and cut. */
export type Line = { activity: object; hash?: string; delivery?: 'pending' }

/** What a turn comes to; all of it is written, or nothing. */
export type After = {
  /** Nothing leaves the state as it was. */
  state?: unknown
  /** The turn failed: counts on the state that it failed on. */
  failed?: true
  /** The old state goes to quarantine for this reason. */
  discarded?: string
  lines: Line[]
  /** Whoever takes the turn posts its replies when it is committed. */
  posts?: true
  effects: Effect[]
  outbox: { kind: string; key: string; payload: object }[]
  /** What the person does with their cases, and the systems that hear of it. */
  moves?: { number: string; move: Move; lanes: readonly string[] }[]
  /** The entry of a case that one of the lines, counted from 0, tells the person. */
  tells?: { entry: string; line: number }
  /** What the turn passed, for counting. */
  passed?: Milestone[]
  /** Plain JSON, given again when the same activity comes again. */
  answer: unknown
}

/** `taken` are the replies that are the caller's to post; without it, they wait to be taken. */
export type TurnResult = { replayed: boolean; answer: unknown; taken?: StoredLine[]; written?: WrittenLines }
/** What a turn added to the transcript: each activity as it was written, in JSON, behind the line with this number. */
export type WrittenLines = { after: number; activities: readonly string[] }
export type StoredLine = { seq: number; activity: Record<string, unknown>; at: number }
export type StoredTicket = { number: string; conversation: string; draft: TicketDraft; seq: number; at: number }
export type StoredFile = { name: string; mediaType: string; hash: string; content: Buffer }
export type Parcel = {
  id: string
  kind: string
  key: string
  payload: unknown
  attempts: number
  /** Until when it may have got through without anybody here knowing. */
  doubtedAt?: number
  at: number
}

/** How a try to deliver went; `doubtedAt` when nobody knows whether it got through. */
export type Postponement = { dueAt: number; error: string; parkedAt?: number; doubtedAt?: number }

/** Parcels that nobody confirmed yet, and those that wait for a person. */
export type Backlog = { waiting: number; parked: number }

/** Conversations: one turn is one transaction, and the turns of one conversation follow each other. */
export type TurnStore = {
  turn(key: TurnKey, opening: Opening, work: (before: Before) => After): Promise<TurnResult>
  open(opening: Opening): Promise<boolean>
  conversation(key: string): Promise<ConversationRecord | undefined>
  lines(conversation: string, after: number, limit: number): Promise<StoredLine[]>
}

/** Replies that are posted to a channel. Taking them marks them, so that nothing is posted twice or out of order. */
export type DeliveryStore = {
  takeReplies(conversation: string): Promise<StoredLine[]>
  markReply(conversation: string, seq: number, delivery: Delivery): Promise<void>
  undelivered(): Promise<ConversationRecord[]>
} & SharedPlaces

/** Work for other systems, kept until they confirm it. */
export type OutboxStore = {
  take(kind: string, lease: string, now: number): Promise<Parcel | undefined>
  extend(id: string, lease: string, now: number): Promise<boolean>
  finish(id: string, lease: string, now: number): Promise<boolean>
  postpone(id: string, lease: string, failure: Postponement): Promise<boolean>
  /** Puts a parcel off that was not tried. */
  defer(id: string, lease: string, dueAt: number): Promise<boolean>
  /** When the parcel is due that goes before this one, which is later news of the same case. */
  before(parcel: Parcel): Promise<number | undefined>
  /** The systems that have taken a parcel with this key. */
  takenBy(key: string): Promise<string[]>
  /** Gives a parcel back with which nobody came to an end. */
  release(id: string, lease: string): Promise<void>
  /** Makes everything of a kind due that waits for a system which is back. */
  hasten(kind: string, now: number): Promise<void>
  backlog(): Promise<Backlog>
  ticket(number: string): Promise<StoredTicket | undefined>
}

export type FileStore = {
  addFile(conversation: string, file: StoredFile): Promise<void>
  files(conversation: string): Promise<StoredFile[]>
}

/** Removes what is older than it may be; resolves with the number of rows. */
export type RetentionStore = { purge(now: number): Promise<number> }

/** Everything the bot keeps. */
export type Store = TurnStore &
  DeliveryStore &
  OutboxStore &
  RetentionStore &
  InsightStore &
  DeskStore &
  InstallStore &
  FileStore & {
    /** The time that everybody goes by who shares this store. */
    now(): number
    /** Hears of conversations that other bots on this store have changed. */
    onChange(listener: (conversation: string) => void): void
    /** What IT works on. */
    openCases(options: CaseOptions): CaseStore
    /** True for the first who spends this id. */
    spend(id: string, expiresAt: number): Promise<boolean>
    /** Rejects when nothing can be read or written. */
    check(): Promise<void>
    close(): Promise<void>
  }
