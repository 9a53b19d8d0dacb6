import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose'

import { HttpError } from '../http/index.ts'
import type { Person } from '../identity/index.ts'

/** How long a token opens its conversation, in seconds. */
export const TOKEN_LIFE = 30 * 60
const STREAM_LIFE = 60

/** What a token vouches for: one person in one conversation. */
export type Bearer = {
  conversation: string
  user: string
  /** Who that is in the organisation, when people have to be known. */
  person?: Person
}
export type StreamBearer = Bearer & { id: string; expiresAt: number }

/** Makes and reads the tokens of the Direct Line channel. */
export type Tokens = {
  issue(bearer: Bearer): Promise<string>
  read(token: string): Promise<Bearer>
  issueStream(bearer: Bearer): Promise<string>
  readStream(token: string): Promise<StreamBearer>
}

type Key = { id: string; bytes: Uint8Array }

/**
 * Signs with HMAC by the first secret; each token names the key it was signed with. Tokens of the other secrets count
 * too, so that a secret can be replaced while people chat.
 */
export function createTokens(secrets: readonly string[], clock: () => number): Tokens {
  const keys = secrets.map(toKey)
  const sign = async ({ conversation, user, person }: Bearer, audience: string, life: number) => {
    const [key] = keys
    if (!key) throw new Error('There is no secret to sign with.')
    const now = Math.floor(clock() / 1000)
    return await new SignJWT({ conv: conversation, user, ...(person && { pid: person.id, name: person.name }) })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: key.id })
      .setAudience(audience)
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setExpirationTime(now + life)
      .sign(key.bytes)
  }
  const known = new Map<string, StreamBearer>()
  const verify = async (token: string, audience: string): Promise<StreamBearer> => {
    try {
      const find = ({ kid }: { kid?: string }) => keys.find(({ id }) => id === kid)?.bytes ?? NO_KEY
      const { payload } = await jwtVerify(token, find, {
        algorithms: ['HS256'],
        audience,
        requiredClaims: ['exp', 'jti', 'conv', 'user'],
        currentDate: new Date(clock()),
      })
      return toBearer(payload)
    } catch (error) {
      throw error instanceof errors.JWTExpired ? new HttpError(403, 'TokenExpired') : unauthorized()
    }
  }
  return {
    issue: (bearer) => sign(bearer, 'direct-line', TOKEN_LIFE),
    read: async (token) => {
      const before = known.get(token)
      if (before && clock() < before.expiresAt) return before
      const bearer = await verify(token, 'direct-line')
      keep(known, token, bearer)
      return bearer
    },
    issueStream: (bearer) => sign(bearer, 'direct-line-stream', STREAM_LIFE),
    readStream: (token) => verify(token, 'direct-line-stream'),
  }
}

// Whoever chats shows the same token with every message; what a token says never changes, only whether it still counts.
const TOKENS_KEPT = 1000

function keep(known: Map<string, StreamBearer>, token: string, bearer: StreamBearer): void {
  const [oldest] = known.keys()
  if (oldest !== undefined && known.size >= TOKENS_KEPT) known.delete(oldest)
  known.set(token, bearer)
}

// Made anew at each start, so that nothing was ever signed with it.
const NO_KEY = randomBytes(32)

function toKey(secret: string): Key {
  const bytes = createHash('sha256').update(`direct-line-signing:${secret}`).digest()
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes }
}

function toBearer({ conv, user, jti, exp, pid, name }: JWTPayload): StreamBearer {
  return {
    conversation: String(conv),
    user: String(user),
    id: String(jti),
    expiresAt: Number(exp) * 1000,
    ...(typeof pid === 'string' && typeof name === 'string' && { person: { id: pid, name } }),
  }
}

/** A conversation that nobody can guess, for a person that nobody can guess. */
export function newBearer(person?: Person): Bearer {
  return {
    conversation: randomBytes(16).toString('base64url'),
    user: `dl_${randomBytes(16).toString('hex')}`,
    ...(person && { person }),
  }
}

/** The signing secret of this installation: made at the first start, kept so that tokens outlive a restart. */
export function loadSigningSecret(dataDir: string): string {
  const file = join(dataDir, 'direct-line.secret')
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  chmodSync(file, 0o600)
  const secret = readFileSync(file, 'utf8').trim()
  if (secret.length < 32) throw new Error(`${file} holds no secret. Delete it; the next start makes a new one.`)
  return secret
}

function unauthorized(): HttpError {
  return new HttpError(401, 'Unauthorized')
}
