import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

import { compile, parseLexicon } from '../../knowledge/compile/index.ts'
import { type CoverageRow, coverage, formatDiagnostic } from '../../knowledge/index.ts'
import { readDocuments, readLexicon } from '../documents.ts'

const USAGE = 'usage: npm run -s coverage -- [--json | --readme]'
const README = fileURLToPath(new URL('../../README.md', import.meta.url))
const BLOCK = /(<!-- coverage -->\n)[\s\S]*?(<!-- \/coverage -->)/
const COLUMNS = ['source', 'topics', 'codes', 'nodes', 'questions', 'commands', 'ranges', 'lines'] as const
const CAPTION = `
What the graph holds of each source article, and of what we wrote ourselves (\`own\`): different topics and their codes, places in the
conversation, questions among them, command lines, and the ranges and lines of the article that they restate. Counted by
\`npm run -s coverage -- --readme\`.
`

process.exitCode = run(process.argv.slice(2))

function run(args: string[]): number {
  const asked = readArguments(args)
  if (typeof asked === 'string') return say(`${asked}\n${USAGE}`, 2)
  const { graph, diagnostics } = compile(readDocuments(), parseLexicon(readLexicon()).macros)
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) return say(errors.map(formatDiagnostic).join('\n'), 1)
  const rows = coverage(graph)
  if (asked.readme) return writeReadme(markdown(rows))
  process.stdout.write(asked.json ? `${JSON.stringify({ version: graph.version, rows })}\n` : table(rows))
  return 0
}

function readArguments(args: string[]): { json: boolean; readme: boolean } | string {
  try {
    const { json = false, readme = false } = parseArgs({
      args,
      options: { json: { type: 'boolean' }, readme: { type: 'boolean' } },
    }).values
    return json && readme ? 'one of --json and --readme is enough' : { json, readme }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Columns in line for a terminal, numbers to the right. */
function table(rows: readonly CoverageRow[]): string {
  const lines = [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => String(row[column])))]
  const widths = COLUMNS.map((_, index) => Math.max(...lines.map((cells) => cells[index]?.length ?? 0)))
  const show = (cell: string, index: number) =>
    index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0)
  return `${lines.map((cells) => cells.map(show).join('  ')).join('\n')}\n`
}

function markdown(rows: readonly CoverageRow[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |\n`
  const rule = `|---|${'---:|'.repeat(COLUMNS.length - 1)}\n`
  return line(COLUMNS) + rule + rows.map((row) => line(COLUMNS.map((column) => row[column]))).join('') + CAPTION
}

function writeReadme(content: string): number {
  const text = readFileSync(README, 'utf8')
  if (!BLOCK.test(text)) return say('README.md has no <!-- coverage --> and <!-- /coverage --> around its table', 1)
  writeFileSync(
    README,
    text.replace(BLOCK, (_, start: string, end: string) => start + content + end),
  )
  return 0
}

function say(sentence: string, code: number): number {
  process.stderr.write(`${sentence}\n`)
  return code
}
