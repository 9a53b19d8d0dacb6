import { createHash, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { LoopbackServer } from '../../support/loopback-server.ts'

type Grant = { challenge: string; nonce: string; redirect: string }

/** An OpenID provider on loopback, where everybody is already signed in. */
export class OpenIdProvider extends LoopbackServer {
  /** Who signs in next. */
  person: Record<string, unknown> = { sub: 's-1', preferred_username: 'ada@contoso.example', name: 'Ada Lovelace' }
  /** Overrides for what the next id token says. */
  claims: Record<string, unknown> = {}
  /** What was sent for tokens. */
  readonly forms: URLSearchParams[] = []
  mode: 'ok' | 'denied' | 'down' | 'other-key' = 'ok'
  readonly #grants = new Map<string, Grant>()
  readonly #own = generateKeyPair('RS256')
  readonly #other = generateKeyPair('RS256')

  protected override async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status = 200, headers = {}, body } = await this.#answer(request)
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers })
    response.end(JSON.stringify(body ?? {}))
  }

  async #answer(
    request: IncomingMessage,
  ): Promise<{ status?: number; headers?: Record<string, string>; body?: object }> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url)
    if (this.mode === 'down') return { status: 500 }
    if (pathname === '/.well-known/openid-configuration') return { body: this.#configuration() }
    if (pathname === '/keys') {
      const { publicKey } = await this.#own
      return { body: { keys: [{ ...(await exportJWK(publicKey)), kid: 'own', alg: 'RS256', use: 'sig' }] } }
    }
    if (pathname === '/authorize') return { status: 302, headers: { Location: this.#authorize(searchParams) } }
    return await this.#token(request)
  }

  #configuration(): object {
    return {
      issuer: this.url,
      authorization_endpoint: `${this.url}/authorize`,
      token_endpoint: `${this.url}/token`,
      jwks_uri: `${this.url}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
    }
  }

  #authorize(asked: URLSearchParams): string {
    const redirect = asked.get('redirect_uri') ?? ''
    const back = new URL(redirect)
    back.searchParams.set('state', asked.get('state') ?? '')
    if (this.mode === 'denied') {
      back.searchParams.set('error', 'access_denied')
      return back.href
    }
    const code = randomUUID()
    const [challenge, nonce] = [asked.get('code_challenge') ?? '', asked.get('nonce') ?? '']
    if (asked.get('code_challenge_method') !== 'S256') throw new Error('PKCE is missing.')
    this.#grants.set(code, { challenge, nonce, redirect })
    back.searchParams.set('code', code)
    return back.href
  }

  async #token(request: IncomingMessage): Promise<{ status?: number; body: object }> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const form = new URLSearchParams(Buffer.concat(chunks).toString())
    this.forms.push(form)
    const grant = this.#grants.get(form.get('code') ?? '')
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (!grant || grant.challenge !== verifier || grant.redirect !== form.get('redirect_uri'))
      return { status: 400, body: { error: 'invalid_grant' } }
    this.#grants.delete(form.get('code') ?? '')
    const { privateKey } = await (this.mode === 'other-key' ? this.#other : this.#own)
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: this.url, aud: 'chat', nonce: grant.nonce, iat: now, exp: now + 300, ...this.person }
    const token = new SignJWT({ ...claims, ...this.claims }).setProtectedHeader({ alg: 'RS256', kid: 'own' })
    return { body: { access_token: 'x', token_type: 'Bearer', id_token: await token.sign(privateKey) } }
  }
}
