import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt)

// OWASP's cost for scrypt at 32 MB of memory.
const COST = { N: 2 ** 15, r: 8, p: 3 }
const LENGTH = 32
const HASH = /^scrypt:(\d{1,7}):(\d{1,2}):(\d{1,2}):([\w-]{16,64}):([\w-]{43})$/
const DEAREST = 2 ** 17

/** Whether a text is a hash that `hashPassword` makes, at a cost a bot can bear. */
export function isPasswordHash(text: string): boolean {
  const [, n = 0, r = 0, p = 0] = (HASH.exec(text) ?? []).map(Number)
  return n >= 2 ** 14 && n <= DEAREST && Number.isInteger(Math.log2(n)) && r === COST.r && p >= 1 && p <= 5
}

/** Makes a hash to be kept in a setting in place of the password. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await hashWith(password, salt, COST)
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), hash.toString('base64url')].join(':')
}

/** Whether this is the password behind a hash; takes as long for a wrong one. */
export async function isPassword(given: string, hash: string): Promise<boolean> {
  const [, n, r, p, salt = '', expected = ''] = HASH.exec(hash) ?? []
  const cost = { N: Number(n), r: Number(r), p: Number(p) }
  const found = await hashWith(given, Buffer.from(salt, 'base64url'), cost)
  return timingSafeEqual(found, Buffer.from(expected, 'base64url'))
}

async function hashWith(password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  const maxmem = 256 * cost.N * cost.r
  return await derive(password.normalize('NFKC'), salt, LENGTH, { ...cost, maxmem })
}
