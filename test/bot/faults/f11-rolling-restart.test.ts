import { afterAll, describe, expect, it } from 'vitest'

import { PATIENCE, scale } from '../../soak/scale.ts'
import { startTestBot } from '../test-bot.ts'
import { KillableBot, open } from './kills.ts'
import { onPostgres, WITHOUT_POSTGRES } from './places.ts'
import { expectOnce, postOnce, through } from './traffic.ts'

const RESTARTS = scale(6, 24)
const PAUSE = scale(500, 5000)
const DIALOGS = scale(10, 50)
const place = onPostgres()
afterAll(place.remove)

type Running = { bot: KillableBot; url: string }

async function start(settings: Record<string, string>): Promise<Running> {
  const bot = new KillableBot()
  const url = await bot.start('none', 0, settings)
  if (url === undefined) throw new Error('The bot ended before it listened.')
  return { bot, url }
}

async function restart(running: Running, settings: Record<string, string>): Promise<void> {
  running.bot.child.kill('SIGTERM')
  await running.bot.ended()
  expect(running.bot.child.exitCode).toBe(0)
  Object.assign(running, await start(settings))
}

describe.skipIf(WITHOUT_POSTGRES)('F11 restart mid-dialog', () => {
  it(
    `lets every dialog go on over rolling restarts of two replicas ${WITHOUT_POSTGRES}`,
    async () => {
      const settings = await place.settings()
      const replicas = await Promise.all([start(settings), start(settings)])
      const conversations = await Promise.all(
        Array.from({ length: DIALOGS }, () => open(replicas[0]?.url ?? '', settings)),
      )
      let isOver = false
      const said = conversations.map((): string[] => [])
      const talks = conversations.map(async (client, c) => {
        for (let n = 0; !isOver; n += 1) {
          const id = `m${n}`
          said[c]?.push(id)
          for (let attempt = c; ; attempt += 1) {
            const { status } = await postOnce(through(replicas[attempt % 2]?.url ?? '', client), id)
            if (status === 200) break
            // Refused by the one that stops, cut off by it, or asked to come again: nothing else may happen.
            expect([0, 429, 503]).toContain(status)
            await new Promise((resolve) => setTimeout(resolve, 30))
          }
          await new Promise((resolve) => setTimeout(resolve, 50))
        }
      })
      for (let n = 0; n < RESTARTS; n += 1) {
        const one = replicas[n % 2]
        if (one) await restart(one, settings)
        await new Promise((resolve) => setTimeout(resolve, PAUSE))
      }
      isOver = true
      await Promise.all(talks)
      for (const { bot } of replicas) bot.child.kill('SIGKILL')
      const last = await startTestBot(settings)
      for (const [c, client] of conversations.entries()) await expectOnce(through(last.bot.url, client), said[c] ?? [])
      await last.stop()
    },
    PATIENCE,
  )
})
