export type * from './case.ts'
export type {
  AuditRow,
  CaseParcel,
  CaseQuery,
  CaseStore,
  CaseSummary,
  MoveOutcome,
} from './case-store.ts'
export { decideMove, isOver } from './decide-move.ts'
