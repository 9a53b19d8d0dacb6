import { createDraft, type Draft, type Place, putAll } from '../draft.ts'
import { startsWithError } from '../grammar/error-words.ts'
import type { Message } from '../grammar/message.ts'
import { hostAndPort } from '../grammar/values.ts'
import type { Line } from '../lines.ts'

/** Answers of slmgr.vbs to `/skms` and `/ckms`. */
export const slmgrSkms: readonly Message[] = [
  { tool: 'slmgr.skms', pattern: /^key management service machine name set to /, succeeded: true, read: readHost },
  { tool: 'slmgr.ckms', pattern: /^key management service machine name cleared/, succeeded: true },
]

const COMMAND = /\bslmgr(?:\.vbs)?["']? {1,3}[-/]{1,2}skms {1,3}([\w.-]{0,253}[a-z][\w.-]{0,253}(?::\d{1,5})?)$/
const LINES_BELOW = 5

/** The answer to `/skms` in any language: it repeats the name that was typed. */
export function readRepeatedHost(lines: readonly Line[]): Draft[] {
  for (const [at, line] of lines.entries()) {
    const typed = line.text.length > 400 || !line.lower.includes('skms') ? undefined : COMMAND.exec(line.lower)?.[1]
    if (!typed) continue
    const answer = lines.slice(at + 1, at + 1 + LINES_BELOW).find(({ lower }) => lower.includes(typed))
    if (!answer || startsWithError(answer.lower) || answer.lower.includes('slmgr')) continue
    const draft = createDraft('slmgr.skms')
    const place: Place = { facts: draft.facts, tool: draft.tool, line: answer }
    const { host, port } = hostAndPort(typed)
    putAll(place, { commandSucceeded: true, kmsHostSet: host, kmsPortSet: port, kmsHostSource: 'registry' })
    draft.claimed.push(answer)
    return [draft]
  }
  return []
}

function readHost(place: Place, line: Line): void {
  const { host, port } = hostAndPort(/ set to (\S{1,255}) successfully/i.exec(line.text)?.[1] ?? '')
  putAll(place, { kmsHostSet: host, kmsPortSet: port, kmsHostSource: host && 'registry' })
}
