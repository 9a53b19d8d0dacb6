export { createIdentity } from './create-identity.ts'
export type { Identity, Person } from './identity.ts'
