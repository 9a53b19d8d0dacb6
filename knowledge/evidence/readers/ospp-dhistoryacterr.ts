import { createDraft, type Draft, put, type Reader } from '../draft.ts'
import { canonicalCode } from '../grammar/values.ts'
import type { Line } from '../lines.ts'

/** `/dhistoryacterr`: failed online activations with a MAK or retail key, from events 8200. */
export const osppDhistoryacterr: Reader = {
  cues: ['searching', '8200', 'events'],
  read: readActivationHistory,
}

function readActivationHistory(cued: readonly Line[], all: readonly Line[]): Draft[] {
  const first = cued.find((line) =>
    /^searching for (?:mak|retail|activation)|^event id: 8200|^no (?:mak|activation) .{0,30}events found/.test(
      line.lower,
    ),
  )
  if (!first) return []
  const draft = createDraft('ospp.dhistoryacterr')
  for (const line of all.slice(all.indexOf(first))) {
    const code = /^error code: ?0x([0-9a-f]{8})\b/i.exec(line.text)?.[1]
    const isPart =
      /^(?:searching for|event id: 8200|coordinated universal time|error description|no .{1,30} events found)/.test(
        line.lower,
      )
    if (code) put({ facts: draft.facts, tool: draft.tool, line }, 'errorCode', canonicalCode(code))
    if (code || isPart) draft.claimed.push(line)
  }
  return [draft]
}
