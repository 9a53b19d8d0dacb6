import { createSign, generateKeyPairSync, KeyObject } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { LoopbackServer } from '../support/loopback-server.ts'

export type Mode = 'ok' | 'error' | 'html' | 'hang' | 'drip' | 'huge' | 'empty' | 'elsewhere' | 'away' | 'strangers'

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
    if (this.mode === 'drip') return this.#drip(response)
    if (this.mode === 'huge') return void response.end(`{"keys":"${'x'.repeat(10 * 1024 * 1024)}"}`)
    response.statusCode = { error: 500, away: 302 }[this.mode as string] ?? 200
    if (this.mode === 'away') response.setHeader('Location', 'http://127.0.0.2:9/')
    if (['error', 'html', 'away'].includes(this.mode)) return void response.end('<html>')
    const keys = this.mode === 'empty' ? [] : this.mode === 'strangers' ? this.#others : await this.#published()
    const address = this.mode === 'elsewhere' ? 'file:///etc/passwd' : `${this.url}/keys`
    const body = url === '/keys' ? { keys } : { jwks_uri: address }
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body))
  }

  // One byte now and then: never silent, never done.
  #drip(response: ServerResponse): void {
    const timer = setInterval(() => response.write(' '), 100)
    response.once('close', () => clearInterval(timer))
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
