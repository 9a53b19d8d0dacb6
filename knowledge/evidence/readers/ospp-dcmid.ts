import { createDraft, type Draft, type Place, put, type Reader } from '../draft.ts'
import { guidIn } from '../grammar/values.ts'
import type { Line } from '../lines.ts'

/** `/dcmid`: the client machine id of this computer. */
export const osppDcmid: Reader = {
  cues: ['cmid'],
  read: readClientMachineId,
}

function readClientMachineId(cued: readonly Line[], all: readonly Line[]): Draft[] {
  const line = cued.find((one) => /^client machine id \(cmid\) ?:/.test(one.lower))
  if (!line || all.some((one) => /^(?:sku id|activation id|name|kms machine)/.test(one.lower))) return []
  const draft = createDraft('ospp.dcmid')
  draft.claimed.push(line)
  const place: Place = { facts: draft.facts, tool: draft.tool, line }
  put(place, 'clientMachineId', guidIn(line.text))
  put(place, 'commandSucceeded', !/not found/.test(line.lower))
  return [draft]
}
