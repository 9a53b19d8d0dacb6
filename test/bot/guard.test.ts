import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { parseActivity } from '../../bot/activity.ts'
import { createEmulatorGuard, createGuard, type Guard, isChannelService } from '../../bot/guard.ts'
import { createSigningKeys, KeysUnavailable } from '../../bot/signing-keys.ts'
import { SigningService } from './signing-service.ts'
import { newDataDir } from './test-bot.ts'
import { activityOf, authorizationOf, VECTORS } from './threats/vectors.ts'

const APP = '11111111-2222-3333-4444-555555555555'
const SERVICE_URL = 'https://smba.trafficmanager.net/emea/'
const HOUR = 3_600_000

let service: SigningService
let now: number
let cacheFile: string
let guard: Guard

beforeAll(async () => {
  service = await new SigningService().start()
  await service.addKey('k1', ['msteams', 'directline'])
  await service.addKey('k2', ['msteams'])
  await service.addKey('bare')
  service.addShortKey('short', ['msteams'])
  await service.addEllipticKey('elliptic')
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
    await guard(authorization, async () => activity(changes))
    return 200
  } catch (error) {
    return (error as { status?: number }).status ?? 500
  }
}

// Who is let in by a whole bot: threats/t02-foreign-tokens.test.ts; when keys cannot be asked for: faults/f16.
describe('createGuard', () => {
  it('lets a token of the channel through', async () => {
    expect(await statusOf(await bearer())).toBe(200)
  })

  it.each(VECTORS)('answers $name with $expect', async (vector) => {
    const scene = { service, app: APP, evil: 'http://127.0.0.1:9', now }
    const authorization = await authorizationOf(vector, scene)
    const answer = guard(authorization, async () => parseActivity(activityOf(vector, scene)))
    if (vector.expect === 200) await expect(answer).resolves.toMatchObject({ type: 'typing' })
    else {
      const code = { 400: 'BadActivity', 401: 'Unauthorized', 403: 'Forbidden' }[vector.expect]
      await expect(answer).rejects.toMatchObject({ status: vector.expect, code })
    }
  })

  it('asks for patience while the keys are not known, and hides no other fault', async () => {
    const token = await bearer()
    const failing = (error: Error) =>
      createGuard({ appId: APP, keys: { find: () => Promise.reject(error) }, clock: () => now })
    await expect(failing(new KeysUnavailable('none'))(token, async () => activity())).rejects.toMatchObject({
      status: 503,
      code: 'KeysUnavailable',
      headers: { 'Retry-After': '10' },
    })
    const broken = failing(new Error('The disk is full.'))
    await expect(broken(token, async () => activity())).rejects.toThrow('The disk is full.')
  })

  it('reads nothing of who has no token', async () => {
    const read = () => Promise.reject(new Error('read'))
    await expect(guard(undefined, read)).rejects.toMatchObject({ status: 401 })
    await expect(guard(unsigned({ iss: 'https://evil.example' }), read)).rejects.toMatchObject({ status: 401 })
    for (const wrong of [{ aud: 'another' }, { exp: 'never' }])
      await expect(guard(await bearer(wrong), read)).rejects.toMatchObject({ status: 401 })
    await expect(guard(unsigned(claims()), read)).rejects.toMatchObject({ status: 401 })
    await expect(guard(unsigned(claims(), { alg: 'RS256' }), read)).rejects.toMatchObject({ status: 401 })
  })

  /** What a guard says of clocks while it refuses a token whose times are minutes from now. */
  async function saidOfClocks(times: Record<string, number | undefined>, header = {}): Promise<object[]> {
    const lines: object[] = []
    const keys = createSigningKeys({ openIdUrl: service.url, cacheFile, clock: () => now })
    const watched = createGuard({ appId: APP, keys, clock: () => now, log: { warn: (fields) => lines.push(fields) } })
    const dated = Object.entries(times).map(([name, minutes]) => [
      name,
      minutes === undefined ? minutes : seconds(minutes),
    ])
    const token = await bearer(Object.fromEntries(dated), header)
    await expect(watched(token, async () => activity())).rejects.toMatchObject({ status: 401 })
    return lines
  }

  it.each<[string, Record<string, number | undefined>, number]>([
    ['a token that is over, by when it was made', { iat: -120, nbf: -130, exp: -60 }, 2 * HOUR],
    ['a token that is over, by when it began', { nbf: -120, exp: -60 }, 2 * HOUR],
    ['a token that is over, and says no more', { nbf: undefined, exp: -60 }, 0],
    ['a token that begins later', { iat: 60, nbf: 60, exp: 120 }, -HOUR],
  ])('says by how much the clocks differ: %s', async (_, times, ms) => {
    expect(await saidOfClocks(times)).toEqual([{ event: 'clock-differs', ms: expect.closeTo(ms, -4) }])
  })

  it('blames no clock for a signature that is wrong', async () => {
    expect(await saidOfClocks({ exp: -60 }, { kid: 'k1', key: 'k2' })).toEqual([])
  })

  it('asks nobody about 1,000 tokens of strangers', async () => {
    const before = service.requests
    for (let n = 0; n < 1000; n += 1) await statusOf(unsigned({ iss: `https://evil.example/${n}` }))
    expect(service.requests).toBe(before)
  })
})

describe('createEmulatorGuard', () => {
  it.each<[string, object, boolean]>([
    ['an emulator on this machine', { channelId: 'emulator', serviceUrl: 'http://localhost:56150' }, true],
    ['Teams played on this machine', { channelId: 'msteams', serviceUrl: 'http://127.0.0.1:56150/_connector' }, true],
    ['an emulator elsewhere', { channelId: 'emulator', serviceUrl: 'http://192.168.1.7:56150' }, false],
    [
      'an emulator on this machine by its other address',
      { channelId: 'emulator', serviceUrl: 'http://[::1]:56150' },
      true,
    ],
    ['no address', { channelId: 'emulator', serviceUrl: undefined }, false],
    ['something that is no address', { channelId: 'emulator', serviceUrl: 'localhost' }, false],
    ['no channel', { channelId: undefined, serviceUrl: 'http://localhost:56150' }, false],
    ['a channel that nobody plays', { channelId: 'slack', serviceUrl: 'http://localhost:56150' }, false],
  ])('judges %s', async (_, changes, allowed) => {
    const answer = createEmulatorGuard()(undefined, async () => activity(changes))
    if (allowed) await expect(answer).resolves.toMatchObject({ type: 'message' })
    else await expect(answer).rejects.toMatchObject({ status: 403 })
  })
})

describe('isChannelService', () => {
  it.each([
    ['https://smba.trafficmanager.net/emea/', true],
    ['https://directline.botframework.com/', true],
    ['https://smba.trafficmanager.net:443/emea/', true],
    ['https://smba.trafficmanager.net:8443/', false],
    ['http://smba.trafficmanager.net/', false],
    ['https://user@smba.trafficmanager.net/', false],
    ['https://:pass@smba.trafficmanager.net/', false],
    ['https://evilbotframework.com/', false],
    ['https://botframework.com.evil.example/', false],
    ['no address', false],
    [undefined, false],
  ])('is, for %s: %s', (address, expected) => {
    expect(isChannelService(address)).toBe(expected)
  })
})

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function unsigned(payload: object, header: object = { alg: 'none', kid: 'k1' }): string {
  return `Bearer ${encode(header)}.${encode(payload)}.AAAA`
}
