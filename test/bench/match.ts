import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { readDocuments, readLexicon } from '../../bot/documents.ts'
import { loadKnowledge } from '../../bot/knowledge.ts'
import { compile, parseLexicon } from '../../knowledge/compile/index.ts'
import type { Matcher } from '../../knowledge/index.ts'
import { measureHeldOut } from '../support/held-out.ts'
import { contextOf, readQueries } from '../support/queries.ts'

// What to watch while changing the matcher: how soon it is there (aim: 150 ms, 40 MB), the time for a message (aim:
// p50 0.2 ms, p99 1 ms) and wording that is held back. `--misses` prints what went wrong, `--speed` leaves wording out.
const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const ROUNDS = 10
const FLAGS: string[] = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'))
  .scripts.start.split(' ')
  .slice(1, -1)

const { matcher } = await loadKnowledge()
measureReady()
measureMessages(matcher)
if (!process.argv.includes('--speed')) measureWording()

/** The second process finds its code in the cache too, as a bot does at its second start. */
function measureReady(): void {
  for (const round of ['first', 'second', 'third']) {
    const script = fileURLToPath(new URL('../support/ready-matcher.ts', import.meta.url))
    const { stdout } = spawnSync(process.execPath, [...FLAGS, script], { cwd: ROOT, encoding: 'utf8' })
    const { ready, code, wall, cpu, megabytes } = JSON.parse(stdout)
    process.stdout.write(
      `a matcher (${ready}, ${round} process): code ${code} ms, then ${wall} ms (${cpu} ms of processor time), ${megabytes} MB\n`,
    )
  }
}

/** Every labelled text: each round as the clock has it, and the best of all rounds, where the machine was not busy. */
function measureMessages({ match }: Matcher): void {
  const queries = ['dev', 'fresh', 'wording', 'blind'].flatMap((name) => readQueries(name))
  const best = new Float64Array(queries.length).fill(Number.POSITIVE_INFINITY)
  const rounds = Array.from({ length: ROUNDS }, () => {
    const times = queries.map((query, index) => {
      const context = contextOf(query)
      const start = performance.now()
      match(query.text, context)
      const time = performance.now() - start
      best[index] = Math.min(best[index] ?? time, time)
      return time
    })
    return { half: quantile(times, 0.5), most: quantile(times, 0.99) }
  })
  const half = quantile(
    rounds.map((round) => round.half),
    0.5,
  )
  const most = quantile(
    rounds.map((round) => round.most),
    0.5,
  )
  process.stdout.write(
    `a message of ${queries.length}: p50 ${half.toFixed(3)} ms, p99 ${most.toFixed(3)} ms by the clock; ` +
      `p50 ${quantile(best, 0.5).toFixed(3)} ms, p99 ${quantile(best, 0.99).toFixed(3)} ms at the best of ${ROUNDS}\n`,
  )
}

function quantile(values: Iterable<number>, part: number): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.floor(sorted.length * part)] ?? 0
}

function measureWording(): void {
  const lexicon = parseLexicon(readLexicon())
  const { graph } = compile(readDocuments(), lexicon.macros)
  const { patterns, right, asked, rejected, accepted, misses } = measureHeldOut(graph, lexicon)
  const percent = (share: number) => (100 * share).toFixed(1)
  process.stdout.write(
    `held-out patterns ${patterns}: right ${percent(right)} %, of these asked back ${percent(asked)} %, ` +
      `wrongly rejected ${percent(rejected)} %\n` +
      `accepted ${accepted.texts} texts: right ${accepted.right.toFixed(3)}, mean score ${accepted.score.toFixed(3)}\n`,
  )
  if (process.argv.includes('--misses')) process.stdout.write(`${misses.join('\n')}\n`)
}
