export type * from './case.ts'
export {
  type AuditRow,
  type CaseParcel,
  type CaseQuery,
  type CaseStore,
  type CaseSummary,
  type MoveOutcome,
  NEWS_LANE,
} from './case-store.ts'
export { decideMove, isOver } from './decide-move.ts'
