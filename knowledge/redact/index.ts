export { maskSecrets } from './mask-secrets.ts'
export { createPseudonyms, type Pseudonyms } from './pseudonyms.ts'
export { redactOrWithhold, WITHHELD } from './redact-or-withhold.ts'
export { createWordFinder } from './word-finder.ts'
