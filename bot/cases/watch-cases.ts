import type { Case } from './case.ts'
import type { CaseStore } from './case-store.ts'

/** The cases, with somebody who hears of every move that was made here. */
export function watchCases(cases: CaseStore, onCaseChanged: (changed: Case) => void): CaseStore {
  return {
    ...cases,
    move: async (...request) => {
      const outcome = await cases.move(...request)
      if (outcome.ok) onCaseChanged(outcome.case)
      return outcome
    },
  }
}
