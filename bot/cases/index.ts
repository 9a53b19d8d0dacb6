export type * from './case.ts'
export { movesOf, parcelsOf } from './case-effects.ts'
export { createCaseNews, NEWS_LANE, noteUndelivered } from './case-news.ts'
export type {
  AuditRow,
  CaseParcel,
  CaseQuery,
  CaseStore,
  CaseSummary,
  MoveOutcome,
} from './case-store.ts'
export { decideMove, isOver } from './decide-move.ts'
export { watchCases } from './watch-cases.ts'
