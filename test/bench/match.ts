import { readDocuments, readLexicon } from '../../bot/documents.ts'
import { compile, parseLexicon } from '../../knowledge/compile/index.ts'
import { createMatcher, train } from '../../knowledge/index.ts'
import { englishWords, measureHeldOut } from '../support/held-out.ts'

// What to watch while changing the matcher: wording that is held back, and the time for a message.
// `--misses` prints what went wrong.
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
measureSpeed()

function measureSpeed(): void {
  const matcher = createMatcher(graph, lexicon, train(graph, lexicon, englishWords()))
  const texts = graph.topics.flatMap(({ phrases }) => phrases.flatMap((phrase) => phrase.texts.slice(0, 2)))
  const times: number[] = []
  for (let round = 0; round < 4; round += 1) {
    for (const text of texts) {
      const start = performance.now()
      matcher.match(text, { facts: {} })
      if (round > 0) times.push(performance.now() - start)
    }
  }
  times.sort((left, right) => left - right)
  const at = (part: number) => (times[Math.floor(times.length * part)] ?? 0).toFixed(3)
  process.stdout.write(`a message: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms\n`)
}
