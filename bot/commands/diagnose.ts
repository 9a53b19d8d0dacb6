import { text as textOf } from 'node:stream/consumers'
import { parseArgs, styleText } from 'node:util'

import type { Diagnosis } from '../../dialogs/index.ts'
import { answerRequest, BadRequest } from '../diagnose/index.ts'
import { loadKnowledge } from '../knowledge.ts'

const USAGE = `diagnose: give a text, as an argument or on stdin, for example
  cscript ospp.vbs /dstatus | npm run -s diagnose
`

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false }, earlier: { type: 'string', multiple: true, default: [] } },
  allowPositionals: true,
})
const text = positionals.length > 0 ? positionals.join(' ') : await textOf(process.stdin)
if (text.trim() === '') {
  process.stderr.write(USAGE)
  process.exitCode = 2
} else {
  await run()
}

async function run(): Promise<void> {
  try {
    const diagnosis = answerRequest(await loadKnowledge(), { text, earlier: values.earlier })
    process.stdout.write(values.json ? `${JSON.stringify(diagnosis)}\n` : `${render(diagnosis)}\n`)
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
