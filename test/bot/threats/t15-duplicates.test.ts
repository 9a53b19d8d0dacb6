import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { DirectLineClient } from '../direct-line-client.ts'
import { startTestBot, type TestBot } from '../test-bot.ts'

let running: TestBot
beforeAll(async () => {
  running = await startTestBot()
})
afterAll(() => running.stop())

// With replicas and thousands of activities: faults/f09-duplicates.test.ts.
describe('T15 activities that come again', () => {
  it('have one effect, and the same answer for every copy', async () => {
    const client = await DirectLineClient.start(running.bot.url)
    const activity = { text: 'once', channelData: { clientActivityID: 'same' } }
    const answers = await Promise.all(Array.from({ length: 5 }, async () => (await client.post(activity)).text()))
    expect(new Set(answers).size).toBe(1)
    expect(await client.said()).toEqual(['1: once'])
  })

  it('are other activities in another conversation', async () => {
    const [one, other] = [await DirectLineClient.start(running.bot.url), await DirectLineClient.start(running.bot.url)]
    const activity = { text: 'same id', channelData: { clientActivityID: 'shared' } }
    await one.post(activity)
    await other.post(activity)
    expect([await one.said(), await other.said()]).toEqual([['1: same id'], ['1: same id']])
  })
})
