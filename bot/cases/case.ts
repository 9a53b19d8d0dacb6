import type { TicketDraft } from '../../dialogs/index.ts'

/** Where a case stands: `waiting` for words of the person who has the trouble, everything else for IT. */
export type CaseStatus = 'open' | 'claimed' | 'waiting' | 'resolved' | 'withdrawn'

/** Somebody of IT, and the door they came in by. */
export type Expert = { id: string; name: string; via: 'desk' | 'teams' | 'tickets' }

/** The one who has the trouble. */
export type Person = { via: 'chat' }

export type Actor = Expert | Person

/** Something said about a case, in order. `told`: the other side has it. */
export type CaseEntry = {
  id: string
  at: number
  by: 'person' | 'expert'
  /** The expert's name. */
  author?: string
  kind: 'words' | 'question' | 'answer' | 'resolution'
  text: string
  delivery: 'pending' | 'told' | 'unconfirmed' | 'failed'
}

/** A ticket with its life: what IT works on. */
export type Case = {
  number: string
  conversation: string
  channel: string
  /** Who opened it, as the channel names the person. */
  person: string
  locale: string
  status: CaseStatus
  /** Counts the moves; who moves names the version they saw. */
  version: number
  owner?: Expert
  draft: TicketDraft
  /** Line of the transcript the ticket was opened at. */
  seq: number
  openedAt: number
  changedAt: number
  entries: CaseEntry[]
  /** Where else it is: one for each system that took it. */
  links: { sink: string; remote: string; url?: string }[]
}

/** What somebody does with a case. */
export type Move =
  | { kind: 'claim' }
  | { kind: 'assign'; to: Expert }
  | { kind: 'release' }
  | { kind: 'ask'; words: string }
  | { kind: 'answer'; words: string }
  | { kind: 'resolve'; words?: string }
  | { kind: 'reopen' }
  | { kind: 'add'; words: string }
  | { kind: 'withdraw' }

/** Why a move is not made. `taken`: another expert has the case. `over`: it is resolved or withdrawn. */
export type Refusal = 'taken' | 'over' | 'running' | 'not-yours' | 'changed' | 'empty' | 'unknown'

/** What a move comes to. */
export type Verdict =
  | { ok: true; status: CaseStatus; owner?: Expert; entry?: Pick<CaseEntry, 'by' | 'kind' | 'text' | 'author'> }
  | { ok: false; reason: Refusal }
