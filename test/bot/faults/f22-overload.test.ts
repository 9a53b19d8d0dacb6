import { describe, expect, it } from 'vitest'

import { watchPressure } from '../../../bot/pressure.ts'
import { DirectLineClient } from '../direct-line-client.ts'
import { startTestBot } from '../test-bot.ts'
import { postOnce } from './traffic.ts'

const BLOCK = 700

function block(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('F22 overload', () => {
  it('asks newcomers to come back, and lets those go on who have begun', async () => {
    const running = await startTestBot()
    const [guest, newcomer] = [
      await DirectLineClient.start(running.bot.url),
      await DirectLineClient.start(running.bot.url),
    ]
    expect((await postOnce(guest, 'one')).status).toBe(200)
    // The loop is late for some seconds; the watch has to see it.
    for (let n = 0; n < 6; n += 1) {
      await pause(20)
      block(BLOCK)
    }
    await pause(0)
    const [known, unknown] = [await postOnce(guest, 'two'), await postOnce(newcomer, 'hello')]
    expect([known.status, unknown.status]).toEqual([200, 503])
    expect(Number(unknown.retryAfter)).toBeGreaterThan(0)
    await pause(2500)
    expect((await postOnce(newcomer, 'hello')).status).toBe(200)
    await running.stop()
  })
})

describe('watchPressure', () => {
  it('lets one late moment pass', async () => {
    const pressure = watchPressure()
    await pause(20)
    block(1200)
    await pause(50)
    expect(pressure.isHigh()).toBe(false)
    pressure.stop()
  })

  it('is calm when nothing holds up the loop', async () => {
    const pressure = watchPressure()
    await pause(1200)
    expect(pressure.isHigh()).toBe(false)
    pressure.stop()
  })
})
