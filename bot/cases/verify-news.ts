import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { Webhook } from 'standardwebhooks'

import { sha256 } from '../store/index.ts'

/** How a ticket system signs: as Standard Webhooks say, or as GitHub began to and Zammad does. */
export type NewsSignature = 'standard' | 'hub'

export type NewsSecrets = {
  signature: NewsSignature
  /** The one that counts, and the one it replaces. */
  secrets: readonly string[]
}

const LONGEST_ID = 256

/** The id of a request that a ticket system has signed; nothing when it has not. */
export function verifyNews(
  { signature, secrets }: NewsSecrets,
  headers: IncomingHttpHeaders,
  body: Buffer,
): string | undefined {
  if (!isSigned(signature, headers)) return undefined
  return signature === 'standard' ? verifyStandard(secrets, headers, body) : verifyHub(secrets, headers, body)
}

/** Whether a request looks signed at all, before anything of it is read. */
export function isSigned(signature: NewsSignature, headers: IncomingHttpHeaders): boolean {
  return signature === 'standard'
    ? STANDARD.every((name) => typeof headers[name] === 'string' && String(headers[name]).length <= LONGEST_ID * 4)
    : hubSignature(headers) !== undefined
}

/** Whether a secret is one that Standard Webhooks can sign with. */
export function isStandardSecret(secret: string): boolean {
  const { length } = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  try {
    new Webhook(secret)
    return length >= 24 && length <= 64
  } catch {
    return false
  }
}

const STANDARD = ['webhook-id', 'webhook-timestamp', 'webhook-signature']

// The package compares in constant time, and takes a clock that is five minutes off.
function verifyStandard(secrets: readonly string[], headers: IncomingHttpHeaders, body: Buffer): string | undefined {
  const given = Object.fromEntries(STANDARD.map((name) => [name, String(headers[name])]))
  const id = given['webhook-id'] ?? ''
  if (!/^[\x21-\x7e]+$/.test(id) || id.length > LONGEST_ID) return undefined
  const isOurs = secrets.some((secret) => {
    try {
      new Webhook(secret).verify(body, given, { jsonParse: false })
      return true
    } catch {
      return false
    }
  })
  return isOurs ? `news ${id}` : undefined
}

// The signature has no time and covers no header: what was signed is its own id, so that a copy is a repetition.
function verifyHub(secrets: readonly string[], headers: IncomingHttpHeaders, body: Buffer): string | undefined {
  const given = hubSignature(headers)
  if (!given) return undefined
  const isOurs = secrets.some((secret) => {
    const expected = createHmac(given.algorithm, secret).update(body).digest()
    return given.digest.length === expected.length && timingSafeEqual(given.digest, expected)
  })
  return isOurs ? `news ${sha256(body)}` : undefined
}

function hubSignature(headers: IncomingHttpHeaders): { algorithm: 'sha1' | 'sha256'; digest: Buffer } | undefined {
  const given = headers['x-hub-signature-256'] ?? headers['x-hub-signature']
  const [, algorithm, hex = ''] = /^(sha1|sha256)=([0-9a-f]{40}|[0-9a-f]{64})$/.exec(String(given ?? '')) ?? []
  if (algorithm !== 'sha1' && algorithm !== 'sha256') return undefined
  return { algorithm, digest: Buffer.from(hex, 'hex') }
}
