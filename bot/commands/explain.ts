import { text as textOf } from 'node:stream/consumers'
import { parseArgs, styleText } from 'node:util'

import { type Explanation, type Facts, type RankedClass, readFleet } from '../../knowledge/index.ts'
import { loadKnowledge } from '../knowledge.ts'

const USAGE = 'usage: npm run -s explain -- [--json] [<text>]   (the text comes as an argument or on stdin)'

const asked = readArguments()
if (typeof asked === 'string') misuse(`${asked}\n${USAGE}`)
else {
  const text = asked.words.length > 0 ? asked.words.join(' ') : await textOf(process.stdin)
  if (text.trim() === '') misuse(USAGE)
  else await tell(text, asked.json)
}

function readArguments(): { words: string[]; json: boolean } | string {
  try {
    const options = { json: { type: 'boolean', default: false } } as const
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    return { ...values, words: positionals }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function misuse(problem: string): void {
  process.stderr.write(`${problem}\n`)
  process.exitCode = 2
}

async function tell(text: string, json: boolean): Promise<void> {
  const { matcher } = await loadKnowledge()
  const explanation = matcher.explain(text, { facts: {} })
  process.stdout.write(json ? `${JSON.stringify(toJson(explanation))}\n` : `${render(explanation)}\n`)
}

function toJson({ match, ...why }: Explanation): object {
  const { evidence, ...decided } = match
  const { codes, readings, focus, keys, masked } = evidence
  const fleet = readFleet(evidence)
  return { ...decided, ...why, evidence: { codes, readings, focus, keys, masked }, ...(fleet && { fleet }) }
}

function render(explanation: Explanation): string {
  const { match } = explanation
  const { evidence } = match
  return [
    ...section('Codes', evidence.codes.map(renderCode)),
    ...section('Readings', evidence.readings.map(renderReading)),
    ...section('Facts', renderFacts(match.facts)),
    ...section(
      'Hidden',
      evidence.keys.flatMap(({ line, kind }) => (kind ? [`${kind}, line ${line}`] : [])),
    ),
    ...section('Machines', renderFleet(explanation)),
    ...section('Claims', renderClaims(explanation)),
    ...section('Known sentences', explanation.sentences.map(renderSentence)),
    ...section('Ranking by words', explanation.ranking.map(renderRanked)),
    ...section('Decision', renderDecision(explanation)),
  ].join('\n')
}

function section(title: string, lines: string[]): string[] {
  if (lines.length === 0) return []
  return [paint('bold', title), ...lines.map((line) => `  ${line}`)]
}

function renderCode({
  code,
  line,
  informational,
  damaged,
  candidates,
}: Explanation['match']['evidence']['codes'][number]) {
  const notes = [informational && 'informational', damaged && 'damaged', candidates && `or ${candidates.join(', ')}`]
  return [paint('cyan', code), `line ${line}`, ...notes.filter((note) => note)].join('  ')
}

function renderReading({ tool, lines, products = [] }: Explanation['match']['evidence']['readings'][number]): string {
  const names = products.length > 0 ? `  (${products.map(({ name }) => name).join(' | ')})` : ''
  return `${paint('cyan', tool)}  lines ${lines[0]} to ${lines[1]}${names}`
}

function renderFacts(facts: Facts): string[] {
  return Object.entries(facts).map(([name, { value, from, line, printed }]) => {
    const place = line === undefined ? from : `${from}, line ${line}`
    return `${paint('cyan', name)} = ${String(value)}  ${printed === undefined ? '' : `printed ${printed}, `}${place}`
  })
}

function renderFleet({ match }: Explanation): string[] {
  const groups = readFleet(match.evidence)?.groups ?? []
  return groups.map(({ cause, product, machines }) => {
    const some = machines.slice(0, 5).join(', ')
    return `${paint('cyan', cause)}  ${product ?? 'product unknown'}  ${machines.length}: ${some}${machines.length > 5 ? ' …' : ''}`
  })
}

function renderClaims({ claims }: Explanation): string[] {
  return Object.entries(claims).flatMap(([by, list]) =>
    list.map(({ topics, code, rank }) => {
      const why = [code, rank].filter((one) => one !== undefined).join(', ')
      return `${by}${why === '' ? '' : ` (${why})`}: ${topics.length === 0 ? 'no topic' : topics.join(' or ')}`
    }),
  )
}

function renderSentence({ topics, coverage, whole }: Explanation['sentences'][number]): string {
  return `${percent(coverage)}${whole ? '' : ' (a part)'}  ${topics.length === 0 ? 'no topic' : topics.join(' or ')}`
}

function renderRanked({ name, share, terms }: RankedClass): string {
  const words = terms.map(({ word, topics }) => `${word} (${topics})`).join(', ')
  return `${percent(share)}  ${paint('cyan', name)}${words === '' ? '' : `  ${words}`}`
}

function renderDecision({ match, by, thresholds }: Explanation): string[] {
  const { decision, reason, topics, also } = match
  return [
    `${paint('bold', decision)}${reason ? ` (${reason})` : ''}, by ${by}`,
    ...topics.map(({ id, score }) => `${percent(score)}  ${id}`),
    ...(also.length > 0 ? [`also: ${also.join(', ')}`] : []),
    `words name a topic from ${percent(thresholds.likely)}, something else from ${percent(thresholds.other)}`,
  ]
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1).padStart(5)} %`
}

function paint(style: 'bold' | 'cyan', words: string): string {
  return process.stdout.isTTY ? styleText(style, words) : words
}
