import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose'

import type { InboundActivity } from './activity.ts'
import { HttpError, isLoopback } from './http/index.ts'
import type { Log } from './log.ts'
import { KeysUnavailable, type SigningKey, type SigningKeys } from './signing-keys.ts'

/**
 * Lets an activity through, or refuses it: 401 for who sends it, 403 for what it claims. It is read only when who sends
 * it has shown something like a token.
 */
export type Guard = (
  authorization: string | undefined,
  read: () => Promise<InboundActivity>,
) => Promise<InboundActivity>

export type GuardPorts = { appId: string; keys: SigningKeys; clock: () => number; log?: Pick<Log, 'warn'> }

const ISSUER = 'https://api.botframework.com'
const ALGORITHMS = ['RS256', 'RS384', 'RS512']
const CHANNELS = ['msteams', 'directline', 'webchat']
const EMULATED_CHANNELS = [...CHANNELS, 'emulator']
const HEADER_LIMIT = 8192
const CLOCK_TOLERANCE = 300
const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/

/**
 * Checks what the Bot Framework's rules ask for, before its SDK sees the request: the SDK also takes tokens of other
 * tenants that name this bot, and skips checks for activities without a service URL or a channel.
 */
export function createGuard(ports: GuardPorts): Guard {
  const { appId, keys } = ports
  return async (authorization, read) => {
    const token = readToken(authorization)
    const { header, claims } = decode(token)
    // Cheap checks first, so that garbage costs nothing and reaches no cache.
    if (claims.iss !== ISSUER || claims.aud !== appId || typeof claims.exp !== 'number') throw unauthorized()
    if (!ALGORITHMS.includes(header.alg ?? '') || typeof header.kid !== 'string') throw unauthorized()
    const activity = await read()
    const channel = activity.channelId ?? ''
    if (!CHANNELS.includes(channel) || !isChannelService(activity.serviceUrl)) throw forbidden()
    const key = await findKey(keys, header.kid)
    await verify(token, key, ports)
    if (claims['serviceurl'] !== activity.serviceUrl || !key.endorsements.includes(channel)) throw forbidden()
    return activity
  }
}

/** Lets an emulator on this machine through; nothing else, and without a token. */
export function createEmulatorGuard(): Guard {
  return async (_, read) => {
    const activity = await read()
    const { channelId, serviceUrl } = activity
    const url = URL.parse(serviceUrl ?? '')
    if (!EMULATED_CHANNELS.includes(channelId ?? '') || !url || !isLoopback(url.hostname.replace(/^\[|\]$/g, '')))
      throw forbidden()
    return activity
  }
}

/** Whether the bot may send its own token to this address. */
export function isChannelService(serviceUrl: string | undefined): boolean {
  const url = URL.parse(serviceUrl ?? '')
  if (url?.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') return false
  return url.hostname === 'smba.trafficmanager.net' || url.hostname.endsWith('.botframework.com')
}

function readToken(authorization = ''): string {
  const [, token] = authorization.length <= HEADER_LIMIT ? (BEARER.exec(authorization) ?? []) : []
  if (token === undefined) throw unauthorized()
  return token
}

function decode(token: string) {
  try {
    return { header: decodeProtectedHeader(token), claims: decodeJwt(token) }
  } catch {
    throw unauthorized()
  }
}

async function findKey(keys: SigningKeys, kid: string): Promise<SigningKey> {
  try {
    const key = await keys.find(kid)
    if (key) return key
  } catch (error) {
    throw error instanceof KeysUnavailable ? new HttpError(503, 'KeysUnavailable', { 'Retry-After': '10' }) : error
  }
  throw unauthorized()
}

async function verify(token: string, { key }: SigningKey, { appId, clock, log }: GuardPorts): Promise<void> {
  try {
    await jwtVerify(token, key, {
      issuer: ISSUER,
      audience: appId,
      algorithms: ALGORITHMS,
      clockTolerance: CLOCK_TOLERANCE,
      currentDate: new Date(clock()),
    })
  } catch (error) {
    // The signature is good by now: either somebody kept an old token, or a clock is wrong.
    const dated =
      error instanceof errors.JWTExpired || (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf')
    if (dated) log?.warn({ event: 'clock-differs', ms: differenceOf(error.payload, clock()) })
    throw unauthorized()
  }
}

/** By how much this clock is ahead of the one that issued the token, as far as can be told. */
function differenceOf({ iat, nbf }: JWTPayload, now: number): number {
  return now - (iat ?? nbf ?? now / 1000) * 1000
}

function unauthorized(): HttpError {
  return new HttpError(401, 'Unauthorized')
}

function forbidden(): HttpError {
  return new HttpError(403, 'Forbidden')
}
