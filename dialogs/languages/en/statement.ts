import type { FactName, FactValue } from '../../../knowledge/index.ts'

/**
 * A clause that states a fact. `is` fixes the value, `value` takes it from what the first group caught; without them the
 * fact is a yes, and a negation in the clause makes it a no.
 */
export type Statement = {
  fact: FactName
  heard: RegExp
  is?: FactValue
  value?: (caught: string) => FactValue | undefined
}
