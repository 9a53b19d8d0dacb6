import { writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg } from 'node:os'

import { startConnector, startDialog, startEcho, startOurs } from './turns/processes.ts'
import { measureRates, type Rates } from './turns/rates.ts'
import { measureLatency, measureSockets } from './turns/steady.ts'

// Durable turns of a whole dialog, next to the bare echo bot of the Bot Framework and a dialog bot with its state in
// memory on the same adapter and server: `npm run bench -- turns`. Bots, connector and load are processes of their own
// on one machine; nobody checks a token. The figures in turns.md are written by each run.

// From a profile of the bot under the same load.
const LIMITS = [
  'Where the only thread spends its time under full load (`--cpu-prof`, 22 November 2026): through `/api/messages` 33 % in understanding and',
  "answering, 32 % in the store (statements, commits, and the wait for the disk), 9 % in the Bot Framework's client, 7 % in collecting garbage,",
  '5 % in restify, 3 % in validation and logging, the rest in Node. Through Direct Line, 43 % is understanding and answering and 36 % the store.',
  'Turns that come together share the wait for the disk; a turn by itself waits twice (the turn with its replies on their way, the replies',
  'marked as posted).',
]
const [echo, dialog, ours, connector] = [
  await startEcho(),
  await startDialog(),
  await startOurs({ BOT_EMULATOR: '1' }),
  await startConnector(),
]
const rates = await measureRates({ echo, dialog, ours }, connector.url)
const latency = await measureLatency(ours, connector.url)
const sockets = await measureSockets()
await Promise.all([echo, dialog, ours, connector].map((one) => one.stop()))

const report = `${[
  '# Turns',
  '',
  `Written by \`npm run bench -- turns\`: medians of ${rates.rounds} rounds, the bots taking turns. ${availableParallelism()} cores (${cpus()[0]?.model.trim()}),`,
  `shared by bot, connector and load; load average ${loadavg()[0]?.toFixed(1)} at the end. The processor time of a turn depends less on what else runs.`,
  '',
  ...tableOf(rates),
  '',
  `Aims: 0.7 × the echo bot through \`/api/messages\`, 1.5 × through Direct Line.`,
  '',
  ...LIMITS,
  '',
  `- 50 turns/s, open loop: p50 ${ms(latency.p50)}, p99 ${ms(latency.p99)}, longest ${ms(latency.most)}, ${latency.failed} refused of ${latency.turns + latency.failed} (aims: 25 ms, 250 ms)`,
  `- 500 WebSocket clients and 20 turns/s: p50 ${ms(sockets.p50)}, p99 ${ms(sockets.p99)} from saying to reading, ${sockets.failed} refused, ${sockets.megabytes} MB resident (aims: p99 200 ms, 400 MB)`,
  ...[echo, dialog, ours].map(({ title, startedIn }) => `- From start to ready: ${title} ${ms(startedIn)}`),
].join('\n')}\n`
process.stdout.write(report)
writeFileSync(new URL('./turns.md', import.meta.url), report)

function tableOf({ rows }: Rates): string[] {
  const base = rows[0]
  return [
    '| | turns/s | of the echo bot | replies/s | refused | processor time of a turn | resident |',
    '|---|---|---|---|---|---|---|',
    ...rows.map(
      ({ title, turns, ratio, replies, failed, cost, megabytes }) =>
        `| ${title} | ${turns.toFixed(0)} | ${ratio.toFixed(2)} × | ${replies.toFixed(0)} | ${failed} | ${cost.toFixed(2)} ms (${(cost / (base?.cost ?? 1)).toFixed(2)} ×) | ${megabytes} MB |`,
    ),
  ]
}

function ms(value: number): string {
  return `${value.toFixed(0)} ms`
}
