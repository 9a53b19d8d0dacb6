import { createDraft, type Draft, type Place, put, putAll, type Reader } from '../draft.ts'
import { canonicalCode, hostAndPort } from '../grammar/values.ts'
import type { Line } from '../lines.ts'

const ENTRY = /^error\/host ?: ?0x([0-9a-f]{1,8}), ?0x[0-9a-f]{1,8}, ?(\S{1,255}?)[,;]?$/i
const OTHER =
  /^searching for kms activation events|^event id: 12288|^coordinated universal time written|^no kms activation events found/

/** `/dhistorykms`: what the client asked the host and what came of it, newest first. */
export const osppDhistorykms: Reader = {
  cues: ['host', 'searching', 'events'],
  read: readKmsHistory,
}

function readKmsHistory(cued: readonly Line[], all: readonly Line[]): Draft[] {
  const isHistory = cued.some((line) =>
    /^error\/host ?:|^searching for kms activation events|^no kms activation events/.test(line.lower),
  )
  if (!isHistory) return []
  const draft = createDraft('ospp.dhistorykms')
  let inEntry = false
  for (const line of all) {
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
