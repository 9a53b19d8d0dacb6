import * as openId from 'openid-client'

import { type Access, type Answer, type Call, HttpError, isLoopback } from '../http/index.ts'
import type { Log } from '../log.ts'
import { type Identity, type Person, readName } from './identity.ts'
import { createSealedCookie, type SealedCookie } from './sealed-cookie.ts'

export type OpenIdPorts = {
  issuer: URL
  clientId: string
  clientSecret?: string
  access: Pick<Access, 'ownOrigin'>
  secrets: readonly string[]
  clock: () => number
  /** Groups that matter to somebody; others are not kept. */
  groups?: readonly string[]
  log: Log
}

const SIGN_IN = '/sign-in'
const RETURN = '/sign-in/return'
// Where a sign-in may lead other than to the chat: a closed list, or anybody's link could lead on from here.
const DESK = '/desk'
// A working day: longer than a conversation, shorter than a stolen laptop is worth something.
const SESSION_SECONDS = 8 * 3600
const SIGN_IN_SECONDS = 600
// RELIABILITY: no outbound call takes longer.
const TIMEOUT_SECONDS = 5
const CLOCK_TOLERANCE_SECONDS = 60

type Provider = () => Promise<openId.Configuration>
type Parts = OpenIdPorts & { provider: Provider; session: SealedCookie; attempt: SealedCookie }

/** Lets people sign in at the organisation's OpenID provider: authorization code with PKCE, kept in a sealed cookie. */
export function createOpenId(ports: OpenIdPorts): Identity {
  const { secrets, clock } = ports
  const session = createSealedCookie({ name: 'chat-person', seconds: SESSION_SECONDS, secrets, clock })
  const attempt = createSealedCookie({ name: 'chat-sign-in', seconds: SIGN_IN_SECONDS, secrets, clock })
  const parts: Parts = { ...ports, provider: createProvider(ports), session, attempt }
  return {
    identify: async (request) => {
      const { id, name, groups, since } = (await session.read(request)) ?? {}
      if (typeof id !== 'string' || typeof name !== 'string') return undefined
      return { id, name, groups: readTexts(groups), since: Number(since) || 0 }
    },
    signIn: SIGN_IN,
    routes: [
      { method: 'get', path: SIGN_IN, handle: (call) => begin(parts, call) },
      { method: 'get', path: RETURN, handle: (call) => complete(parts, call) },
    ],
  }
}

// Asked for when the first person signs in: a provider that is down must not stop the bot.
function createProvider({ issuer, clientId, clientSecret }: OpenIdPorts): Provider {
  let known: Promise<openId.Configuration> | undefined
  const execute = [openId.enableNonRepudiationChecks]
  if (issuer.protocol === 'http:' && isLoopback(issuer.hostname.replace(/^\[|\]$/g, '')))
    execute.push(openId.allowInsecureRequests)
  const metadata = {
    [openId.clockTolerance]: CLOCK_TOLERANCE_SECONDS,
    ...(clientSecret !== undefined && { client_secret: clientSecret }),
  }
  const authentication = clientSecret === undefined ? openId.None() : undefined
  return async () => {
    known ??= openId.discovery(issuer, clientId, metadata, authentication, { execute, timeout: TIMEOUT_SECONDS })
    try {
      return await known
    } catch (error) {
      known = undefined
      throw error
    }
  }
}

async function begin({ provider, attempt, access, log }: Parts, { request, query }: Call): Promise<Answer> {
  const configuration = await provider().catch((error: unknown) => unreachable(log, error))
  const verifier = openId.randomPKCECodeVerifier()
  const [state, nonce] = [openId.randomState(), openId.randomNonce()]
  const origin = access.ownOrigin(request)
  const address = openId.buildAuthorizationUrl(configuration, {
    redirect_uri: `${origin}${RETURN}`,
    scope: 'openid profile email',
    code_challenge: await openId.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  })
  const back = query.get('to') === DESK ? DESK : '/'
  const cookie = await attempt.write({ state, nonce, verifier, back }, isSecure(origin))
  return { status: 302, headers: { Location: address.href, 'Set-Cookie': cookie } }
}

async function complete(parts: Parts, { request, query }: Call): Promise<Answer> {
  const { attempt, session, access } = parts
  const { state, nonce, verifier, back } = (await attempt.read(request)) ?? {}
  if (typeof state !== 'string' || typeof nonce !== 'string' || typeof verifier !== 'string')
    throw new HttpError(400, 'SignInExpired')
  const origin = access.ownOrigin(request)
  const person = await exchange(parts, new URL(`${origin}${RETURN}?${query}`), { state, nonce, verifier })
  const since = String(parts.clock())
  const cookie = await session.write({ ...person, since }, isSecure(origin))
  return { status: 302, headers: { Location: back === DESK ? DESK : '/', 'Set-Cookie': cookie } }
}

type Member = { id: string; name: string; groups: string[] }
type Attempt = { state: string; nonce: string; verifier: string }

async function exchange(parts: Parts, address: URL, attempt: Attempt): Promise<Member> {
  const { provider, log, groups = [] } = parts
  try {
    const tokens = await openId.authorizationCodeGrant(await provider(), address, {
      pkceCodeVerifier: attempt.verifier,
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    const person = readPerson(claims)
    const named = [...readTexts(claims?.['groups']), ...readTexts(claims?.['roles'])]
    if (person) return { ...person, groups: groups.filter((group) => named.includes(group)) }
  } catch (error) {
    if (error instanceof openId.AuthorizationResponseError) throw new HttpError(403, 'SignInRefused')
    if (isUnreachable(error)) unreachable(log, error)
    log.warn({ event: 'sign-in', error })
  }
  throw new HttpError(401, 'SignInFailed')
}

/** The name people sign in with, because tickets and `erase` need one that is told apart by people. */
function readPerson(claims: openId.IDToken | undefined): Pick<Person, 'id' | 'name'> | undefined {
  const id = readName(claims?.['preferred_username']) ?? readName(claims?.['email']) ?? readName(claims?.sub)
  return id === undefined ? undefined : { id, name: readName(claims?.['name']) ?? id }
}

function readTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

function isUnreachable(error: unknown): boolean {
  const { code, name } = error as { code?: unknown; name?: unknown }
  return error instanceof TypeError || code === 'OAUTH_TIMEOUT' || name === 'TimeoutError'
}

function unreachable(log: Log, error: unknown): never {
  log.warn({ event: 'sign-in', reason: 'provider', error })
  throw new HttpError(503, 'ProviderUnavailable', { 'Retry-After': '10' })
}

function isSecure(origin: string): boolean {
  return origin.startsWith('https:')
}
