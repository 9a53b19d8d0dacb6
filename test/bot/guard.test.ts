import { join } from 'node:path'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { parseActivity } from '../../bot/activity.ts'
import { createEmulatorGuard, createGuard, type Guard } from '../../bot/guard.ts'
import { createSigningKeys } from '../../bot/signing-keys.ts'
import { SigningService } from './signing-service.ts'
import { newDataDir } from './test-bot.ts'

const APP = '11111111-2222-3333-4444-555555555555'
const SERVICE_URL = 'https://smba.trafficmanager.net/emea/'
const TENANT_ISSUER = 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/'
const HOUR = 3_600_000

let service: SigningService
let now: number
let cacheFile: string
let guard: Guard

beforeAll(async () => {
  service = await new SigningService().start()
  await service.addKey('k1', ['msteams', 'directline'])
  await service.addKey('bare')
})
afterAll(() => service.stop())
beforeEach(() => {
  service.mode = 'ok'
  now = Date.now()
  cacheFile = join(newDataDir(), 'keys.json')
  guard = newGuard()
})

function newGuard(): Guard {
  const clock = () => now
  return createGuard({ appId: APP, keys: createSigningKeys({ openIdUrl: service.url, cacheFile, clock }), clock })
}

const seconds = (minutes: number) => Math.floor(now / 1000) + minutes * 60
const claims = (changes: object = {}) => ({
  iss: 'https://api.botframework.com',
  aud: APP,
  serviceurl: SERVICE_URL,
  nbf: seconds(-5),
  exp: seconds(60),
  ...changes,
})
const activity = (changes: object = {}) =>
  parseActivity({ type: 'message', id: 'a', channelId: 'msteams', serviceUrl: SERVICE_URL, ...changes })
const bearer = async (changes: object = {}, header = {}) => `Bearer ${await service.sign(claims(changes), header)}`

async function statusOf(authorization: string | undefined, changes: object = {}): Promise<number> {
  try {
    await guard(authorization, activity(changes))
    return 200
  } catch (error) {
    return (error as { status?: number }).status ?? 500
  }
}

describe('createGuard', () => {
  it('lets a token of the channel through', async () => {
    expect(await statusOf(await bearer())).toBe(200)
  })

  it.each<[string, () => Promise<string | undefined> | string | undefined, number]>([
    ['no header', () => undefined, 401],
    ['another scheme', () => 'Basic dXNlcjpwYXNz', 401],
    ['two spaces', async () => (await bearer()).replace(' ', '  '), 401],
    ['no token', () => 'Bearer ', 401],
    ['garbage', () => 'Bearer a.b.c', 401],
    ['two parts', async () => (await bearer()).split('.').slice(0, 2).join('.'), 401],
    ['a token of 16 KB', () => bearer({ filler: 'x'.repeat(16_000) }), 401],
    ['another audience', () => bearer({ aud: 'someone-else' }), 401],
    ['no audience', () => bearer({ aud: undefined }), 401],
    ['a list of audiences', () => bearer({ aud: [APP, 'x'] }), 401],
    ['another issuer', () => bearer({ iss: 'https://evil.example' }), 401],
    ['no issuer', () => bearer({ iss: undefined }), 401],
    ['an emulator token, version 1', () => bearer({ iss: TENANT_ISSUER, ver: '1.0', appid: APP }), 401],
    ['an emulator token, version 2', () => bearer({ iss: TENANT_ISSUER, ver: '2.0', azp: APP }), 401],
    ['a token that never ends', () => bearer({ exp: undefined }), 401],
    ['a token that ended 6 minutes ago', () => bearer({ exp: seconds(-6) }), 401],
    ['a token that begins in 6 minutes', () => bearer({ nbf: seconds(6) }), 401],
    ['a token that ended 4 minutes ago', () => bearer({ exp: seconds(-4) }), 200],
    ['a token that begins in 4 minutes', () => bearer({ nbf: seconds(4) }), 200],
    ['no signature', () => unsigned(claims()), 401],
    ['a shared secret for a signature', () => signedWithSecret(claims()), 401],
    ['a changed signature', async () => flipEnd(await bearer()), 401],
    ['another payload', async () => swapPayload(await bearer(), claims({ serviceurl: 'x' })), 401],
    ['an unknown key', () => bearer({}, { kid: 'unknown', key: 'k1' }), 401],
    ['a key that signed for another', () => bearer({}, { kid: 'k1', key: 'bare' }), 401],
    ['a key without endorsements', () => bearer({}, { kid: 'bare' }), 403],
    ['no service URL claim', () => bearer({ serviceurl: undefined }), 403],
    ['another service URL claim', () => bearer({ serviceurl: 'https://smba.trafficmanager.net/amer/' }), 403],
    ['a service URL claim without its slash', () => bearer({ serviceurl: SERVICE_URL.slice(0, -1) }), 403],
  ])('answers %s with %i', async (_, authorization, status) => {
    expect(await statusOf(await authorization())).toBe(status)
  })

  it.each<[string, object, number]>([
    ['no service URL', { serviceUrl: undefined }, 403],
    ['an empty service URL', { serviceUrl: '' }, 403],
    ['a service URL of somebody else', { serviceUrl: 'https://evil.example/' }, 403],
    ['a look-alike', { serviceUrl: 'https://smba.trafficmanager.net.evil.example/' }, 403],
    ['a service URL without https', { serviceUrl: 'http://smba.trafficmanager.net/emea/' }, 403],
    ['a service URL with a user', { serviceUrl: 'https://smba.trafficmanager.net@evil.example/' }, 403],
    ['an address of the inner network', { serviceUrl: 'https://169.254.169.254/' }, 403],
    ['no channel', { channelId: undefined }, 403],
    ['a channel that is not served', { channelId: 'AseChannel' }, 403],
    ['the emulator', { channelId: 'emulator' }, 403],
    ['a channel the key does not speak for', { channelId: 'webchat' }, 403],
    ['a channel in capitals', { channelId: 'MSTEAMS' }, 403],
  ])('refuses %s although the token agrees', async (_, changes, status) => {
    const claimed = { serviceurl: SERVICE_URL, ...('serviceUrl' in changes && { serviceurl: changes.serviceUrl }) }
    expect(await statusOf(await bearer(claimed), changes)).toBe(status)
  })

  it('asks nobody about 1,000 tokens of strangers', async () => {
    const before = service.requests
    for (let n = 0; n < 1000; n += 1) await statusOf(unsigned({ iss: `https://evil.example/${n}` }))
    expect(service.requests).toBe(before)
  })
})

