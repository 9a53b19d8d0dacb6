import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { compile, parseLexicon } from '../../knowledge/compile/index.ts'
import { formatDiagnostic } from '../../knowledge/index.ts'
import { readDocuments, readLexicon } from '../documents.ts'
import { renderGraphPage } from '../graph-page/graph-page.ts'

const USAGE = 'usage: npm run -s graph -- [--out file.html] [folder of documents]'

process.exitCode = await run(process.argv.slice(2))

async function run(args: string[]): Promise<number> {
  const asked = readArguments(args)
  if (typeof asked === 'string') return say(`${asked}\n${USAGE}`, 2)
  try {
    const sources = readDocuments(asked.folder)
    const { graph, diagnostics } = compile(sources, parseLexicon(readLexicon()).macros)
    for (const diagnostic of diagnostics.filter(({ severity }) => severity === 'error')) {
      process.stderr.write(`${formatDiagnostic(diagnostic)}\n`)
    }
    const html = await renderGraphPage(graph)
    if (asked.out === undefined) process.stdout.write(html)
    else writeFileSync(asked.out, html)
    if (asked.out !== undefined) process.stdout.write(`${resolve(asked.out)}\n`)
    return diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0
  } catch (error) {
    if (!isFileProblem(error)) throw error
    return say(`${error.message}\n${USAGE}`, 2)
  }
}

function readArguments(args: string[]): { out?: string; folder?: string } | string {
  try {
    const { values, positionals } = parseArgs({ args, options: { out: { type: 'string' } }, allowPositionals: true })
    if (positionals.length > 1) return 'one folder is enough'
    return { ...values, ...(positionals[0] !== undefined && { folder: positionals[0] }) }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function isFileProblem(error: unknown): error is Error {
  return (
    error instanceof Error &&
    ['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR'].includes(String((error as { code?: unknown }).code))
  )
}

function say(sentence: string, code: number): number {
  process.stderr.write(`${sentence}\n`)
  return code
}
