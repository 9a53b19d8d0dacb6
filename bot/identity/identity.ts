import type { IncomingMessage } from 'node:http'

import type { Route } from '../http/index.ts'

/** Somebody the organisation knows: the name they sign in with, and what people call them. */
export type Person = {
  id: string
  name: string
  /** Groups and roles that the provider names, of those that were asked about. */
  groups?: string[]
  /** When they signed in, in milliseconds since 1970; nothing where a proxy vouches for each request. */
  since?: number
}

/** How the bot learns who sits in front of the web chat. */
export type Identity = {
  /** Who sends a request; nothing when nobody is signed in. */
  identify(request: IncomingMessage): Promise<Person | undefined>
  /** Where a browser goes to sign in; nothing when a proxy does that before. */
  signIn?: string
  routes: Route[]
}

const LONGEST = 256

/** Reads a name as the organisation's systems send it; nothing when it is none. */
export function readName(value: unknown): string | undefined {
  const name = typeof value === 'string' ? value.trim() : ''
  return name !== '' && name.length <= LONGEST && /^[^\p{Cc}\p{Cf}\p{Cs}]+$/u.test(name) ? name : undefined
}
