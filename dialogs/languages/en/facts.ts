import type { FactName } from '../../../knowledge/index.ts'
import type { FactWords } from './fact-words.ts'
import { hostFacts } from './host-facts.ts'
import { networkFacts } from './network-facts.ts'
import { productFacts } from './product-facts.ts'

/** How every fact is spoken of. */
export const facts: Record<FactName, FactWords> = { ...productFacts, ...hostFacts, ...networkFacts }
