import { createDraft, type Draft, type Place, put, putAll, type Reader } from '../draft.ts'
import { factsOfName } from '../grammar/product.ts'
import type { Line } from '../lines.ts'

/** `/dinstid`: installation ids for phone activation. The digits are a secret and usually masked already. */
export const osppDinstid: Reader = {
  cues: ['installation'],
  read: readInstallationIds,
}

function readInstallationIds(lines: readonly Line[]): Draft[] {
  const found = lines.filter((line) => /^installation id for ?:/.test(line.lower))
  const draft = createDraft('ospp.dinstid')
  for (const line of found) {
    const place: Place = { facts: draft.facts, tool: draft.tool, line }
    const digits = /(\d[\d -]{46,90}\d)\s*$/.exec(line.text)?.[1]?.replace(/\D/g, '')
    putAll(place, { ...factsOfName(line.text), product: 'office' })
    put(place, 'installationId', digits)
    draft.claimed.push(line)
  }
  return found.length > 0 ? [draft] : []
}
