import type { Result } from './load.ts'
import { type Contender, load, residentMegabytes, startOurs } from './processes.ts'

const SECONDS = Number(process.env['STEADY_SECONDS'] ?? 20)

/** Fifty turns a second, whatever the bot does. */
export async function measureLatency(ours: Contender, connector: string): Promise<Result> {
  return await load({ door: 'messages', url: ours.url, connector, people: 300, seconds: SECONDS, rate: 50 })
}

/** Five hundred open pages, of which twenty say something each second, at a bot that has done nothing before. */
export async function measureSockets(): Promise<Result & { megabytes: number }> {
  const bot = await startOurs()
  const task = { door: 'direct-line', url: bot.url, connector: '', people: 500, rate: 20 } as const
  // Warmed up: the code of a bot that has just started is compiled yet.
  await load({ ...task, people: 20, seconds: 5 })
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, residentMegabytes(bot.pid))
  }, 250)
  const result = await load({ ...task, seconds: SECONDS })
  clearInterval(watch)
  await bot.stop()
  return { ...result, megabytes: most }
}
