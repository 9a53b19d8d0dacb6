import { createDraft, type Draft, type Place, put, putAll } from '../draft.ts'
import type { Line } from '../lines.ts'
import { canonicalCode, hostAndPort } from '../values.ts'

const ENTRY = /^error\/host ?: ?0x([0-9a-f]{1,8}), ?0x[0-9a-f]{1,8}, ?(\S{1,255}?)[,;]?$/i
const OTHER =
  /^searching for kms activation events|^event id: 12288|^coordinated universal time written|^no kms activation events found/

/** `/dhistorykms`: what the client asked the host and what came of it, newest first. */
export function readKmsHistory(lines: readonly Line[]): Draft[] {
  const isHistory = lines.some((line) =>
    /^error\/host ?:|^searching for kms activation events|^no kms activation events/.test(line.lower),
  )
  if (!isHistory) return []
  const draft = createDraft('ospp.dhistorykms')
  let inEntry = false
  for (const line of lines) {
    const place: Place = { facts: draft.facts, tool: draft.tool, line }
    const entry = ENTRY.exec(line.text)
    if (entry) {
      const code = canonicalCode(entry[1] ?? '')
      put(place, 'errorCode', code)
      put(place, 'innerCode', code === '0x0' ? undefined : code)
      const { host, port } = hostAndPort(entry[2] ?? '')
      putAll(place, { kmsHostAsked: host, kmsPortAsked: port, machineRole: 'client' })
      draft.fields.push(line)
    }
    const pc = /on machine: ?([\w.-]{1,255})$/.exec(line.lower)?.[1]
    put(place, 'clientName', pc)
    const isDescription: boolean = inEntry && line.lower.startsWith('error description')
    if (entry || isDescription || OTHER.test(line.lower)) draft.claimed.push(line)
    inEntry = entry !== null || (inEntry && isDescription)
  }
  return [draft]
}

/** `/dhistoryacterr`: failed online activations with a MAK or retail key, from events 8200. */
export function readActivationHistory(lines: readonly Line[]): Draft[] {
  const start = lines.findIndex((line) =>
    /^searching for (?:mak|retail|activation)|^event id: 8200|^no (?:mak|activation) .{0,30}events found/.test(
      line.lower,
    ),
  )
  if (start === -1) return []
  const draft = createDraft('ospp.dhistoryacterr')
  for (const line of lines.slice(start)) {
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
