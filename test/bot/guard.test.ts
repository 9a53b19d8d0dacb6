import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { parseActivity } from '../../bot/activity.ts'
import { createEmulatorGuard, createGuard, type Guard } from '../../bot/guard.ts'
import { createSigningKeys } from '../../bot/signing-keys.ts'
import { SigningService } from './signing-service.ts'
import { newDataDir } from './test-bot.ts'

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
    await guard(authorization, async () => activity(changes))
    return 200
  } catch (error) {
    return (error as { status?: number }).status ?? 500
  }
}

// Who is let in and who is not: threats/t02-foreign-tokens.test.ts; when keys cannot be asked for: faults/f16.
describe('createGuard', () => {
  it('lets a token of the channel through', async () => {
    expect(await statusOf(await bearer())).toBe(200)
  })

  it('reads nothing of who has no token', async () => {
    const read = () => Promise.reject(new Error('read'))
    await expect(guard(undefined, read)).rejects.toMatchObject({ status: 401 })
    await expect(guard(unsigned({ iss: 'https://evil.example' }), read)).rejects.toMatchObject({ status: 401 })
  })

  it('says by how much the clocks differ', async () => {
    const lines: object[] = []
    const keys = createSigningKeys({ openIdUrl: service.url, cacheFile, clock: () => now })
    const late = createGuard({ appId: APP, keys, clock: () => now, log: { warn: (fields) => lines.push(fields) } })
    const token = await bearer({ iat: seconds(0), exp: seconds(60) })
    now += 2 * HOUR
    await expect(late(token, async () => activity())).rejects.toMatchObject({ status: 401 })
    expect(lines).toEqual([{ event: 'clock-differs', ms: expect.closeTo(2 * HOUR, -4) }])
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
    ['no address', { channelId: 'emulator', serviceUrl: undefined }, false],
  ])('judges %s', async (_, changes, allowed) => {
    const answer = createEmulatorGuard()(undefined, async () => activity(changes))
    if (allowed) await expect(answer).resolves.toMatchObject({ type: 'message' })
    else await expect(answer).rejects.toMatchObject({ status: 403 })
  })
})

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function unsigned(payload: object): string {
  return `Bearer ${encode({ alg: 'none', kid: 'k1' })}.${encode(payload)}.`
}
