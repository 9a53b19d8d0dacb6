import { createDraft, type Draft, put, type Reader } from '../draft.ts'
import type { Line } from '../lines.ts'

const IDS = '(12288|12289|12290|12293|12294|8198|8233|1003|90[023]|8200|8208)'
const KMS_EVENT_IDS = new RegExp(`^(?:event\\s?id\\s{0,3}:|id\\s{0,12}:|<eventid[^>]{0,40}>)\\s?${IDS}\\b`)
// A row of the table that PowerShell prints: time, number, level, the start of the message.
const ROW = new RegExp(
  `^\\d[\\d./-]{5,9},? \\d{1,2}[:.]\\d\\d(?:[:.]\\d\\d)?(?: [ap]m)? ${IDS} \\p{L}{4,16}(?: |$)`,
  'u',
)
const ROLES: Readonly<Record<string, string>> = {
  12288: 'client',
  12289: 'client',
  12290: 'kmsHost',
  12293: 'kmsHost',
  12294: 'kmsHost',
}

/** An event whose number was pasted without its text, or with the first words of it. */
export const eventIds: Reader = {
  cues: ['event', 'eventid', 'id', 'information', 'informationen', 'warning', 'warnung', 'error', 'fehler', 'erreur'],
  read: readEventIds,
}

function readEventIds(lines: readonly Line[]): Draft[] {
  const seen = new Map<string, Draft>()
  for (const line of lines) {
    const row = ROW.exec(line.lower)?.[1]
    const id = KMS_EVENT_IDS.exec(line.lower)?.[1] ?? row
    if (!id) continue
    const draft = seen.get(id) ?? createDraft(`event.${id}`)
    draft.claimed.push(line)
    if (row) put({ facts: draft.facts, tool: draft.tool, line }, 'machineRole', ROLES[row])
    seen.set(id, draft)
  }
  return [...seen.values()]
}
