import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

import { readCookie } from '../http/index.ts'
import { type DeskStore, sha256 } from '../store/index.ts'

/** Somebody who is signed in at the desk. */
export type DeskPerson = { id: string; name: string; groups: string[] }

/** A session as one request shows it. */
export type OpenSession = DeskPerson & { token: string; csrf: string }

/** Who is signed in: what the browser holds is worth nothing without the row it names. */
export type Sessions = {
  /** Begins one; resolves with the cookie. */
  begin(person: DeskPerson, secure: boolean): Promise<string>
  /** The session of a request; `active` when a person stands behind it, not a page that looks for news. */
  find(request: IncomingMessage, how: { secure: boolean; active: boolean }): Promise<OpenSession | undefined>
  /** Ends one; resolves with the cookie that takes it from the browser. */
  end(session: OpenSession, secure: boolean): Promise<string>
  isCsrf(session: OpenSession, given: string): boolean
}

/** How long a session lasts, and how long without a hand on it, in milliseconds. */
export const SESSION = { whole: 8 * 3_600_000, idle: 30 * 60_000 }
// Written once a minute: often enough for the idle time, seldom enough for the database.
const SEEN_EVERY = 60_000

export type SessionPorts = {
  store: Pick<DeskStore, 'beginSession' | 'session' | 'seeSession' | 'endSession'>
  clock: () => number
}

/** Keeps sessions in the store, so that they end when they are ended, in all replicas. */
export function createSessions({ store, clock }: SessionPorts): Sessions {
  return {
    begin: async ({ id: person, name, groups }, secure) => {
      const token = randomBytes(32).toString('base64url')
      const now = clock()
      await store.beginSession(sha256(token), { person, name, groups, createdAt: now, seenAt: now })
      return cookie(secure, token, SESSION.whole / 1000)
    },
    find: async (request, { secure, active }) => {
      const token = readCookie(request, cookieName(secure))
      const kept = token === undefined ? undefined : await store.session(sha256(token))
      if (token === undefined || !kept) return undefined
      const now = clock()
      if (now - kept.createdAt >= SESSION.whole || now - kept.seenAt >= SESSION.idle) {
        await store.endSession(sha256(token))
        return undefined
      }
      if (active && now - kept.seenAt >= SEEN_EVERY) await store.seeSession(sha256(token), now)
      return { id: kept.person, name: kept.name, groups: kept.groups, token, csrf: csrfOf(token) }
    },
    end: async ({ token }, secure) => {
      await store.endSession(sha256(token))
      return cookie(secure, '', 0)
    },
    isCsrf: ({ csrf }, given) => timingSafeEqual(digest(csrf), digest(given)),
  }
}

function csrfOf(token: string): string {
  return sha256(`csrf\n${token}`)
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

// The prefix makes browsers refuse one that a neighbour in the same domain has set.
function cookieName(secure: boolean): string {
  return secure ? '__Host-desk' : 'desk'
}

// Strict: no link and no form of another page carries it.
function cookie(secure: boolean, value: string, age: number): string {
  const kept = `${cookieName(secure)}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${age}`
  return secure ? `${kept}; Secure` : kept
}
