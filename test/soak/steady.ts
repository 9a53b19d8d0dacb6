import { readdirSync } from 'node:fs'

import { load, residentMegabytes, startConnector, startOurs } from '../bench/turns/processes.ts'
import { freePort } from '../support/free-port.ts'

// Fifty turns a second for an hour, or for the minutes that are named: `npm run soak -- steady 3`. Memory must not grow,
// no handle may stay open, and the event loop has to stay free.
const RATE = 50
const EVERY = 2000
const LIMITS = { megabytesInTenMinutes: 5, handles: 10, loopDelay: 100 }

type Sample = { at: number; megabytes: number; handles: number }

const minutes = Number(process.argv[2] ?? 60)
const port = await freePort()
const connector = await startConnector()
const bot = await startOurs({ BOT_EMULATOR: '1', METRICS_PORT: String(port), LOG_LEVEL: 'warn' })
const task = { door: 'messages', url: bot.url, connector: connector.url, people: 300, rate: RATE } as const
// The heap finds its size, and caches fill, in the first minute.
await load({ ...task, seconds: 60 })
const samples: Sample[] = []
const delays: number[] = []
const timer = setInterval(() => void look(), EVERY)
const result = await load({ ...task, seconds: minutes * 60 })
clearInterval(timer)
await Promise.all([bot.stop(), connector.stop()])
const found = {
  megabytesInTenMinutes: slope(samples) * 600_000,
  // What a busy machine left waiting at the start closes later: fewer are no leak.
  handles: mean(samples.slice(-5)) - mean(samples.slice(0, 5)),
  loopDelay: delays.toSorted((a, b) => a - b)[delays.length >> 1] ?? 0,
}
process.stdout.write(
  `${result.turns} turns in ${minutes} min, ${result.failed} refused, p50 ${result.p50.toFixed(0)} ms, p99 ${result.p99.toFixed(0)} ms; ` +
    `memory ${samples[0]?.megabytes} to ${samples.at(-1)?.megabytes} MB (${found.megabytesInTenMinutes.toFixed(1)} MB in ten minutes), ` +
    `${samples[0]?.handles} to ${samples.at(-1)?.handles} handles, delay of the loop p99 ${found.loopDelay.toFixed(0)} ms\n`,
)
for (const [name, limit] of Object.entries(LIMITS)) {
  const value = Object.entries(found).find(([one]) => one === name)?.[1] ?? 0
  if (value < limit) continue
  process.stderr.write(`${name} is ${value.toFixed(1)}; it has to stay below ${limit}.\n`)
  process.exitCode = 1
}

async function look(): Promise<void> {
  const handles = readdirSync(`/proc/${bot.pid}/fd`).length
  samples.push({ at: performance.now(), megabytes: residentMegabytes(bot.pid), handles })
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  // The delay since it was asked the last time.
  delays.push(Number(/^nodejs_eventloop_lag_p99_seconds (\S+)/m.exec(text)?.[1]) * 1000)
}

/** Megabytes for each millisecond, by least squares. */
function slope(of: readonly Sample[]): number {
  const at = of.reduce((sum, one) => sum + one.at, 0) / of.length
  const size = of.reduce((sum, one) => sum + one.megabytes, 0) / of.length
  const over = of.reduce((sum, one) => sum + (one.at - at) * (one.megabytes - size), 0)
  return over / of.reduce((sum, one) => sum + (one.at - at) ** 2, 0)
}

function mean(of: readonly Sample[]): number {
  return of.reduce((sum, { handles }) => sum + handles, 0) / of.length
}
