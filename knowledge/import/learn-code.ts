import type { Code } from 'mdast'
import type { Block, Span } from './block.ts'
import { announcedCommand, readCommand, shellOf, wholeCommand } from './commands.ts'
import type { Report } from './report.ts'

const SHELLS =
  /^(?:console|cmd|dos|batch|bat|command|powershell|azurepowershell|azurepowershell-interactive|powershell-interactive|pwsh|ps|ps1|shell|sh|bash)$/i
const POWERSHELL = /power|pwsh|^ps/i
const DNS = /^(?:dns|zone|bind)$/i
const PROMPT = /^(?:PS )?[A-Z]:\\[^>\n]{0,120}>\s*|^PS>\s*/i
const REMARK = /^(?:#|::|rem\b)\s*/i
/** Square brackets around what may be left out: the form of a command, not a command. */
const USAGE = /\[(?:<|\/|-|[A-Z])[^\]]*(?:\]|$)/

/** Reads a fence: each line of a console is a command, everything else is shown as it is. */
export function readCode(node: Code, report: Report, span: Span): Block[] {
  const lines = node.value.split('\n').filter((line) => line.trim() !== '')
  const language = node.lang ?? ''
  if (lines.length === 0) {
    report('lost-command', span.line, 'this code block is empty')
    return []
  }
  if (DNS.test(language)) return lines.map((line) => ({ kind: 'command', command: line.trim(), shell: 'dns', ...span }))
  const isConsole = SHELLS.test(language) || (language === '' && lines.every(looksLikeCommand))
  const sample: Block = { kind: 'sample', lines, ...span }
  if (!isConsole || lines.some((line) => USAGE.test(line) && !POWERSHELL.test(language))) return [sample]
  const joined = joinContinued(lines)
  if (joined.some((line) => !isOneCommand(line))) {
    report(
      'unusable-command',
      span.line,
      'this script has parts that do not stand alone; it is shown, not offered as a command',
    )
    return [sample]
  }
  return joined.map((line, index) =>
    commandOf(line, language, { ...span, line: span.line + 1 + index, to: Math.max(span.to, span.line + 1 + index) }),
  )
}

function commandOf(line: string, language: string, span: Span): Block {
  const text = line.trim().replace(PROMPT, '')
  if (REMARK.test(text)) return { kind: 'text', text: text.replace(REMARK, ''), ...span }
  return { kind: 'command', command: text, shell: POWERSHELL.test(language) ? 'powershell' : shellOf(text), ...span }
}

function joinContinued(lines: readonly string[]): string[] {
  const result: string[] = []
  let open = false
  for (const line of lines) {
    const text = line.trim().replace(/(?:(?<!\s)\s+)?[`^]$/, '')
    if (open) result[result.length - 1] = `${result.at(-1)} ${text}`
    else result.push(text)
    open = /[`^|]$/.test(line.trim())
  }
  return result
}

function isOneCommand(line: string): boolean {
  const balance = (open: string, close: string) => line.split(open).length === line.split(close).length
  return balance('{', '}') && balance('(', ')') && !/^(?:if|else|foreach|for|while|function|try|catch|\})\b/i.test(line)
}

function looksLikeCommand(line: string): boolean {
  const text = line.trim().replace(PROMPT, '')
  return (
    REMARK.test(text) ||
    wholeCommand(text) !== undefined ||
    announcedCommand(text) !== undefined ||
    (readCommand(text) !== undefined && PROMPT.test(line.trim()))
  )
}
