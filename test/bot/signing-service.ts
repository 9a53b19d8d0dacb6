import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

export type Mode = 'ok' | 'error' | 'html' | 'hang'

/** The Bot Framework's sign-in service, on loopback: an OpenID document, keys, and tokens signed with them. */
export class SigningService {
  mode: Mode = 'ok'
  requests = 0
  #server: Server
  #keys = new Map<string, { privateKey: CryptoKey; publicKey: CryptoKey; endorsements?: string[] }>()

  constructor() {
    this.#server = createServer(async ({ url }, response) => {
      this.requests += 1
      if (this.mode === 'hang') return
      response.statusCode = this.mode === 'error' ? 500 : 200
      if (this.mode !== 'ok') return void response.end('<html>')
      const body = url === '/keys' ? { keys: await this.#published() } : { jwks_uri: `${this.url}/keys` }
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body))
    })
  }

  get url(): string {
    const address = this.#server.address()
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  }

  async start(): Promise<this> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    return this
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  async addKey(kid: string, endorsements?: string[]): Promise<void> {
    const pair = await generateKeyPair('RS256', { extractable: true })
    this.#keys.set(kid, { ...pair, ...(endorsements && { endorsements }) })
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
    return await Promise.all(
      [...this.#keys].map(async ([kid, { publicKey, endorsements }]) => ({
        ...(await exportJWK(publicKey)),
        kid,
        use: 'sig',
        ...(endorsements && { endorsements }),
      })),
    )
  }
}
