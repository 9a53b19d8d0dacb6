import { afterAll, describe, expect, it } from 'vitest'

import { PATIENCE, scale } from '../../soak/scale.ts'
import { startTestBot } from '../test-bot.ts'
import { open, until } from './kills.ts'
import { onPostgres, WITHOUT_POSTGRES } from './places.ts'
import { type Answered, expectOnce, postUntilTaken, through, UNLIMITED } from './traffic.ts'

const OUTAGE = scale(3000, 30_000)
const EVERY = 50
const place = onPostgres()
afterAll(place.remove)

describe.skipIf(WITHOUT_POSTGRES)('F2 database down', () => {
  it(
    `answers 503 within two seconds, acknowledges nothing, and goes on when it is back ${WITHOUT_POSTGRES}`,
    async () => {
      const server = await place.server()
      const settings = await place.settings()
      const running = await startTestBot(settings, { limits: UNLIMITED })
      const conversations = await Promise.all([1, 2, 3, 4].map(() => open(running.bot.url, settings)))
      const readiness = async () => (await fetch(`${running.bot.url}/readyz`)).status
      const answers: Promise<Answered[]>[] = []
      const ids = conversations.map((): string[] => [])
      const timer = setInterval(() => {
        const n = answers.length
        ids[n % 4]?.push(`m${n}`)
        answers.push(postUntilTaken([through(running.bot.url, conversations[n % 4] ?? { token: '', id: '' })], `m${n}`))
      }, EVERY)
      await new Promise((resolve) => setTimeout(resolve, 500))
      await server.crash()
      const downAt = Date.now()
      await until(async () => (await readiness()) === 503)
      await new Promise((resolve) => setTimeout(resolve, OUTAGE))
      const upAt = Date.now()
      await server.start()
      const startedAt = Date.now()
      await until(async () => (await readiness()) === 200)
      expect(Date.now() - startedAt).toBeLessThan(5000)
      clearInterval(timer)
      const all = (await Promise.all(answers)).flat()
      const during = all.filter(({ at, ms }) => at - ms > downAt && at < upAt)
      expect(during.length).toBeGreaterThan(20)
      expect(new Set(during.map(({ status }) => status))).toEqual(new Set([503]))
      expect(during.every(({ retryAfter }) => Number(retryAfter) > 0)).toBe(true)
      expect(Math.max(...during.map(({ ms }) => ms))).toBeLessThan(2000)
      for (const [n, client] of conversations.entries()) await expectOnce(client, ids[n] ?? [])
      await running.stop()
    },
    PATIENCE,
  )
})
