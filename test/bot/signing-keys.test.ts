import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

import { createSigningKeys, KeysUnavailable, type SigningKeys } from '../../bot/signing-keys.ts'
import { LoopbackServer } from '../support/loopback-server.ts'
import { newDataDir } from './test-bot.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const K1 = { kid: 'k1', kty: 'RSA', n: 'AQ', e: 'AQAB', endorsements: ['msteams'] }

/** Publishes the keys that the test says, and counts how often it is asked. */
class KeyService extends LoopbackServer {
  keys: unknown = [K1]
  status = 200
  body: string | undefined
  asked = 0

  protected override answer({ url }: IncomingMessage, response: ServerResponse): void {
    this.asked += 1
    const published = url === '/keys' ? { keys: this.keys } : { jwks_uri: `${this.url}/keys` }
    response.statusCode = this.status
    if (this.status === 302) response.setHeader('Location', '/elsewhere')
    if (url === '/elsewhere') response.statusCode = 200
    response.end(this.body ?? JSON.stringify(published))
  }
}

let service: KeyService
let now: number
let cacheFile: string
let logged: { event?: unknown; ms?: unknown }[]
let keys: SigningKeys

beforeAll(async () => {
  service = await new KeyService().start()
})
afterAll(() => service.stop())
beforeEach(() => {
  Object.assign(service, { keys: [K1], status: 200, body: undefined, asked: 0 })
  now = Date.now()
  cacheFile = join(newDataDir(), 'below', 'keys.json')
  logged = []
  keys = start()
})

/** A bot that starts: it knows what lies on the disk. */
function start(): SigningKeys {
  const log = { warn: (fields: object) => void logged.push(fields) }
  return createSigningKeys({ openIdUrl: `${service.url}/openid`, cacheFile, clock: () => now, log })
}

