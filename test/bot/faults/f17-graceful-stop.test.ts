import { describe, expect, it } from 'vitest'

import { PATIENCE, scale } from '../../soak/scale.ts'
import { startTestBot } from '../test-bot.ts'
import { KillableBot, open } from './kills.ts'
import { embedded } from './places.ts'
import { expectOnce, postOnce, through } from './traffic.ts'

const RESTARTS = scale(4, 10)
const TALKERS = 10

describe('F17 stop', () => {
  it(
    'finishes what it has begun, refuses the rest at the door, and ends with 0',
    async () => {
      const settings = await embedded.settings()
      let next = new KillableBot()
      let bot = next
      let url = await bot.start('none', 0, settings)
      const conversations = await Promise.all(Array.from({ length: TALKERS }, () => open(url ?? '', settings)))
      const ids = conversations.map((): string[] => [])
      const statuses = new Set<number>()
      let isOver = false
      const talks = conversations.map(async (client, c) => {
        for (let n = 0; !isOver; n += 1) {
          ids[c]?.push(`m${n}`)
          for (;;) {
            const { status } = await postOnce(through(url ?? '', client), `m${n}`)
            statuses.add(status)
            if (status === 200) break
            await new Promise((resolve) => setTimeout(resolve, 30))
          }
          await new Promise((resolve) => setTimeout(resolve, 100))
        }
      })
      for (let n = 0; n < RESTARTS; n += 1) {
        next = new KillableBot()
        await new Promise((resolve) => setTimeout(resolve, 700))
        const asked = performance.now()
        bot.child.kill('SIGTERM')
        await bot.ended()
        expect(performance.now() - asked).toBeLessThan(10_000)
        expect(bot.child.exitCode).toBe(0)
        bot = next
        url = await bot.start('none', 0, settings)
      }
      isOver = true
      await Promise.all(talks)
      bot.child.kill('SIGTERM')
      await bot.ended()
      expect([...statuses].sort()).toEqual([0, 200])
      const last = await startTestBot(settings)
      for (const [c, client] of conversations.entries()) await expectOnce(through(last.bot.url, client), ids[c] ?? [])
      await last.stop()
    },
    PATIENCE,
  )
})
