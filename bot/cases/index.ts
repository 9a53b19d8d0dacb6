export type * from './case.ts'
export { movesOf, parcelsOf } from './case-effects.ts'
export { createCaseNews, NEWS_LANE, tellParked } from './case-news.ts'
export type {
  AuditRow,
  CaseParcel,
  CaseQuery,
  CaseStore,
  CaseSummary,
  Expected,
  MoveOutcome,
} from './case-store.ts'
export { decideMove, isOver } from './decide-move.ts'
export { createTicketNews } from './ticket-news.ts'
export { isStandardSecret, type NewsSecrets, type NewsSignature } from './verify-news.ts'
export { watchCases } from './watch-cases.ts'