describe('createSigningKeys', () => {
  it('finds a key with what it may speak for, and nothing of what else is published with it', async () => {
    service.keys = [
      { ...K1, use: 'sig', x5c: ['…'] },
      { ...K1, kid: 'bare', endorsements: undefined },
    ]
    const key = { kty: 'RSA', n: 'AQ', e: 'AQAB' }
    expect(await keys.find('k1')).toEqual({ key, endorsements: ['msteams'] })
    expect(await keys.find('bare')).toEqual({ key, endorsements: [] })
    expect(await keys.find('nobody')).toBeUndefined()
  })

  it.each([
    ['another kind of key', { kty: 'EC' }],
    ['no modulus', { n: undefined }],
    ['an empty modulus', { n: '' }],
    ['no exponent', { e: undefined }],
    ['an empty exponent', { e: '' }],
  ])('uses no key with %s', async (_, changes) => {
    service.keys = [K1, { ...K1, ...changes, kid: 'odd' }]
    expect(await keys.find('odd')).toBeUndefined()
    expect(await keys.find('k1')).toBeDefined()
  })

  it('asks once a day', async () => {
    await keys.find('k1')
    expect(service.asked).toBe(2)
    now += DAY
    await keys.find('k1')
    expect(service.asked).toBe(2)
    now += 1
    await keys.find('k1')
    expect(service.asked).toBe(4)
  })

  it('asks once for all who come at once', async () => {
    await Promise.all([1, 2, 3].map(() => keys.find('k1')))
    expect(service.asked).toBe(2)
  })

  it('remembers over a restart, in whole files', async () => {
    await keys.find('k1')
    expect(readdirSync(dirname(cacheFile))).toEqual(['keys.json'])
    expect(JSON.parse(readFileSync(cacheFile, 'utf8'))).toEqual({ at: now, keys: [K1] })
    expect(await start().find('k1')).toMatchObject({ endorsements: ['msteams'] })
    expect(service.asked).toBe(2)
  })

  it('goes on with what it knows for five days while nobody answers', async () => {
    await keys.find('k1')
    service.status = 500
    for (const time of [DAY + 1, 2 * DAY, 5 * DAY]) {
      now = JSON.parse(readFileSync(cacheFile, 'utf8')).at + time
      expect(await keys.find('k1')).toBeDefined()
    }
    now += 1
    await expect(keys.find('k1')).rejects.toThrow(KeysUnavailable)
    await expect(start().find('k1')).rejects.toThrow('The signing keys are not known.')
  })

  it('asks again after ten seconds, and not before', async () => {
    service.status = 500
    await expect(keys.find('k1')).rejects.toThrow(KeysUnavailable)
    service.status = 200
    now += 9_999
    await expect(keys.find('k1')).rejects.toThrow(KeysUnavailable)
    expect(service.asked).toBe(1)
    now += 1
    expect(await keys.find('k1')).toBeDefined()
  })

  it('looks for a key that is new once an hour, and for one that it knows never', async () => {
    await keys.find('k1')
    service.keys = [K1, { ...K1, kid: 'k2' }]
    now += HOUR
    expect(await keys.find('k2')).toBeUndefined()
    now += 1
    expect(await keys.find('k1')).toBeDefined()
    expect(service.asked).toBe(2)
    expect(await keys.find('k2')).toBeDefined()
    expect(service.asked).toBe(4)
  })

  it('counts the hour from the last time it asked, also where nobody answered', async () => {
    await keys.find('k1')
    service.status = 500
    now += HOUR + 1
    expect(await keys.find('k2')).toBeUndefined()
    now += HOUR
    expect(await keys.find('k2')).toBeUndefined()
    expect(service.asked).toBe(3)
    now += 1
    expect(await keys.find('k2')).toBeUndefined()
    expect(service.asked).toBe(4)
  })

  it.each<[string, () => void]>([
    ['an error', () => Object.assign(service, { status: 500 })],
    ['a page', () => Object.assign(service, { body: '<html>' })],
    ['no keys', () => Object.assign(service, { keys: [] })],
    ['no list of keys', () => Object.assign(service, { keys: 'none' })],
    ['keys that cannot be used', () => Object.assign(service, { keys: [{ ...K1, kty: 'EC' }] })],
    ['keys in a file', () => Object.assign(service, { body: '{"jwks_uri":"file:///etc/passwd"}' })],
    ['keys at another protocol', () => Object.assign(service, { body: '{"jwks_uri":"https://127.0.0.1/keys"}' })],
    ['the way to somebody else', () => Object.assign(service, { status: 302 })],
    ['too much', () => Object.assign(service, { body: bodyOf(1024 * 1024 + 1) })],
  ])('believes nobody who answers with %s, and keeps nothing of it', async (_, answer) => {
    answer()
    await expect(keys.find('k1')).rejects.toMatchObject({ code: 'keys-unavailable' })
    expect(existsSync(cacheFile)).toBe(false)
  })

  it('reads an answer of a megabyte', async () => {
    service.body = bodyOf(1024 * 1024)
    expect(await keys.find('k1')).toBeDefined()
  })

  it('does not even ask for keys at another protocol', async () => {
    service.body = JSON.stringify({ jwks_uri: service.url.replace('http:', 'https:') })
    const asking = vi.spyOn(globalThis, 'fetch')
    await expect(keys.find('k1')).rejects.toThrow(KeysUnavailable)
    expect(asking).toHaveBeenCalledTimes(1)
    asking.mockRestore()
  })

  it('asks anew where what lies on the disk cannot be read', async () => {
    await keys.find('k1')
    writeFileSync(cacheFile, '{"at":1')
    expect(await start().find('k1')).toBeDefined()
    expect(service.asked).toBe(4)
  })

  it.each([
    [2 * MINUTE - 5000, 0],
    [2 * MINUTE + 5000, 2],
    [5000 - 2 * MINUTE, 0],
    [-5000 - 2 * MINUTE, 2],
  ])('with a clock that is off by %d ms, says so %d times', async (ms, times) => {
    now += ms
    await keys.find('k1')
    expect(logged).toHaveLength(times)
    for (const line of logged) expect(line).toEqual({ event: 'clock-differs', ms: expect.closeTo(ms, -4) })
  })
})

/** The document and the keys in one answer of so many bytes. */
function bodyOf(size: number): string {
  const frame = JSON.stringify({ jwks_uri: `${service.url}/keys`, keys: [K1], x: '' })
  return frame.replace('"x":""', `"x":"${'x'.repeat(size - frame.length)}"`)
}
