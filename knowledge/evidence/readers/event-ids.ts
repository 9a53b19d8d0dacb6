import { createDraft, type Draft, type Reader } from '../draft.ts'
import type { Line } from '../lines.ts'

const KMS_EVENT_IDS =
  /^(?:event\s?id\s{0,3}:|id\s{0,12}:|<eventid[^>]{0,40}>)\s?(12288|12289|12290|12293|12294|8198|1003|90[023]|8200|8208)\b/

/** An event whose number was pasted without its text. */
export const eventIds: Reader = {
  cues: ['event', 'eventid', 'id'],
  read: readEventIds,
}

function readEventIds(lines: readonly Line[]): Draft[] {
  const seen = new Map<string, Draft>()
  for (const line of lines) {
    const id = KMS_EVENT_IDS.exec(line.lower)?.[1]
    if (!id) continue
    const draft = seen.get(id) ?? createDraft(`event.${id}`)
    draft.claimed.push(line)
    seen.set(id, draft)
  }
  return [...seen.values()]
}
