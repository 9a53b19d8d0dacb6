import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { errors, jwtVerify, SignJWT } from 'jose'

import { HttpError } from '../http/index.ts'

/** How long a token opens its conversation, in seconds. */
export const TOKEN_LIFE = 30 * 60
const STREAM_LIFE = 60

/** What a token vouches for: one person in one conversation. */
export type Bearer = { conversation: string; user: string }
export type StreamBearer = Bearer & { id: string; expiresAt: number }

/** Makes and reads the tokens of the Direct Line channel. */
export type Tokens = {
  issue(bearer: Bearer): Promise<string>
  read(token: string): Promise<Bearer>
  issueStream(bearer: Bearer): Promise<string>
  readStream(token: string): Promise<StreamBearer>
}

/** Signs with HMAC; each token names the key it was signed with. */
export function createTokens(secret: string, clock: () => number): Tokens {
  const key = createHash('sha256').update(`direct-line-signing:${secret}`).digest()
  const kid = createHash('sha256').update(key).digest('hex').slice(0, 8)
  const sign = async ({ conversation, user }: Bearer, audience: string, life: number) => {
    const now = Math.floor(clock() / 1000)
    return await new SignJWT({ conv: conversation, user })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid })
      .setAudience(audience)
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setExpirationTime(now + life)
      .sign(key)
  }
  const verify = async (token: string, audience: string): Promise<StreamBearer> => {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, key, {
        algorithms: ['HS256'],
        audience,
        requiredClaims: ['exp', 'jti', 'conv', 'user'],
        currentDate: new Date(clock()),
      })
      if (protectedHeader.kid !== kid) throw unauthorized()
      const { conv, user, jti, exp } = payload
      return { conversation: String(conv), user: String(user), id: String(jti), expiresAt: Number(exp) * 1000 }
    } catch (error) {
      throw error instanceof errors.JWTExpired ? new HttpError(403, 'TokenExpired') : unauthorized()
    }
  }
  return {
    issue: (bearer) => sign(bearer, 'direct-line', TOKEN_LIFE),
    read: (token) => verify(token, 'direct-line'),
    issueStream: (bearer) => sign(bearer, 'direct-line-stream', STREAM_LIFE),
    readStream: (token) => verify(token, 'direct-line-stream'),
  }
}

/** A conversation that nobody can guess, for a person that nobody can guess. */
export function newBearer(): Bearer {
  return { conversation: randomBytes(16).toString('base64url'), user: `dl_${randomBytes(16).toString('hex')}` }
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
