import { RateLimiterMemory } from 'rate-limiter-flexible'
import { z } from 'zod'

import type { Config } from '../config.ts'
import { type Answer, type Call, HttpError, type Route, readJson } from '../http/index.ts'
import type { Identity } from '../identity/index.ts'
import type { Log } from '../log.ts'
import { sha256 } from '../store/index.ts'
import type { DeskSettings } from './desk-settings.ts'
import type { Doorkeeper } from './doorkeeper.ts'
import { hashPassword, isPassword } from './password.ts'
import type { DeskPerson, Sessions } from './sessions.ts'

export type SessionRoutePorts = {
  desk: DeskSettings
  config: Pick<Config, 'identity'>
  identity?: Identity | undefined
  door: Doorkeeper
  sessions: Sessions
  clock: () => number
  log: Log
}

// Control characters and marks that turn a line round have no business in a name.
const Name = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{Cc}\p{Cf}\p{Cs}]+$/u)
const WithPassword = z.object({ name: Name, password: z.string().max(1024) })
/** How old a sign-in at the provider may be when a session begins: the way there and back. */
const FRESH = 5 * 60_000

/** Sign-in and sign-out of the desk. */
export function createSessionRoutes(ports: SessionRoutePorts): Route[] {
  const { desk, config, door, sessions } = ports
  const way = desk.password || desk.passwordHash ? 'password' : config.identity?.kind === 'oidc' ? 'provider' : 'proxy'
  const knows = createPasswordCheck(desk)
  const signIn = { way, ...(way === 'provider' && { href: `${ports.identity?.signIn ?? ''}?to=/desk` }) }
  return [
    { method: 'get', path: '/desk/api/session', handle: (call) => show(ports, signIn, call) },
    {
      method: 'post',
      path: '/desk/api/session',
      handle: async (call) => {
        door.assertOwnPage(call.request)
        const person = way === 'password' ? await byPassword(ports, knows, call) : await byIdentity(ports, call)
        const cookie = await sessions.begin(person, door.isSecure(call.request))
        ports.log.info({ event: 'desk-sign-in', kind: way })
        return { status: 204, headers: { 'Set-Cookie': cookie } }
      },
    },
    {
      method: 'post',
      path: '/desk/api/session/end',
      handle: async (call) => {
        const { session } = await door.admit(call)
        return { status: 204, headers: { 'Set-Cookie': await sessions.end(session, door.isSecure(call.request)) } }
      },
    },
  ]
}

async function show({ door }: SessionRoutePorts, signIn: object, call: Call): Promise<Answer> {
  try {
    const { session, role } = await door.admit(call)
    return { status: 200, body: { id: session.id, name: session.name, role, csrf: session.csrf, signIn } }
  } catch (error) {
    if (!(error instanceof HttpError) || error.status !== 401) throw error
    return { status: 200, body: { signIn } }
  }
}

// Who says who they are with a password is believed: it is for a machine that a few people share.
async function byPassword({ log }: SessionRoutePorts, knows: PasswordCheck, call: Call): Promise<DeskPerson> {
  const given = WithPassword.safeParse(await readJson(call.request))
  if (!given.success) throw new HttpError(400, 'BadSignIn')
  if (!(await knows(given.data.password, call.address))) {
    log.warn({ event: 'desk-sign-in', reason: 'refused' })
    throw new HttpError(403, 'WrongPassword')
  }
  const { name } = given.data
  return { id: `desk:${name.toLowerCase()}`, name, groups: [] }
}

async function byIdentity({ identity, door, clock }: SessionRoutePorts, { request }: Call): Promise<DeskPerson> {
  const person = await identity?.identify(request)
  const isOld = person?.since !== undefined && clock() - person.since > FRESH
  if (!person || isOld) throw new HttpError(401, 'SignInNeeded')
  const { id, name, groups = [] } = person
  if (door.roleOf({ id, groups }) === undefined) throw new HttpError(403, 'NotAllowed')
  return { id, name, groups }
}

type PasswordCheck = (given: string, address: string) => Promise<boolean>

/** Refuses with 429 after some wrong passwords, before anything is worked out. */
function createPasswordCheck({ password, passwordHash }: DeskSettings): PasswordCheck {
  const perAddress = new RateLimiterMemory({ keyPrefix: 'desk', points: 5, duration: 900, blockDuration: 900 })
  const together = new RateLimiterMemory({ keyPrefix: 'desk-all', points: 50, duration: 900 })
  let hash: Promise<string> | undefined
  let turn: Promise<unknown> = Promise.resolve()
  return async (given, address) => {
    const key = sha256(address)
    for (const [limiter, name] of [
      [perAddress, key],
      [together, 'all'],
    ] as const)
      await limiter.consume(name).catch(({ msBeforeNext = 900_000 }: { msBeforeNext?: number }) => {
        throw new HttpError(429, 'TooManyRequests', { 'Retry-After': String(Math.ceil(msBeforeNext / 1000)) })
      })
    hash ??= passwordHash === undefined ? hashPassword(password ?? '') : Promise.resolve(passwordHash)
    const expected = await hash
    // One at a time: each takes 32 MB.
    const check = turn.then(() => isPassword(given, expected))
    turn = check.catch(() => {})
    const isRight = await check
    if (isRight) await perAddress.delete(key)
    return isRight
  }
}
