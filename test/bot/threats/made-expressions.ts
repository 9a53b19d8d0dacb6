import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { Literal } from './regex-literals.ts'

// Run in a process of its own: prints the expressions that the sources put together out of parts as they are loaded.
const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const made: Literal[] = []
const Own = RegExp

globalThis.RegExp = new Proxy(Own, {
  construct: (_, parts: [string, string?]) => note(new Own(...parts)),
  apply: (_, __, parts: [string, string?]) => note(new Own(...parts)),
})

function note(expression: RegExp): RegExp {
  const [, file, line] = /([^\s(]+\.ts):(\d+):\d+/.exec(callerOf(new Error().stack)) ?? []
  if (file) made.push({ file, line: Number(line), source: expression.source, flags: expression.flags })
  return expression
}

function callerOf(stack = ''): string {
  const calls = stack.split('\n').slice(1)
  const caller = calls.find((call) => !call.includes('made-expressions'))?.replace(/.*file:\/\//, '') ?? ''
  return caller.startsWith(ROOT) && !caller.includes('node_modules') ? caller.slice(ROOT.length) : ''
}

for (const folder of ['knowledge', 'dialogs']) {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
  for (const file of files.filter((one) => one.endsWith('.ts') && !one.endsWith('.d.ts')))
    await import(join(ROOT, folder, file))
}
process.stdout.write(JSON.stringify(made))
