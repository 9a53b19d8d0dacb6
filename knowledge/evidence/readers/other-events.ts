import { createDraft, type Draft, type Place, put, putAll } from '../draft.ts'
import type { Line } from '../lines.ts'
import { factsOfId } from '../product.ts'
import { canonicalCode, guidIn } from '../values.ts'

/** Event 8198: an activation attempt failed; the code is the one the activation printed. */
export function readActivationFailure(lines: readonly Line[]): Draft[] {
  const draft = createDraft('event.8198')
  for (const line of lines) {
    const place: Place = { facts: draft.facts, tool: draft.tool, line }
    const code = /\bhr ?= ?0x([0-9a-f]{8})\b/.exec(line.lower)?.[1]
    if (code) put(place, 'errorCode', canonicalCode(code))
    const isArguments = /\bappid=|^command-line arguments/.test(line.lower)
    if (isArguments) {
      putAll(place, factsOfId(guidIn(/appid=([0-9a-f-]{36})/.exec(line.lower)?.[1] ?? '') ?? ''))
      put(place, 'skuId', guidIn(/skuid=([0-9a-f-]{36})/.exec(line.lower)?.[1] ?? ''))
    }
    if (code || isArguments || /^license activation \(.{1,40}\) failed/.test(line.lower)) draft.claimed.push(line)
  }
  if (!draft.facts.errorCode) return []
  put({ facts: draft.facts, tool: draft.tool, line: draft.claimed[0] }, 'commandSucceeded', false)
  return [draft]
}

/** Events 12293 and 12294 of a host: publishing the SRV record failed or worked. */
export function readPublishing(lines: readonly Line[]): Draft[] {
  for (const [at, line] of lines.entries()) {
    const found =
      /publishing .{0,60}\(kms\) to dns in the '([\w.-]{1,253})' domain (failed|is successful|was successful|succeeded)/.exec(
        line.lower,
      )
    if (!found) continue
    const isFailure = found[2] === 'failed'
    const draft = createDraft(isFailure ? 'event.12293' : 'event.12294')
    const place: Place = { facts: draft.facts, tool: draft.tool, line }
    putAll(place, { dnsZone: found[1], machineRole: 'kmsHost', commandSucceeded: !isFailure })
    draft.claimed.push(line)
    for (const next of lines.slice(at, at + 8)) {
      const code = /(?:^|info: ?|failed\. ?)0x([0-9a-f]{8})\b/.exec(next.lower)?.[1]
      if (code) putAll({ ...place, line: next }, { errorCode: canonicalCode(code) })
      if (code || /^info:?$/.test(next.lower)) draft.claimed.push(next)
    }
    return [draft]
  }
  return []
}

type Benign = { tool: string; start: RegExp; part: RegExp }

const BENIGN: Benign[] = [
  {
    tool: 'event.1003',
    start: /has completed licensing status check/,
    part: /^(?:application id=|licensing status=|\d{1,3}: [0-9a-f-]{36}, ?\d)/,
  },
  { tool: 'event.900', start: /software protection service is starting/, part: /^parameters:/ },
  { tool: 'event.902', start: /software protection service has started/, part: /^\d+\.\d+\.\d+\.\d+$/ },
  { tool: 'event.903', start: /software protection service has stopped/, part: /^$/ },
  { tool: 'event.8200', start: /^license acquisition failure details/, part: /^hr=0x/ },
  {
    tool: 'event.8208',
    start: /^acquisition of genuine ticket failed|^acquisition of end user license was/,
    part: /^hr=0x|^template id/,
  },
]

/** Events that look like faults and are none: the life cycle and the status check of the service. */
export function readBenignEvents(lines: readonly Line[]): Draft[] {
  return BENIGN.flatMap(({ tool, start, part }) => {
    if (!lines.some((line) => start.test(line.lower))) return []
    const draft = createDraft(tool)
    draft.claimed.push(...lines.filter((line) => start.test(line.lower) || (line.text !== '' && part.test(line.lower))))
    draft.quiet.push(...draft.claimed)
    return [draft]
  })
}

const KMS_EVENT_IDS =
  /^(?:event\s?id\s{0,3}:|id\s{0,12}:|<eventid[^>]{0,40}>)\s?(12288|12289|12290|12293|12294|8198|1003|90[023]|8200|8208)\b/

/** An event whose number was pasted without its text. */
export function readEventIds(lines: readonly Line[]): Draft[] {
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
