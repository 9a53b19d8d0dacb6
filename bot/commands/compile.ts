import { resolve, sep } from 'node:path'
import { parseArgs } from 'node:util'

import { compile, parseLexicon } from '../../knowledge/compile/index.ts'
import { type Compiled, type Diagnostic, formatDiagnostic, LIMITS, type Source } from '../../knowledge/index.ts'
import { DOCUMENTS, readDocuments, readLexicon } from '../documents.ts'
import { importLearn } from '../learn-sources.ts'
import { listFacts } from './list-facts.ts'

const USAGE = 'usage: npm run -s compile -- [--facts] [--json] [document or folder ...]'

process.exitCode = run(process.argv.slice(2))

function run(args: string[]): number {
  const asked = readArguments(args)
  if (typeof asked === 'string') return misuse(asked)
  if (asked.facts) return tellFacts()
  const files = readAll(asked.paths)
  if (typeof files === 'string') return misuse(files)
  const { sources, diagnostics: found, restate } = importLearn(files)
  const compiled = compile(sources, parseLexicon(readLexicon()).macros, LIMITS, today())
  const all = [...found, ...compiled.diagnostics.map(restate)]
  const diagnostics = all.filter((diagnostic) => isAbout(diagnostic, asked.paths))
  for (const diagnostic of diagnostics) process.stderr.write(`${print(diagnostic)}\n`)
  const { graph } = compiled
  process.stdout.write(asked.json ? `${JSON.stringify({ graph, diagnostics })}\n` : summary({ graph, diagnostics }))
  return diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0
}

function tellFacts(): number {
  process.stdout.write(listFacts())
  return 0
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}

function readArguments(args: string[]): { facts: boolean; json: boolean; paths: string[] } | string {
  try {
    const options = { facts: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } as const
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    return { ...values, paths: positionals }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Reads what was named. A document of the bot's own folder is read with the whole folder, because its links lead there. */
function readAll(paths: readonly string[]): Source[] | string {
  const files = new Map<string, Source>()
  for (const path of paths.length === 0 ? [DOCUMENTS] : paths) {
    try {
      const isOurs = resolve(path).startsWith(DOCUMENTS + sep)
      for (const source of readDocuments(isOurs ? DOCUMENTS : path)) files.set(resolve(source.path), source)
      if (isOurs && !files.has(resolve(path))) readDocuments(path)
    } catch (error) {
      return `cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`
    }
  }
  return files.size === 0 ? 'there is no .md file in what was named' : [...files.values()]
}

function isAbout({ file }: Diagnostic, paths: readonly string[]): boolean {
  const place = resolve(file)
  const named = paths.map((path) => resolve(path))
  return (
    named.every((path) => !path.startsWith(DOCUMENTS + sep)) ||
    named.some((path) => `${place}${sep}`.startsWith(`${path}${sep}`))
  )
}

function print(diagnostic: Diagnostic): string {
  const line = formatDiagnostic(diagnostic)
  return diagnostic.severity === 'warning' ? line.replace(`${diagnostic.code}:`, `${diagnostic.code} (warning):`) : line
}

function summary({ graph, diagnostics }: Compiled): string {
  const nodes = Object.values(graph.nodes)
  const commands = nodes.reduce((sum, node) => sum + node.commands.length, 0)
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  const counts = [
    count(graph.topics.length, 'topic'),
    count(nodes.length, 'node'),
    count(commands, 'command'),
    count(errors, 'error'),
    count(diagnostics.length - errors, 'warning'),
  ]
  return `${counts.join(', ')}, graph ${graph.version}\n`
}

function count(n: number, one: string): string {
  return `${n} ${n === 1 ? one : `${one}s`}`
}

function misuse(problem: string): number {
  process.stderr.write(`${problem}\n${USAGE}\n`)
  return 2
}
