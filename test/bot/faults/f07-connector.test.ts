import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { TEAMS_BUCKETS } from '../../../bot/thread-rate.ts'
import { scale } from '../../soak/scale.ts'
import { Connector, type Reaction } from '../connector.ts'
import { startTestBot, type TestBot } from '../test-bot.ts'
import { until } from './kills.ts'
import { UNLIMITED } from './traffic.ts'

const BURST = scale(12, 150)
const HUNG = 10_500

let running: TestBot
let connector: Connector
beforeAll(async () => {
  connector = await new Connector().start()
  running = await startTestBot({ BOT_EMULATOR: '1' }, { limits: UNLIMITED })
})
afterAll(async () => {
  await running.stop()
  await connector.stop()
})

/** A conversation whose first post the connector answers like this. */
class Talk {
  readonly id = randomUUID()

  constructor(...reactions: Reaction[]) {
    connector.reactionsTo.set(this.id, reactions)
  }

  async say(text: string, id: string = randomUUID()): Promise<{ status: number; ms: number }> {
    const begun = performance.now()
    const { status } = await fetch(`${running.bot.url}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        type: 'message',
        id,
        text,
        channelId: 'msteams',
        serviceUrl: connector.url,
        from: { id: 'user-1', name: 'Ann' },
        recipient: { id: 'bot-1', name: 'Support' },
        conversation: { id: this.id },
      }),
    })
    return { status, ms: performance.now() - begun }
  }

  heard(): unknown[] {
    return connector.texts(this.id)
  }

  countOf(text: string): number {
    return this.heard().filter((one) => one === text).length
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

// All at once: they wait most of the time.
describe.concurrent('F7 connector', () => {
  it.each<[string, Reaction, number]>([
    ['ok', { status: 201 }, 1],
    ['429 that says when', { status: 429, headers: { 'Retry-After': '1' } }, 2],
    ['429 that does not', { status: 429 }, 2],
    ['412', { status: 412 }, 2],
    ['408', { status: 408 }, 1],
    ['500', { status: 500 }, 1],
    ['503', { status: 503 }, 1],
    ['a connection that breaks after the post', { status: 0 }, 1],
  ])('is posted to so often when it answers with %s', async (_, reaction, posts) => {
    const talk = new Talk(reaction)
    expect((await talk.say('one')).status).toBe(200)
    await until(() => talk.countOf('1: one') === posts)
    // Whoever repeats behind our back does it within this time.
    await pause(2500)
    expect(talk.countOf('1: one')).toBe(posts)
  })

  it('answers in time while it hangs, and posts what was hung up once more with the next message only', async () => {
    const talk = new Talk({ status: 201, after: HUNG })
    const [first, second] = [await talk.say('one'), await talk.say('two')]
    expect([first.status, second.status]).toEqual([200, 200])
    expect(Math.max(first.ms, second.ms)).toBeLessThan(4500)
    await until(() => talk.countOf('2: two') === 1)
    expect(talk.heard()).toEqual(['1: one', '2: two'])
    await talk.say('three')
    const sorry = expect.stringContaining('may not have reached you')
    expect(talk.heard()).toEqual(['1: one', '2: two', '1: one', sorry, '3: three'])
  })

  it('that answers late, but in time, is not in doubt', async () => {
    const talk = new Talk({ status: 201, after: 5000 })
    for (const text of ['one', 'two']) await talk.say(text)
    await until(() => talk.countOf('2: two') === 1)
    await talk.say('three')
    expect(talk.heard()).toEqual(['1: one', '2: two', '3: three'])
  })

  it('that hangs for one conversation keeps no other waiting', async () => {
    const [hanging, other] = [new Talk({ status: 201, after: HUNG }), new Talk()]
    const hung = hanging.say('one')
    await until(() => hanging.countOf('1: one') === 1)
    const { status, ms } = await other.say('hello')
    expect([status, other.heard()]).toEqual([200, ['1: hello']])
    expect(ms).toBeLessThan(2500)
    await hung
  })

  it('gets no more than Teams takes from a bot, in order, none of it twice', { timeout: 300_000 }, async () => {
    const talk = new Talk()
    const ids = Array.from({ length: BURST }, (_, n) => `m${n}`)
    for (const id of ids) await talk.say(id, id)
    await until(() => talk.heard().length >= BURST)
    expect(talk.heard()).toEqual(ids.map((id, n) => `${n + 1}: ${id}`))
    const times = connector.postedTo(talk.id).map(({ at }) => at)
    // Measured at the other end: the way there takes one longer than the next.
    for (const { count, within } of TEAMS_BUCKETS)
      for (const [n, at] of times.entries()) expect(at - (times[n - count] ?? -Infinity)).toBeGreaterThan(within - 100)
  })
})
