export { type Fleet, type FleetGroup, readFleet } from './fleet.ts'
