import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'

import { type Diagnostic, formatDiagnostic } from '../../knowledge/index.ts'
import { adminFile } from '../admin.ts'
import type { ReloadOutcome } from '../live-knowledge.ts'

const USAGE = 'usage: npm run -s reload -- [--json]'
const Address = z.object({ url: z.url({ protocol: /^http$/ }), token: z.string().min(1) })
const NONE = 'No bot is running with the data folder'

process.exitCode = await run(process.argv.slice(2))

async function run(args: string[]): Promise<number> {
  const json = readArguments(args)
  if (typeof json === 'string') return say(`${json}\n${USAGE}`, 2)
  const folder = resolve(process.env['DATA_DIR'] || './data')
  const answer = await ask(folder)
  if (typeof answer === 'string') return say(answer, 1)
  for (const diagnostic of answer.diagnostics) process.stderr.write(`${print(diagnostic)}\n`)
  if (json) process.stdout.write(`${JSON.stringify(answer)}\n`)
  const accepted = answer.status === 'reloaded' || answer.status === 'unchanged'
  if (accepted && !json) process.stdout.write(`${summary(answer)}\n`)
  if (!accepted) process.stderr.write(`${summary(answer)}\n`)
  return accepted ? 0 : 1
}

function readArguments(args: string[]): boolean | string {
  try {
    return parseArgs({ args, options: { json: { type: 'boolean' } } }).values.json ?? false
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Asks the bot of a data folder to read its documents again; a sentence when there is none. */
async function ask(folder: string): Promise<ReloadOutcome | string> {
  const none = `${NONE} ${folder}. Start it with npm start, or set DATA_DIR to the folder of the one that runs.`
  const text = await readFile(adminFile(folder), 'utf8').catch(() => undefined)
  if (text === undefined) return none
  const address = Address.safeParse(parse(text))
  if (!address.success) return `${adminFile(folder)} cannot be read. Restart the bot; it writes the file anew.`
  const { url, token } = address.data
  const response = await fetch(`${url}/admin/reload`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
  }).catch(() => undefined)
  if (!response) return none
  if (response.status !== 200 && response.status !== 422) {
    return `The bot at ${url} answered ${response.status}. Its log says why, and whether anything was changed.`
  }
  return (await response.json()) as ReloadOutcome
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function print(diagnostic: Diagnostic): string {
  const line = formatDiagnostic(diagnostic)
  return diagnostic.severity === 'warning' ? line.replace(`${diagnostic.code}:`, `${diagnostic.code} (warning):`) : line
}

function summary(outcome: ReloadOutcome): string {
  const { version } = outcome
  if (outcome.status === 'failed') return `Not reloaded: ${outcome.reason} The bot goes on with graph ${version}.`
  if (outcome.status === 'refused') {
    const errors = outcome.diagnostics.filter(({ severity }) => severity === 'error').length
    return `Not reloaded: ${errors} ${errors === 1 ? 'error' : 'errors'}. The bot goes on with graph ${version}.`
  }
  const counts = `${outcome.topics} topics, ${outcome.nodes} nodes, graph ${version}`
  return outcome.status === 'unchanged' ? `Nothing has changed: ${counts}` : `Reloaded: ${counts}`
}

function say(sentence: string, code: number): number {
  process.stderr.write(`${sentence}\n`)
  return code
}
