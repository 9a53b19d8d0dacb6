import { compile } from '../compile/compile.ts'
import type { Diagnostic } from '../diagnostic.ts'
import type { Report } from './report.ts'

/** Each round takes out what the round before uncovered: a command, then what was expected of it. */
const MOST_ROUNDS = 4

/**
 * Compiles a document and takes back what the compiler refuses: a command becomes shown text, a link its words.
 * Nothing is lost from sight, and everything taken back is reported.
 */
export function repair(markdown: string, report: Report): string {
  let current = markdown
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const errors = errorsOf(current)
    if (errors.length === 0) return current
    const lines = current.split('\n')
    const changed = errors.filter((error) => takeBack(lines, error, report)).length
    current = lines.join('\n')
    if (changed === 0) break
  }
  for (const { code, message, line } of errorsOf(current)) {
    report(
      'uncompilable',
      sourceLine(current.split('\n'), line),
      `the compiler refuses the document here (${code}): ${message}`,
    )
  }
  return current
}

function errorsOf(markdown: string): Diagnostic[] {
  return compile([{ path: 'article.md', text: markdown }], {}).diagnostics.filter(
    ({ severity }) => severity === 'error',
  )
}

const FENCE = /^(\s*(?:\d+\. )?\s*`{3,})(?:cmd|powershell|dns)\b.*$/
const EXPECT = /^(\s*)Expect:\s*/
const LINK = /\[([^[\]]*)\]\((https:[^()\s]*)\)|<(https:[^<>\s]*)>/g

function takeBack(lines: string[], { code, line, message }: Diagnostic, report: Report): boolean {
  for (const index of [line - 1, line - 2]) {
    const text = lines[index] ?? ''
    if (FENCE.test(text)) {
      report(
        'unusable-command',
        sourceLine(lines, line),
        `"${(lines[index + 1] ?? '').trim()}" is shown, not offered: ${message}`,
      )
      lines[index] = text.replace(FENCE, '$1text')
      return true
    }
  }
  const text = lines[line - 1] ?? ''
  if (code === 'expect-without-command' && EXPECT.test(text)) {
    lines[line - 1] = text.replace(EXPECT, '$1') || text.replace('Expect:', 'Output:')
    return true
  }
  if (/link/.test(code) && LINK.test(text)) {
    lines[line - 1] = text.replace(
      LINK,
      (_, label: string | undefined, _url, bare: string | undefined) => label ?? `\`${bare}\``,
    )
    report('lost-link', sourceLine(lines, line), `an address is left out: ${message}`)
    return true
  }
  return false
}

/** The line of the article that a line of the imported document restates, as its source comments say. */
export function sourceLine(lines: readonly string[], line: number): number {
  for (let index = line - 1; index >= 0; index -= 1) {
    const found = /<!-- source: \S+ L(\d+)/.exec(lines[index] ?? '')
    if (found) return Number(found[1])
  }
  return 1
}
