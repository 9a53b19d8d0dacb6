import { text as textOf } from 'node:stream/consumers'
import { parseArgs, styleText } from 'node:util'

import type { Diagnosis } from '../../dialogs/index.ts'
import { answerRequest, BadRequest } from '../diagnose/index.ts'
import { loadKnowledge } from '../knowledge.ts'

const USAGE = `usage: npm run -s diagnose -- [--json] [--earlier <text>] [<text>]
  the text comes as an argument or on stdin: cscript ospp.vbs /dstatus | npm run -s diagnose
  --earlier  a text of before, once for each: the new one goes on from there
`

const asked = readArguments()
if (typeof asked === 'string') misuse(`${asked}\n`)
else {
  const text = asked.words.length > 0 ? asked.words.join(' ') : await textOf(process.stdin)
  if (text.trim() === '') misuse('')
  else await run(text, asked)
}

type Asked = { words: string[]; json: boolean; earlier: string[] }

function readArguments(): Asked | string {
  try {
    const { values, positionals } = parseArgs({
      options: { json: { type: 'boolean', default: false }, earlier: { type: 'string', multiple: true, default: [] } },
      allowPositionals: true,
    })
    return { ...values, words: positionals }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function misuse(problem: string): void {
  process.stderr.write(`${problem}${USAGE}`)
  process.exitCode = 2
}

async function run(text: string, { earlier, json }: Asked): Promise<void> {
  try {
    const diagnosis = answerRequest(await loadKnowledge(), { text, earlier })
    process.stdout.write(json ? `${JSON.stringify(diagnosis)}\n` : `${render(diagnosis)}\n`)
    // A script can tell whether somebody knows what this is.
    if (diagnosis.decision === 'rejected') process.exitCode = 1
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error
    process.stderr.write(`diagnose: ${error.message}\n`)
    process.exitCode = 2
  }
}

function render({ codes, topic, topics, facts, next }: Diagnosis): string {
  const known = Object.entries(facts).map(([name, { value, from, line }]) => {
    const place = line === undefined ? from : `${from}, line ${line}`
    return `  ${paint('cyan', name)} = ${String(value)}  (${place})`
  })
  const named = topic ? [topic] : topics
  return [
    ...(codes.length > 0 ? [`${paint('bold', 'Codes')}  ${codes.join(', ')}`] : []),
    ...named.map(({ title }) => `${paint('bold', 'Topic')}  ${title}`),
    ...(known.length > 0 ? [paint('bold', 'Facts'), ...known] : []),
    '',
    next.text,
  ].join('\n')
}

function paint(style: 'bold' | 'cyan', words: string): string {
  return process.stdout.isTTY ? styleText(style, words) : words
}
