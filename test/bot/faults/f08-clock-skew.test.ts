import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { conversationKey, openStore, type Store } from '../../../bot/store/index.ts'
import { openPostgres } from '../../../bot/store/postgres.ts'
import { SigningService } from '../signing-service.ts'
import { startTestBot, type TestBot } from '../test-bot.ts'
import { APP } from '../threats/production-bot.ts'
import { SERVICE_URL } from '../threats/vectors.ts'
import { onPostgres, WITHOUT_POSTGRES } from './places.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const place = onPostgres()
afterAll(place.remove)

describe('F8 clock that differs', () => {
  let service: SigningService
  let running: TestBot
  let skew: number
  beforeAll(async () => {
    service = await new SigningService().start()
    await service.addKey('k1', ['msteams'])
  })
  afterAll(() => service.stop())
  beforeEach(async () => {
    skew = 0
    running = await startTestBot(
      { MICROSOFT_APP_ID: APP, MICROSOFT_APP_PASSWORD: 'p', MICROSOFT_APP_TENANT_ID: 't', METRICS_PORT: '0' },
      { openIdUrl: service.url, clock: () => Date.now() + skew },
    )
  })
  afterEach(() => running.stop())

  /** The channel signs by the right time, for an hour. */
  async function post(): Promise<number> {
    const seconds = Math.floor(Date.now() / 1000)
    const times = { iat: seconds, nbf: seconds, exp: seconds + 3600 }
    const token = await service.sign({
      iss: 'https://api.botframework.com',
      aud: APP,
      serviceurl: SERVICE_URL,
      ...times,
    })
    const { status } = await fetch(`${running.bot.url}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify({ type: 'typing', id: 'a', channelId: 'msteams', serviceUrl: SERVICE_URL }),
    })
    return status
  }

  const told = () => running.lines.filter((line) => (line as { event: string }).event === 'clock-differs')

  it.each([
    ['four minutes behind', -4 * MINUTE, 200],
    ['six minutes behind', -6 * MINUTE, 401],
    ['four minutes ahead of the end', HOUR + 4 * MINUTE, 200],
    ['six minutes ahead of the end', HOUR + 6 * MINUTE, 401],
  ])('of ours, %s', async (_, ms, status) => {
    // The keys are known by then, so that only the token tells.
    await post()
    skew = ms
    expect(await post()).toBe(status)
    if (status === 200) expect(told()).toEqual([])
    else expect(told()).toEqual([{ event: 'clock-differs', ms: expect.closeTo(ms, -4) }])
  })

  it('is told before any token is refused, by when the keys were sent', async () => {
    skew = -3 * MINUTE
    expect(await post()).toBe(200)
    expect(told()[0]).toEqual({ event: 'clock-differs', ms: expect.closeTo(skew, -4) })
  })

  it('is counted where alarms are made of', async () => {
    skew = -10 * MINUTE
    expect(await post()).toBe(401)
    const metrics = await (await fetch(`${running.bot.monitorUrl}/metrics`)).text()
    expect(metrics).toMatch(/bot_events_total\{event="clock-differs",level="warn"\} [1-9]/)
  })
})

describe.skipIf(WITHOUT_POSTGRES)('F8 clocks of replicas', () => {
  const NAME = { channel: 'directline', conversation: 'c' }
  const stores: Store[] = []
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close()
  })

  async function openWith(ahead: number, url: string): Promise<Store> {
    const store = await openPostgres(url, () => Date.now() + ahead)
    stores.push(store)
    return store
  }

  it(`that differ by hours send nothing early or late by more than a second ${WITHOUT_POSTGRES}`, async () => {
    const url = (await place.settings())['DATABASE_URL'] ?? ''
    const [behind, ahead] = [await openWith(-2 * HOUR, url), await openWith(3 * HOUR, url)]
    expect(Math.abs(behind.now() - ahead.now())).toBeLessThan(1000)
    const key = { conversation: conversationKey(NAME), activity: 'a' }
    await behind.turn(key, { name: NAME, person: 'p', locale: 'en' }, () => ({
      lines: [],
      effects: [],
      outbox: [{ kind: 'mail', key: 'A-1', payload: {} }],
      answer: {},
    }))
    const parcel = await ahead.take('mail', 'l1', ahead.now())
    expect(parcel).toMatchObject({ key: 'A-1' })
    await ahead.postpone(parcel?.id ?? '', 'l1', { dueAt: ahead.now() + MINUTE, error: 'E' })
    expect(await behind.take('mail', 'l2', behind.now() + MINUTE - 1000)).toBeUndefined()
    expect(await behind.take('mail', 'l2', behind.now() + MINUTE + 1000)).toMatchObject({ key: 'A-1' })
  })

  it(`do not follow one that is set while the bot runs ${WITHOUT_POSTGRES}`, async () => {
    const url = (await place.settings())['DATABASE_URL'] ?? ''
    const store = await openStore({ url, file: '' })
    stores.push(store)
    const real = Date.now
    const before = [store.now() - Date.now()]
    Date.now = () => real() - 2 * HOUR
    before.push(store.now() - real())
    Date.now = real
    for (const difference of before) expect(Math.abs(difference)).toBeLessThan(1000)
  })
})
