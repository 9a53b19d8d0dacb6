import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { parseActivity } from '../../../bot/activity.ts'
import { createGuard, type Guard } from '../../../bot/guard.ts'
import { createSigningKeys } from '../../../bot/signing-keys.ts'
import { type Mode, SigningService } from '../signing-service.ts'
import { newDataDir } from '../test-bot.ts'
import { APP } from '../threats/production-bot.ts'
import { SERVICE_URL } from '../threats/vectors.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

let service: SigningService
let now: number
let cacheFile: string
let guard: Guard

beforeAll(async () => {
  service = await new SigningService().start()
  await service.addKey('k1', ['msteams', 'directline'])
  await service.addEllipticKey('stranger')
})
afterAll(() => service.stop())
beforeEach(() => {
  service.mode = 'ok'
  now = Date.now()
  cacheFile = join(newDataDir(), 'keys.json')
  guard = newGuard()
})

/** A bot that starts: it knows what lies on the disk. */
function newGuard(): Guard {
  const clock = () => now
  return createGuard({ appId: APP, keys: createSigningKeys({ openIdUrl: service.url, cacheFile, clock }), clock })
}

async function statusOf(kid = 'k1'): Promise<number> {
  const seconds = Math.floor(now / 1000)
  const claims = { iss: 'https://api.botframework.com', aud: APP, serviceurl: SERVICE_URL, exp: seconds + 3600 }
  const activity = parseActivity({ type: 'message', id: 'a', channelId: 'msteams', serviceUrl: SERVICE_URL })
  try {
    await guard(`Bearer ${await service.sign(claims, { kid })}`, async () => activity)
    return 200
  } catch (error) {
    return (error as { status?: number }).status ?? 500
  }
}

const BROKEN: Mode[] = ['error', 'html', 'huge', 'empty', 'strangers', 'elsewhere', 'away']
const SLOW: Mode[] = ['hang', 'drip']

describe('F16 keys that cannot be asked for', () => {
  it('asks once for a hundred who come at once', async () => {
    const before = service.requests
    const statuses = await Promise.all(Array.from({ length: 100 }, () => statusOf()))
    expect(new Set(statuses)).toEqual(new Set([200]))
    // The document, and the keys it points to.
    expect(service.requests - before).toBe(2)
  })

  it('asks once for a hundred who come at once while the service fails, and no more for a while', async () => {
    service.mode = 'error'
    const before = service.requests
    const statuses = await Promise.all(Array.from({ length: 100 }, () => statusOf()))
    expect([...new Set(statuses), await statusOf()]).toEqual([503, 503])
    expect(service.requests - before).toBe(1)
    service.mode = 'ok'
    now += 11_000
    expect(await statusOf()).toBe(200)
  })

  it.each(BROKEN)('says 503 and not 401 when it never got any: %s', async (mode) => {
    service.mode = mode
    expect(await statusOf()).toBe(503)
  })

  it.each(SLOW)('says so within four seconds: %s', async (mode) => {
    service.mode = mode
    const begun = performance.now()
    expect(await statusOf()).toBe(503)
    expect(performance.now() - begun).toBeLessThan(4500)
  })

  it.each(BROKEN)('goes on with the keys it has for five days, also after a restart: %s', async (mode) => {
    expect(await statusOf()).toBe(200)
    service.mode = mode
    for (let day = 1; day < 5; day += 1) {
      guard = newGuard()
      now += DAY
      expect(await statusOf()).toBe(200)
    }
    now += DAY + HOUR
    expect(await statusOf()).toBe(503)
    service.mode = 'ok'
    now += 11_000
    expect(await statusOf()).toBe(200)
  })

  it.each([
    ['broken', '{"at":1'],
    ['of another shape', '{"keys":[]}'],
    ['older than five days', JSON.stringify({ at: 0, keys: [{ kid: 'k1', kty: 'RSA', n: 'AQ', e: 'AQAB' }] })],
  ])('does not trust keys on the disk that are %s', async (_, content) => {
    writeFileSync(cacheFile, content)
    service.mode = 'error'
    expect(await statusOf()).toBe(503)
    service.mode = 'ok'
    now += 11_000
    expect(await statusOf()).toBe(200)
  })

  it('finds a new key after an hour, and asks no more often for those that nobody has', async () => {
    expect(await statusOf()).toBe(200)
    const rotated = `k-${now}`
    await service.addKey(rotated, ['msteams'])
    const before = service.requests
    for (let n = 0; n < 20; n += 1) expect(await statusOf(rotated)).toBe(401)
    expect(service.requests).toBe(before)
    now += 61 * 60_000
    expect(await statusOf(rotated)).toBe(200)
  })
})
