export { isKnownCode } from './known-codes.ts'
export { normalise } from './normalise.ts'
export { type ReadOptions, read } from './read.ts'
export { maskSecrets } from './secrets.ts'
