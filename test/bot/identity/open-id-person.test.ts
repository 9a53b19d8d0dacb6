import type { IncomingMessage } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { HttpError } from '../../../bot/http/index.ts'
import { createOpenId, type OpenIdPorts } from '../../../bot/identity/open-id.ts'
import { createSealedCookie } from '../../../bot/identity/sealed-cookie.ts'
import { OpenIdProvider } from './open-id-provider.ts'

const SECRETS = ['a secret of the bot that is long enough']
const NOBODY = { sub: undefined, preferred_username: undefined, name: undefined }
let provider: OpenIdProvider

beforeAll(async () => {
  provider = await new OpenIdProvider().start()
})
afterAll(() => provider.stop())

const requestWith = (cookie?: string) => ({ headers: { ...(cookie !== undefined && { cookie }) } }) as IncomingMessage

/** A bot that people sign in to, as far as signing in goes. */
function signInAt(more: Partial<OpenIdPorts> = {}) {
  const warned: unknown[] = []
  const write = (fields: unknown) => void warned.push(fields)
  const identity = createOpenId({
    issuer: new URL(provider.url),
    clientId: 'chat',
    access: { ownOrigin: () => 'http://bot.example' },
    secrets: SECRETS,
    clock: Date.now,
    log: { info: write, warn: write, error: write },
    ...more,
  })
  const call = async (path: string, query: string, cookie?: string) => {
    const route = identity.routes.find((one) => one.path === path)
    const given = { request: requestWith(cookie), params: {}, query: new URLSearchParams(query), address: '' }
    const answer = await Promise.resolve(route?.handle(given)).catch((error: unknown) => error)
    if (answer instanceof HttpError) return { status: answer.status, code: answer.code, location: '', cookie: '' }
    const { status, headers = {} } = answer as { status: number; headers?: Record<string, string> }
    return { status, location: headers['Location'] ?? '', cookie: (headers['Set-Cookie'] ?? '').split(';')[0] ?? '' }
  }
  const leave = async (query = '') => {
    const away = await call('/sign-in', query)
    const back = await fetch(away.location, { redirect: 'manual' })
    return { cookie: away.cookie, query: new URL(back.headers.get('location') ?? '').search }
  }
  const signIn = async (query = '') => {
    const attempt = await leave(query)
    return await call('/sign-in/return', attempt.query, attempt.cookie)
  }
  return { identity, warned, call, leave, signIn }
}

