export { type Fleet, type FleetGroup, readFleet } from './fleet/index.ts'
export { isKnownCode } from './known-codes.ts'
export { normalise } from './normalise.ts'
export { type ReadOptions, read } from './read.ts'
