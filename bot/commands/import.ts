import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'

import { articleId, importArticle, LARGEST_ARTICLE } from '../../knowledge/import/index.ts'
import { type Diagnostic, formatDiagnostic } from '../../knowledge/index.ts'

const USAGE = 'usage: npm run -s import -- [--json] [--id name] <file>'

process.exitCode = run(process.argv.slice(2))

function run(args: string[]): number {
  const asked = readArguments(args)
  if (typeof asked === 'string') return misuse(asked)
  const text = read(asked.file)
  if (text === undefined) return misuse(`cannot read ${asked.file}`)
  const { markdown, diagnostics } = importArticle(text, asked.file, asked.id)
  for (const diagnostic of diagnostics) process.stderr.write(`${print(diagnostic)}\n`)
  process.stdout.write(asked.json ? `${JSON.stringify({ markdown, diagnostics })}\n` : markdown)
  return diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0
}

function readArguments(args: string[]): { json: boolean; file: string; id: string } | string {
  try {
    const options = { json: { type: 'boolean' }, id: { type: 'string' } } as const
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    const [file, ...others] = positionals
    if (file === undefined || others.length > 0) return 'name one file'
    const id = values.id ?? articleId(basename(file))
    return /^[\w-]+$/.test(id)
      ? { json: values.json ?? false, file, id }
      : `"${id}" is no id; use letters, digits and dashes`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Reads no more than it takes for the importer to see that a file is too large. */
function read(file: string): string | undefined {
  const most = LARGEST_ARTICLE * 4 + 4
  try {
    if (statSync(file).size <= most) return readFileSync(file, 'utf8')
    const buffer = Buffer.alloc(most)
    const handle = openSync(file, 'r')
    try {
      return buffer.toString('utf8', 0, readSync(handle, buffer, 0, most, 0))
    } finally {
      closeSync(handle)
    }
  } catch {
    return undefined
  }
}

function print(diagnostic: Diagnostic): string {
  const line = formatDiagnostic(diagnostic)
  return diagnostic.severity === 'warning' ? line.replace(`${diagnostic.code}:`, `${diagnostic.code} (warning):`) : line
}

function misuse(problem: string): number {
  process.stderr.write(`${problem}\n${USAGE}\n`)
  return 2
}
