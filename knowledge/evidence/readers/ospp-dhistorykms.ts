import { createDraft, type Draft, type OpenFacts, type Place, put, putAll, type Reader } from '../draft.ts'
import { canonicalCode, hostAndPort } from '../grammar/values.ts'
import type { Line } from '../lines.ts'

const TOOL = 'ospp.dhistorykms'
const ENTRY = /^error\/host ?: ?(0x([0-9a-f]{1,8})), ?0x[0-9a-f]{1,8}(?:, ?(\S{0,255}?)[,;]?)?$/i
const MOST_ENTRIES = 200
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
  const draft = createDraft(TOOL)
  const entries: OpenFacts[] = []
  let inEntry = false
  for (const line of all) {
    const entry = ENTRY.exec(line.text)
    if (entry) {
      if (entries.length < MOST_ENTRIES) entries.push(readEntry(entry, line))
      draft.fields.push(line)
    }
    const pc = /on machine: ?([\w.-]{1,255})$/.exec(line.lower)?.[1]
    if (pc) put({ facts: draft.facts, tool: TOOL, line }, 'clientName', pc)
    const isDescription: boolean = inEntry && line.lower.startsWith('error description')
    if (entry || isDescription || OTHER.test(line.lower)) draft.claimed.push(line)
    inEntry = entry !== null || (inEntry && isDescription)
  }
  // The newest comes first; what it does not name is not taken from an older one.
  draft.facts = { ...draft.facts, ...entries[0] }
  draft.entries = entries
  return [draft]
}

function readEntry([, printed = '', hex = '', target = '']: RegExpExecArray, line: Line): OpenFacts {
  const facts: OpenFacts = {}
  const place: Place = { facts, tool: TOOL, line }
  const code = canonicalCode(hex)
  const { host, port } = hostAndPort(target)
  put({ ...place, printed }, 'errorCode', code)
  put(place, 'innerCode', code === '0x0' ? undefined : code)
  putAll(place, { kmsHostAsked: host, kmsPortAsked: port, machineRole: 'client' })
  return facts
}
