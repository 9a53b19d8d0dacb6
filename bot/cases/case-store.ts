import type { Actor, Case, CaseEntry, CaseStatus, Move, Refusal } from './case.ts'

/** A line of the queue. */
export type CaseSummary = Pick<
  Case,
  'number' | 'status' | 'version' | 'owner' | 'channel' | 'person' | 'openedAt' | 'changedAt'
> & {
  topic?: string
  question: string
  codes: string[]
  product?: string
  /** When the person wrote last, if nobody of IT has written since. */
  unansweredSince?: number
}

/** Which cases, newest first. */
export type CaseQuery = {
  status?: readonly CaseStatus[]
  /** Words that all stand in the number, the person, the question, the codes or the facts. */
  search?: string
  /** The id of the expert who has it. */
  owner?: string
  /** Older than the case with this number. */
  before?: string
  limit: number
}

/** What a move came to; where it is refused, `case` is how things stand. */
export type MoveOutcome = { ok: true; case: Case } | { ok: false; reason: Refusal; case?: Case }

/** Under which conditions a move is made; `once` names it, so that it is made once however often it is asked for. */
export type Expected = { version?: number; once?: string }

/** A state change, without what was said. */
export type AuditRow = {
  number: string
  at: number
  /** The expert's id; nothing for the person. */
  actor?: string
  via: Actor['via']
  move: Move['kind'] | 'open'
  /** Nothing for the move that opens. */
  from?: CaseStatus
  to: CaseStatus
  version: number
}

/** Cases, as IT works on them. A move is one transaction: all of it is there afterwards, or nothing. */
export type CaseStore = {
  case(number: string): Promise<Case | undefined>
  cases(query: CaseQuery): Promise<CaseSummary[]>
  /** `expected`: the version that whoever moves has seen; a case that went on since is not moved. */
  move(number: string, actor: Actor, move: Move, expected?: number | Expected): Promise<MoveOutcome>
  /** Notes whether the other side has an entry. */
  entryDelivery(id: string, delivery: CaseEntry['delivery']): Promise<void>
  /** Notes where else a case is. */
  link(number: string, sink: string, remote: string, url?: string): Promise<void>
  /** The case that another system knows under a name of its own. */
  linked(sink: string, remote: string): Promise<string | undefined>
  audit(number: string): Promise<AuditRow[]>
}

/** What goes to everybody who must hear of a change; they read the case themselves. */
export type CaseParcel = {
  number: string
  /** Of the case after the change. */
  version?: number
  /** What was said, if anything was. */
  entry?: string
  move?: Move['kind']
  /** Who changed it: a system need not be told of what came from it. */
  via?: Actor['via']
}
