import { afterAll, describe, expect, it } from 'vitest'

import { PATIENCE, scale } from '../../soak/scale.ts'
import { startTestBot } from '../test-bot.ts'
import { open } from './kills.ts'
import { embedded, onPostgres, type Place, WITHOUT_POSTGRES } from './places.ts'
import { expectOnce, postOnce, through, UNLIMITED } from './traffic.ts'

const ACTIVITIES = scale(600, 10_000)
const CONVERSATIONS = 20
const AT_ONCE = 40
const place = onPostgres()
afterAll(place.remove)

async function expectOneEffect(where: Place, replicas: number, activities: number): Promise<void> {
  const settings = await where.settings()
  const bots = await Promise.all(Array.from({ length: replicas }, () => startTestBot(settings, { limits: UNLIMITED })))
  const urls = bots.map(({ bot }) => bot.url)
  const conversations = await Promise.all(Array.from({ length: CONVERSATIONS }, () => open(urls[0] ?? '', settings)))
  const perConversation = Array.from({ length: activities / CONVERSATIONS }, (_, n) => `m${n}`)
  const jobs = perConversation.flatMap((id) => conversations.map((client) => ({ client, id })))
  let copies = 0
  let later = 0
  const work = async () => {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      const { client, id } = job
      const times = 2 + (jobs.length % 4)
      copies += times
      const send = () =>
        Promise.all(
          Array.from({ length: times }, (_, n) => postOnce(through(urls[(n + times) % replicas] ?? '', client), id)),
        )
      let answers = await send()
      // Asked to come again, all of them: they do, when they were told to.
      while (!answers.some(({ status }) => status === 200)) {
        later += 1
        await new Promise((resolve) => setTimeout(resolve, 1000 * Number(answers[0]?.retryAfter ?? 1)))
        answers = await send()
      }
      // Every copy that is taken gets the same answer; one that is not gets none that sounds like it.
      const taken = answers.filter(({ status }) => status === 200)
      expect(new Set(taken.map(({ body }) => body)).size).toBe(1)
      expect(answers.every(({ status }) => status === 200 || status === 503)).toBe(true)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  console.info(`F9 ${where.title}: ${activities} activities, ${copies} copies, ${later} times all asked to come again`)
  expect(copies).toBeGreaterThan(3 * activities)
  for (const client of conversations) await expectOnce(client, perConversation)
  await Promise.all(bots.map(({ stop }) => stop()))
}

describe('F9 duplicates', () => {
  it('do a thing once and answer the same, on SQLite', () => expectOneEffect(embedded, 1, ACTIVITIES / 5), PATIENCE)

  it.skipIf(WITHOUT_POSTGRES)(
    `do a thing once and answer the same over two replicas, on PostgreSQL ${WITHOUT_POSTGRES}`,
    () => expectOneEffect(place, 2, ACTIVITIES),
    PATIENCE,
  )
})
