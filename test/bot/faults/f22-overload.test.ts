import { describe, expect, it } from 'vitest'

import { watchPressure } from '../../../bot/pressure.ts'
import { scale } from '../../soak/scale.ts'
import { startBot } from '../../support/bot-process.ts'
import { DirectLineClient } from '../direct-line-client.ts'
import { startTestBot } from '../test-bot.ts'
import { memoryOf } from '../threats/process-state.ts'
import { percentile, postOnce } from './traffic.ts'

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

describe('F22 somebody hostile', () => {
  const SECONDS = scale(6, 300)
  const MEGABYTE = 1024 * 1024
  const HOSTILE = ['12345-', 'a.b-c', '0xC004F074 ', '[(', 'office: '].map((piece) =>
    piece.repeat(Math.ceil((250 * 1024) / piece.length)),
  )

  it(
    'slows twenty others by little, and takes little memory',
    async () => {
      const bot = await startBot()
      const people = await Promise.all(Array.from({ length: 20 }, () => DirectLineClient.start(bot.url)))
      const hostile = await DirectLineClient.start(bot.url)
      await postOnce(hostile, 'h', HOSTILE[0])
      const before = memoryOf(bot.pid)
      const until = performance.now() + SECONDS * 1000
      const flood = async () => {
        for (let n = 0; performance.now() < until; n += 1) {
          const { status } = await postOnce(hostile, `h${n}`, HOSTILE[n % HOSTILE.length])
          expect([200, 429]).toContain(status)
          if (status === 429) await pause(100)
        }
      }
      const answers: number[] = []
      const talks = people.map(async (person) => {
        for (let n = 0; performance.now() < until; n += 1) {
          const { status, ms } = await postOnce(person, `m${n}`, '0xC004F074 in Word')
          expect(status).toBe(200)
          answers.push(ms)
          await pause(1000)
        }
      })
      await Promise.all([flood(), flood(), ...talks])
      const [p50, p99] = [percentile(answers, 0.5), percentile(answers, 0.99)]
      const grown = (memoryOf(bot.pid) - before) / MEGABYTE
      console.info(
        `F22: p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms beside the flood, ${grown.toFixed(0)} MB more`,
      )
      expect(answers.length).toBeGreaterThan(20 * 2)
      // A machine that does ten other things adds its own delays to the slowest.
      expect(p50).toBeLessThan(1000)
      expect(grown).toBeLessThan(250)
      await bot.stop()
    },
    scale(60_000, 3_600_000),
  )
})

describe('watchPressure', () => {
  it('is high while the heap is nearly full, and not a moment longer', async () => {
    let used = 85
    const pressure = watchPressure(() => ({ used, limit: 100 }))
    await expect.poll(() => pressure.isHigh(), { timeout: 5000 }).toBe(true)
    used = 60
    await expect.poll(() => pressure.isHigh(), { timeout: 5000 }).toBe(false)
    pressure.stop()
  })

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
