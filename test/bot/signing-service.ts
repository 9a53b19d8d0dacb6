import { createSign, generateKeyPairSync, KeyObject } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { LoopbackServer } from '../support/loopback-server.ts'

export type Mode = 'ok' | 'error' | 'html' | 'hang'

/** The Bot Framework's sign-in service, on loopback: an OpenID document, keys, and tokens signed with them. */
export class SigningService extends LoopbackServer {
  mode: Mode = 'ok'
  requests = 0
  #short = new Map<string, { privateKey: KeyObject; publicKey: KeyObject; endorsements: string[] }>()
  #others: object[] = []
  #keys = new Map<string, { privateKey: CryptoKey; publicKey: CryptoKey; endorsements?: string[] }>()

  protected override async answer({ url }: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests += 1
    if (this.mode === 'hang') return
    response.statusCode = this.mode === 'error' ? 500 : 200
    if (this.mode !== 'ok') return void response.end('<html>')
    const body = url === '/keys' ? { keys: await this.#published() } : { jwks_uri: `${this.url}/keys` }
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body))
  }

  async addKey(kid: string, endorsements?: string[]): Promise<void> {
    const pair = await generateKeyPair('RS256', { extractable: true })
    this.#keys.set(kid, { ...pair, ...(endorsements && { endorsements }) })
  }

  /** A key of 1024 bits, which is too short to trust. */
  addShortKey(kid: string, endorsements: string[]): void {
    const pair = generateKeyPairSync('rsa', { modulusLength: 1024 })
    this.#short.set(kid, { ...pair, endorsements })
  }

  /** A published key that is not for RSA. */
  async addEllipticKey(kid: string): Promise<void> {
    const { publicKey } = await generateKeyPair('ES256', { extractable: true })
    this.#others.push({ ...(await exportJWK(publicKey)), kid })
  }

  isWeak(kid: string): boolean {
    return this.#short.has(kid)
  }

  /** As a JWK, since a CryptoKey signs with one algorithm only. */
  async privateKey(kid: string): Promise<JWK> {
    const { privateKey } = this.#keys.get(kid) ?? {}
    if (!privateKey) throw new Error(`There is no key ${kid}.`)
    return await exportJWK(privateKey)
  }

  async publicKey(kid: string): Promise<CryptoKey> {
    const { publicKey } = this.#keys.get(kid) ?? {}
    if (!publicKey) throw new Error(`There is no key ${kid}.`)
    return publicKey
  }

  /** Signs what a careful library refuses to. */
  async signRaw(header: object, claims: object, kid: string): Promise<string> {
    const content = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
    const short = this.#short.get(kid)
    const key = short?.privateKey ?? KeyObject.from(this.#keys.get(kid)?.privateKey as CryptoKey)
    return `${content}.${createSign('sha256').update(content).sign(key, 'base64url')}`
  }

  async sign(
    claims: Record<string, unknown>,
    header: { kid?: string; alg?: string; key?: string } = {},
  ): Promise<string> {
    const { kid = 'k1', alg = 'RS256' } = header
    const { privateKey } = this.#keys.get(header.key ?? kid) ?? {}
    if (!privateKey) throw new Error(`There is no key ${kid}.`)
    return await new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(privateKey)
  }

  async #published(): Promise<object[]> {
    return await Promise.all([
      ...this.#others,
      ...[...this.#keys, ...this.#short].map(async ([kid, { publicKey, endorsements }]) => ({
        ...(await exportJWK(publicKey)),
        kid,
        use: 'sig',
        ...(endorsements && { endorsements }),
      })),
    ])
  }
}
