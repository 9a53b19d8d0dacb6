import { afterAll, describe, expect, it } from 'vitest'

import { conversationKey } from '../../../bot/store/index.ts'
import { openPostgres } from '../../../bot/store/postgres.ts'
import { PATIENCE, scale } from '../../soak/scale.ts'
import { startTestBot } from '../test-bot.ts'
import { open } from './kills.ts'
import { onPostgres, WITHOUT_POSTGRES } from './places.ts'
import { SlowProxy } from './slow-proxy.ts'
import { type Answered, expectOnce, percentile, postUntilTaken, through, UNLIMITED } from './traffic.ts'

const HANG = scale(6000, 20_000)
// A machine that does ten other things adds its own delays: the slowest of a hundred is for the long form.
const SHARE = scale(0.5, 0.99)
const place = onPostgres()
afterAll(place.remove)

describe.skipIf(WITHOUT_POSTGRES)('F3 database slow', () => {
  it(
    `answers everything before 8 seconds while the database hangs ${WITHOUT_POSTGRES}`,
    async () => {
      const server = await place.server()
      const settings = await place.settings()
      const running = await startTestBot(settings, { limits: UNLIMITED })
      const conversations = await Promise.all([1, 2, 3, 4].map(() => open(running.bot.url, settings)))
      const ids = conversations.map((): string[] => [])
      const answers: Promise<Answered[]>[] = []
      const timer = setInterval(() => {
        const n = answers.length
        ids[n % 4]?.push(`m${n}`)
        answers.push(postUntilTaken([through(running.bot.url, conversations[n % 4] ?? { token: '', id: '' })], `m${n}`))
      }, 100)
      await new Promise((resolve) => setTimeout(resolve, 500))
      server.signal('SIGSTOP')
      await new Promise((resolve) => setTimeout(resolve, HANG))
      server.signal('SIGCONT')
      await new Promise((resolve) => setTimeout(resolve, 1000))
      clearInterval(timer)
      const all = (await Promise.all(answers)).flat()
      expect(Math.max(...all.map(({ ms }) => ms))).toBeLessThan(8000)
      expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200, 503]))
      for (const [n, client] of conversations.entries()) await expectOnce(client, ids[n] ?? [])
      await running.stop()
    },
    PATIENCE,
  )

  it(
    `answers within 2 seconds when each journey takes 200 ms longer ${WITHOUT_POSTGRES}`,
    async () => {
      const settings = await place.settings()
      const url = new URL(settings['DATABASE_URL'] ?? '')
      const proxy = new SlowProxy(Number(url.port))
      url.port = String(await proxy.start())
      const running = await startTestBot({ ...settings, DATABASE_URL: url.href }, { limits: UNLIMITED })
      const conversations = await Promise.all(Array.from({ length: 5 }, () => open(running.bot.url, settings)))
      // The connections are there: opening one takes journeys of its own.
      await Promise.all(conversations.map((client) => postUntilTaken([client], 'first')))
      proxy.delay = 200
      const turns = conversations.map(async (client, c) => {
        const answers: Answered[] = []
        for (let n = 0; n < scale(4, 40); n += 1) answers.push(...(await postUntilTaken([client], `m${c}-${n}`)))
        return answers
      })
      const answers = (await Promise.all(turns)).flat().map(({ ms }) => ms)
      console.info(
        `F3: p50 ${Math.round(percentile(answers, 0.5))} ms, p99 ${Math.round(percentile(answers, 0.99))} ms`,
      )
      expect(percentile(answers, SHARE)).toBeLessThan(2000)
      proxy.delay = 0
      await running.stop()
      proxy.stop()
    },
    PATIENCE,
  )

  it(`makes four journeys for a turn, whatever it writes ${WITHOUT_POSTGRES}`, async () => {
    const url = new URL((await place.settings())['DATABASE_URL'] ?? '')
    const proxy = new SlowProxy(Number(url.port))
    url.port = String(await proxy.start())
    const store = await openPostgres(url.href)
    const name = { channel: 'msteams', conversation: 'c' }
    const opening = { name, person: 'p', locale: 'en', reference: '{}' }
    await store.open(opening)
    proxy.journeys.fill(0)
    await store.turn({ conversation: conversationKey(name), activity: 'a' }, opening, () => ({
      state: { schema: 1 },
      lines: [{ activity: {} }, { activity: {}, delivery: 'pending' }],
      effects: [{ kind: 'recordMiss', text: 'x', reason: 'unclear' }],
      outbox: [{ kind: 'mail', key: 'A-1', payload: {} }],
      answer: {},
    }))
    expect(Math.max(...proxy.journeys)).toBe(4)
    await store.close()
    proxy.stop()
  })
})