describe('createSigningKeys', () => {
  it('fetches once for all who wait', async () => {
    const before = service.requests
    const authorization = await bearer()
    await Promise.all(Array.from({ length: 100 }, () => statusOf(authorization)))
    expect(service.requests - before).toBe(2)
  })

  it.each<['error' | 'html']>([['error'], ['html']])('answers 503 when the keys are not known (%s)', async (mode) => {
    service.mode = mode
    expect(await statusOf(await bearer())).toBe(503)
  })

  it('answers within the time limit when the service hangs', async () => {
    service.mode = 'hang'
    const begun = performance.now()
    expect(await statusOf(await bearer())).toBe(503)
    expect(performance.now() - begun).toBeLessThan(4500)
  })

  it('goes on with the keys it has, also after a restart, for five days', async () => {
    expect(await statusOf(await bearer())).toBe(200)
    service.mode = 'error'
    guard = newGuard()
    now += 4 * 24 * HOUR
    expect(await statusOf(await bearer())).toBe(200)
    now += 2 * 24 * HOUR
    expect(await statusOf(await bearer())).toBe(503)
  })

  it('finds a new key after an hour, and asks no more often', async () => {
    expect(await statusOf(await bearer())).toBe(200)
    await service.addKey(`k-${now}`, ['msteams'])
    const rotated = `k-${now}`
    const before = service.requests
    expect(await statusOf(await bearer({}, { kid: rotated }))).toBe(401)
    expect(service.requests).toBe(before)
    now += 61 * 60_000
    expect(await statusOf(await bearer({}, { kid: rotated }))).toBe(200)
  })
})

describe('createEmulatorGuard', () => {
  it.each<[string, object, boolean]>([
    ['an emulator on this machine', { channelId: 'emulator', serviceUrl: 'http://localhost:56150' }, true],
    ['Teams played on this machine', { channelId: 'msteams', serviceUrl: 'http://127.0.0.1:56150/_connector' }, true],
    ['an emulator elsewhere', { channelId: 'emulator', serviceUrl: 'http://192.168.1.7:56150' }, false],
    ['no address', { channelId: 'emulator', serviceUrl: undefined }, false],
  ])('judges %s', async (_, changes, allowed) => {
    const answer = createEmulatorGuard()(undefined, activity(changes))
    if (allowed) await expect(answer).resolves.toBeUndefined()
    else await expect(answer).rejects.toMatchObject({ status: 403 })
  })
})

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function unsigned(payload: object): string {
  return `Bearer ${encode({ alg: 'none', kid: 'k1' })}.${encode(payload)}.`
}

async function signedWithSecret(payload: Record<string, unknown>): Promise<string> {
  const secret = Buffer.from('a secret that was a public key')
  return `Bearer ${await new SignJWT(payload).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(secret)}`
}

function flipEnd(authorization: string): string {
  const at = authorization.length - 10
  return `${authorization.slice(0, at)}${authorization[at] === 'A' ? 'B' : 'A'}${authorization.slice(at + 1)}`
}

function swapPayload(authorization: string, payload: object): string {
  const [header, , signature] = authorization.split('.')
  return `${header}.${encode(payload)}.${signature}`
}
