import { createDraft, type Draft, type Place, putAll, type Reader } from '../draft.ts'
import { canonicalCode } from '../grammar/values.ts'
import type { Line } from '../lines.ts'
import { placeOf } from '../place-of.ts'

/** Events 12293 and 12294 of a host: publishing the SRV record failed or worked. */
export const event12293: Reader = {
  cues: ['publishing', 'kms'],
  read: readPublishing,
}

// KMS, DNS and a domain in quotes, in any language; a code below tells that it failed.
const BY_SHAPE = /^(?=.*\(kms\))(?=.*\bdns\b).*["']([\w-]{1,63}(?:\.[\w-]{1,63}){1,6})["']/
const LINES_BELOW = 8

function localised(line: Line, all: readonly Line[]): [string, string, string] | undefined {
  const domain = line.text.length > 400 ? undefined : BY_SHAPE.exec(line.lower)?.[1]
  if (!domain) return undefined
  const at = placeOf(all, line)
  const isCode = ({ lower }: Line): boolean => /^(?:[^:]{2,20}: ?)?0x[0-9a-f]{8}$/.test(lower)
  return all.slice(at, at + LINES_BELOW).some(isCode) ? [line.lower, domain, 'failed'] : undefined
}

function readPublishing(cued: readonly Line[], all: readonly Line[]): Draft[] {
  for (const line of cued) {
    const english =
      /publishing .{0,60}\(kms\) to dns in the '([\w.-]{1,253})' domain (failed|is successful|was successful|succeeded)/.exec(
        line.lower,
      )
    const found = english ?? localised(line, all)
    if (!found) continue
    const isFailure = found[2] === 'failed'
    const at = placeOf(all, line)
    const draft = createDraft(isFailure ? 'event.12293' : 'event.12294')
    const place: Place = { facts: draft.facts, tool: draft.tool, line }
    putAll(place, { dnsZone: found[1], machineRole: 'kmsHost', commandSucceeded: !isFailure })
    draft.claimed.push(line)
    for (const next of all.slice(at, at + LINES_BELOW)) {
      const code = /(?:^|info: ?|failed\. ?)0x([0-9a-f]{8})\b/.exec(next.lower)?.[1]
      if (code) putAll({ ...place, line: next }, { errorCode: canonicalCode(code) })
      if (code || /^info:?$/.test(next.lower)) draft.claimed.push(next)
    }
    return [draft]
  }
  return []
}