describe('createOpenId', () => {
  it.each([
    ['the name they sign in with', { preferred_username: 'ada@x.example', email: 'e@x.example' }, 'ada@x.example'],
    ['their mail address where they have no such name', { email: 'e@x.example', sub: 's-1' }, 'e@x.example'],
    ['what the provider calls them where there is nothing else', { sub: 's-1' }, 's-1'],
    ['the next of these where one is no name', { preferred_username: 'a\u202eb', email: ' ', sub: 's-1' }, 's-1'],
  ])('knows people by %s', async (_, claims, id) => {
    provider.claims = { ...NOBODY, sub: 's-1', ...claims }
    const bot = signInAt()
    const { cookie } = await bot.signIn()
    expect(await bot.identity.identify(requestWith(cookie))).toMatchObject({ id, name: id, groups: [] })
  })

  it.each([
    [
      'of groups and roles, those that matter',
      { groups: ['it', 'all'], roles: ['lead', 5] },
      ['it', 'lead'],
      ['it', 'lead'],
    ],
    ['none where nobody asks', { groups: ['it'] }, undefined, []],
    ['none that is no text', { groups: [['it'], { toString: 'it' }, 7] }, ['it', '7'], []],
    ['none where the provider sends a text', { groups: 'it' }, ['it'], []],
  ])('keeps %s', async (_, claims, groups, kept) => {
    provider.claims = claims
    const bot = signInAt(groups && { groups })
    const { cookie } = await bot.signIn()
    expect(await bot.identity.identify(requestWith(cookie))).toMatchObject({ id: 'ada@contoso.example', groups: kept })
  })

  it.each([
    ['', '/'],
    ['to=/desk', '/desk'],
    ['to=https://evil.example', '/'],
    ['to=/desk/../x', '/'],
  ])('leads who came with "%s" on to %s', async (query, location) => {
    provider.claims = {}
    expect(await signInAt().signIn(query)).toMatchObject({ status: 302, location })
  })

  it.each([undefined, 'secret & co'])('proves itself with the client secret %s', async (clientSecret) => {
    provider.claims = {}
    expect(await signInAt({ ...(clientSecret !== undefined && { clientSecret }) }).signIn()).toMatchObject({
      status: 302,
    })
    expect(provider.forms.at(-1)?.get('client_secret') ?? undefined).toBe(clientSecret)
  })

  it.each([
    ['an answer without an attempt', undefined],
    ['an attempt that lacks its proof', { state: 's', nonce: 'n' }],
    ['an attempt that lacks its question', { state: 's', verifier: 'v' }],
    ['an attempt that lacks its mark', { nonce: 'n', verifier: 'v' }],
  ])('takes %s for one that has run out', async (_, values) => {
    const attempt = createSealedCookie({ name: 'chat-sign-in', seconds: 60, secrets: SECRETS, clock: Date.now })
    const cookie = values && (await attempt.write(values, false)).split(';')[0]
    expect(await signInAt().call('/sign-in/return', 'code=x&state=s', cookie)).toMatchObject({
      status: 400,
      code: 'SignInExpired',
    })
  })

  it.each<[string, OpenIdProvider['mode'], Record<string, unknown>, number, string]>([
    ['the person refuses', 'denied', {}, 403, 'SignInRefused'],
    ['somebody else signs what the provider says', 'other-key', {}, 401, 'SignInFailed'],
    ['what it says is for another client', 'ok', { aud: 'other' }, 401, 'SignInFailed'],
    ['what it says answers another question', 'ok', { nonce: 'other' }, 401, 'SignInFailed'],
    ['it names nobody', 'ok', { sub: ' ', preferred_username: '', name: 'Ada' }, 401, 'SignInFailed'],
  ])('lets nobody in when %s', async (_, mode, claims, status, code) => {
    provider.claims = claims
    const bot = signInAt()
    provider.mode = mode
    expect(await bot.signIn()).toMatchObject({ status, code, cookie: '' })
    provider.mode = 'ok'
    if (claims['aud'] ?? claims['nonce']) expect(bot.warned).toMatchObject([{ event: 'sign-in' }])
  })

  it('asks the provider for who it is, and nothing else', async () => {
    const { searchParams } = new URL((await signInAt().call('/sign-in', '')).location)
    expect(Object.fromEntries(searchParams)).toMatchObject({
      client_id: 'chat',
      response_type: 'code',
      scope: 'openid profile email',
      redirect_uri: 'http://bot.example/sign-in/return',
      code_challenge_method: 'S256',
    })
  })

  it.each([
    ['https://bot.example', /^__Host-chat-sign-in=/],
    ['http://bot.example/https:', /^chat-sign-in=/],
  ])('keeps at %s the attempt in the cookie that fits', async (origin, cookie) => {
    const bot = signInAt({ access: { ownOrigin: () => origin } })
    expect((await bot.call('/sign-in', '')).cookie).toMatch(cookie)
  })

  it.each<[string, Record<string, string>, object | undefined]>([
    ['has no name', { id: 'ada' }, undefined],
    ['has no id', { name: 'Ada' }, undefined],
    ['does not say since when', { id: 'ada', name: 'Ada' }, { id: 'ada', name: 'Ada', groups: [], since: 0 }],
  ])('reads a session that %s', async (_, values, person) => {
    const session = createSealedCookie({ name: 'chat-person', seconds: 60, secrets: SECRETS, clock: Date.now })
    const cookie = (await session.write(values, false)).split(';')[0]
    expect(await signInAt().identity.identify(requestWith(cookie))).toEqual(person)
  })

  it.each([
    ['speaks no https beyond this machine', 'http://login.example'],
    ['is not there', 'https://127.0.0.1:9'],
  ])('asks to come back when the provider %s', async (_, issuer) => {
    const bot = signInAt({ issuer: new URL(issuer) })
    expect(await bot.call('/sign-in', '')).toMatchObject({ status: 503, code: 'ProviderUnavailable' })
    expect(bot.warned).toMatchObject([{ event: 'sign-in', reason: 'provider' }])
  })

  it('asks to come back when the provider goes away in between, and takes people in when it is back', async () => {
    const other = await new OpenIdProvider().start()
    const port = Number(new URL(other.url).port)
    const bot = signInAt({ issuer: new URL(other.url) })
    const { query, cookie } = await bot.leave()
    await other.stop()
    expect(await bot.call('/sign-in/return', query, cookie)).toMatchObject({ status: 503 })
    const again = await new OpenIdProvider().start(port)
    expect(await bot.signIn()).toMatchObject({ status: 302 })
    await again.stop()
  })

  it('looks for the provider again after it could not be found', async () => {
    const other = await new OpenIdProvider().start()
    const port = Number(new URL(other.url).port)
    await other.stop()
    const bot = signInAt({ issuer: new URL(`http://127.0.0.1:${port}`) })
    expect(await bot.call('/sign-in', '')).toMatchObject({ status: 503 })
    const back = await new OpenIdProvider().start(port)
    expect(await bot.signIn()).toMatchObject({ status: 302 })
    await back.stop()
  })
})
