import { readFileSync } from 'node:fs'
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose'

import type { SigningService } from '../signing-service.ts'

/** A request to `/api/messages`, by what sets it apart from one that is let in. */
export type Vector = {
  name: string
  expect: number
  claims?: Record<string, unknown>
  activity?: Record<string, unknown>
  header?: { alg?: string; kid?: string; key?: string; extra?: object; noKid?: boolean; numericKid?: boolean }
  shape?: string
}

/** The bot, its keys and somebody who would like its tokens. */
export type Scene = { service: SigningService; app: string; evil: string; now: number }

export const SERVICE_URL = 'https://smba.trafficmanager.net/emea/'

export const VECTORS: Vector[] = JSON.parse(
  readFileSync(new URL('../../fixtures/jwt/vectors.json', import.meta.url), 'utf8'),
)

/** The activity of a vector; a null in the table leaves a property out. */
export function activityOf({ activity = {} }: Vector, scene: Scene): object {
  return fill({ type: 'typing', id: 'a1', channelId: 'msteams', serviceUrl: SERVICE_URL, ...activity }, scene)
}

/** The `Authorization` header of a vector. */
export async function authorizationOf(vector: Vector, scene: Scene): Promise<string | undefined> {
  const claims = claimsOf(vector, scene)
  const token = await sign(vector, claims, scene)
  const shape = SHAPES[vector.shape ?? 'whole']
  if (!shape) throw new Error(`There is no shape ${vector.shape}.`)
  return await shape({ token, parts: token.split('.'), claims, scene })
}

function claimsOf({ claims = {} }: Vector, scene: Scene): Record<string, unknown> {
  const seconds = Math.floor(scene.now / 1000)
  const usual = {
    iss: 'https://api.botframework.com',
    aud: scene.app,
    serviceurl: SERVICE_URL,
    nbf: seconds - 300,
    exp: seconds + 3600,
  }
  return fill({ ...usual, ...claims }, scene)
}

function fill(value: object, scene: Scene): Record<string, unknown> {
  const known = Object.entries(value).filter(([, held]) => held !== null)
  return Object.fromEntries(known.map(([name, held]) => [name, meant(held, scene)]))
}

// What a table cannot say: a time, a length, an address that is known at the start, and null itself.
function meant(held: unknown, scene: Scene): unknown {
  if (typeof held !== 'object' || held === null || Array.isArray(held)) return held
  const { minutes, repeat, evil, null: isNull } = held as Record<string, unknown>
  if (typeof minutes === 'number') return Math.floor(scene.now / 1000) + minutes * 60
  if (typeof repeat === 'number') return 'x'.repeat(repeat)
  if (typeof evil === 'string') return `${scene.evil}${evil}`
  return isNull === true ? null : held
}

async function sign({ header = {} }: Vector, claims: Record<string, unknown>, scene: Scene): Promise<string> {
  const { alg = 'RS256', kid = 'k1', key = kid, extra = {} } = header
  const named = header.noKid ? {} : { kid: header.numericKid ? (1 as unknown as string) : kid }
  const protectedHeader = { alg, ...named, ...fill(extra, scene) }
  if (scene.service.isWeak(key) || 'crit' in protectedHeader)
    return await scene.service.signRaw(protectedHeader, claims, key)
  return await new SignJWT(claims).setProtectedHeader(protectedHeader).sign(await scene.service.privateKey(key))
}

type Made = { token: string; parts: string[]; claims: Record<string, unknown>; scene: Scene }

const SHAPES: Record<string, (made: Made) => string | undefined | Promise<string | undefined>> = {
  whole: ({ token }) => `Bearer ${token}`,
  none: () => undefined,
  empty: () => '',
  basic: () => 'Basic dXNlcjpwYXNz',
  scheme: () => 'Bearer',
  twoBlanks: ({ token }) => `Bearer  ${token}`,
  twoTokens: ({ token }) => `Bearer ${token}, Bearer ${token}`,
  bare: ({ token }) => token,
  garbage: () => 'Bearer a.b.c',
  twoParts: ({ parts }) => `Bearer ${parts.slice(0, 2).join('.')}`,
  fourParts: ({ token }) => `Bearer ${token}.x`,
  fiveParts: ({ parts: [head] }) => `Bearer ${head}.x.x.x.x`,
  emptyPayload: ({ parts: [head, , end] }) => `Bearer ${head}..${end}`,
  brokenPayload: ({ parts: [head, , end] }) => `Bearer ${head}.${base64('{"iss":')}.${end}`,
  listPayload: ({ parts: [head, , end] }) => `Bearer ${head}.${base64('[1]')}.${end}`,
  brokenHeader: ({ parts: [, payload, end] }) => `Bearer ${base64('{')}.${payload}.${end}`,
  badAlphabet: ({ token }) => `Bearer ${token.slice(0, -2)}+/`,
  unsigned: ({ claims }) => `Bearer ${encode({ alg: 'none', kid: 'k1' })}.${encode(claims)}.`,
  unsignedCapitals: ({ claims }) => `Bearer ${encode({ alg: 'NONE', kid: 'k1' })}.${encode(claims)}.AAAA`,
  noneSigned: ({ parts: [, payload, end] }) => `Bearer ${encode({ alg: 'none', kid: 'k1' })}.${payload}.${end}`,
  cutSignature: ({ token }) => `Bearer ${token.slice(0, -20)}`,
  flippedSignature: ({ token }) => `Bearer ${flip(token, token.length - 10)}`,
  foreignSignature: async ({ parts, claims, scene }) => {
    const [, , end] = (await scene.service.sign({ ...claims, jti: 'other' })).split('.')
    return `Bearer ${parts[0]}.${parts[1]}.${end}`
  },
  swappedPayload: ({ parts: [head, , end], claims }) => `Bearer ${head}.${encode({ ...claims, x: 1 })}.${end}`,
  swappedHeader: ({ parts: [, payload, end] }) =>
    `Bearer ${encode({ alg: 'RS256', kid: 'k1', typ: 'x' })}.${payload}.${end}`,
  secretSigned: ({ claims }) => withSecret(claims, 'a secret that was a public key'),
  publicKeyAsSecret: async ({ claims, scene }) =>
    withSecret(claims, await exportSPKI(await scene.service.publicKey('k1'))),
  ellipticSigned: async ({ claims }) => {
    const { privateKey } = await generateKeyPair('ES256')
    return `Bearer ${await new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'k1' }).sign(privateKey)}`
  },
  embeddedKey: async ({ claims }) => {
    const { privateKey, publicKey } = await generateKeyPair('RS256')
    const jwk = await exportJWK(publicKey)
    const header = { alg: 'RS256', kid: 'k1', jwk }
    return `Bearer ${await new SignJWT(claims).setProtectedHeader(header).sign(privateKey)}`
  },
}

async function withSecret(claims: Record<string, unknown>, secret: string): Promise<string> {
  const header = { alg: 'HS256', kid: 'k1' }
  return `Bearer ${await new SignJWT(claims).setProtectedHeader(header).sign(Buffer.from(secret))}`
}

function flip(token: string, at: number): string {
  return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`
}

function encode(value: object): string {
  return base64(JSON.stringify(value))
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64url')
}
