import type { IncomingMessage } from 'node:http'

import type { Config } from '../config.ts'
import { type Access, type Call, HttpError } from '../http/index.ts'
import type { Identity } from '../identity/index.ts'
import type { DeskSettings } from './desk-settings.ts'
import { type Role, roleOf } from './roles.ts'
import type { OpenSession, Sessions } from './sessions.ts'

/** Somebody who may be at the desk, for one request. */
export type Guest = { session: OpenSession; role: Role }

/** Lets people of the desk's teams in, and nobody else. */
export type Doorkeeper = {
  /** Who sends a request; throws 401 for nobody, 403 for one who may not, and for a page that is not the desk's. */
  admit(call: Call, needed?: Role): Promise<Guest>
  /** Throws 403 for a request of another page. */
  assertOwnPage(request: IncomingMessage): void
  /** The role of somebody who is about to sign in. */
  roleOf(person: { id: string; groups: readonly string[] }): Role | undefined
  isSecure(request: IncomingMessage): boolean
}

export type DoorkeeperPorts = {
  desk: DeskSettings
  config: Pick<Config, 'identity'>
  access: Pick<Access, 'ownOrigin'>
  identity?: Pick<Identity, 'identify'> | undefined
  sessions: Sessions
}

/** A page that looks for news says so: nobody needs to be in front of it. */
const POLL = 'desk-poll'
const CSRF = 'x-csrf-token'

/** Builds the doorkeeper of one desk. */
export function createDoorkeeper({ desk, config, access, identity, sessions }: DoorkeeperPorts): Doorkeeper {
  const hasPassword = desk.password !== undefined || desk.passwordHash !== undefined
  const role: Doorkeeper['roleOf'] = (person) => (hasPassword ? 'expert' : roleOf(desk, person))
  const isSecure = (request: IncomingMessage) => access.ownOrigin(request).startsWith('https:')
  const assertOwnPage = (request: IncomingMessage) => {
    if (!isOwnPage(request, access.ownOrigin(request))) throw new HttpError(403, 'WrongOrigin')
  }
  return {
    roleOf: role,
    isSecure,
    assertOwnPage,
    admit: async ({ request }, needed = 'reader') => {
      assertOwnPage(request)
      const active = request.headers[POLL] === undefined
      const session = await sessions.find(request, { secure: isSecure(request), active })
      if (!session) throw new HttpError(401, 'SignInNeeded')
      // The proxy vouches for each request: who left there has left here.
      if (config.identity?.kind === 'header' && (await identity?.identify(request))?.id !== session.id)
        throw new HttpError(401, 'SignInNeeded')
      const own = role(session)
      if (own === undefined || (needed === 'expert' && own !== 'expert')) throw new HttpError(403, 'NotAllowed')
      if (request.method !== 'GET' && !sessions.isCsrf(session, String(request.headers[CSRF] ?? '')))
        throw new HttpError(403, 'WrongToken')
      return { session, role: own }
    },
  }
}

// Stricter than for the chat: no other page, not even one that may frame the chat, works with the desk.
function isOwnPage({ method, headers }: IncomingMessage, own: string): boolean {
  const { origin, host } = headers
  if (origin !== undefined) return origin === own || origin === `http://${host}`
  const site = headers['sec-fetch-site']
  return method === 'GET' && (site === undefined || site === 'same-origin')
}
