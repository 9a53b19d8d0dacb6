import { createDraft, type Draft, type Place, putAll, type Reader } from '../draft.ts'
import { canonicalCode } from '../grammar/values.ts'
import type { Line } from '../lines.ts'

/** Events 12293 and 12294 of a host: publishing the SRV record failed or worked. */
export const event12293: Reader = {
  cues: ['publishing'],
  read: readPublishing,
}

function readPublishing(cued: readonly Line[], all: readonly Line[]): Draft[] {
  for (const line of cued) {
    const found =
      /publishing .{0,60}\(kms\) to dns in the '([\w.-]{1,253})' domain (failed|is successful|was successful|succeeded)/.exec(
        line.lower,
      )
    if (!found) continue
    const isFailure = found[2] === 'failed'
    const at = all.indexOf(line)
    const draft = createDraft(isFailure ? 'event.12293' : 'event.12294')
    const place: Place = { facts: draft.facts, tool: draft.tool, line }
    putAll(place, { dnsZone: found[1], machineRole: 'kmsHost', commandSucceeded: !isFailure })
    draft.claimed.push(line)
    for (const next of all.slice(at, at + 8)) {
      const code = /(?:^|info: ?|failed\. ?)0x([0-9a-f]{8})\b/.exec(next.lower)?.[1]
      if (code) putAll({ ...place, line: next }, { errorCode: canonicalCode(code) })
      if (code || /^info:?$/.test(next.lower)) draft.claimed.push(next)
    }
    return [draft]
  }
  return []
}
