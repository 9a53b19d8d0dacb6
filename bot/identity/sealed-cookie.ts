import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { EncryptJWT, type JWTPayload, jwtDecrypt } from 'jose'

import { readCookie } from '../http/index.ts'

/** A cookie that only this bot, and its replicas, can read and write. */
export type SealedCookie = {
  /** The `Set-Cookie` header that keeps these values in the browser. */
  write(values: Record<string, string | string[]>, secure: boolean): Promise<string>
  read(request: IncomingMessage): Promise<JWTPayload | undefined>
  /** The `Set-Cookie` header that removes it. */
  clear(secure: boolean): string
}

/** `seconds` is how long it lasts. */
export type CookiePorts = { name: string; seconds: number; secrets: readonly string[]; clock: () => number }

/** Seals with the first secret and opens with each, so that a secret can be replaced while people are signed in. */
export function createSealedCookie({ name, seconds, secrets, clock }: CookiePorts): SealedCookie {
  const keys = secrets.map((secret) => createHash('sha256').update(`cookie:${name}:${secret}`).digest())
  const [current = new Uint8Array()] = keys
  const header = (secure: boolean, value: string, age: number) =>
    `${fullName(name, secure)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${age}${secure ? '; Secure' : ''}`
  return {
    write: async (values, secure) => {
      const now = Math.floor(clock() / 1000)
      const sealed = new EncryptJWT(values)
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setExpirationTime(now + seconds)
      return header(secure, await sealed.encrypt(current), seconds)
    },
    read: async (request) => {
      const value = readCookie(request, fullName(name, true)) ?? readCookie(request, name)
      for (const key of value === undefined ? [] : keys) {
        const opened = await open(value ?? '', key, clock())
        if (opened) return opened
      }
      return undefined
    },
    clear: (secure) => header(secure, '', 0),
  }
}

// The prefix makes browsers refuse one that a neighbour in the same domain has set.
function fullName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name
}

async function open(value: string, key: Uint8Array, now: number): Promise<JWTPayload | undefined> {
  try {
    const { payload } = await jwtDecrypt(value, key, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
      requiredClaims: ['exp'],
      currentDate: new Date(now),
    })
    return payload
  } catch {
    return undefined
  }
}
