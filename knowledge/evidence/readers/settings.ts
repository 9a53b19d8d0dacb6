import { createDraft, type Draft, type Place, put, putAll, type Reader } from '../draft.ts'
import { canonicalCode } from '../grammar/values.ts'
import type { Line } from '../lines.ts'

const ACTIVATED = /windows is activated (?:with|using) (.{3,60})/
const NOT_ACTIVATED =
  /windows isn't activated|windows is not activated|we can't activate windows|windows ist nicht aktiviert|windows kann (?:auf diesem gerät )?nicht aktiviert/

/** The activation page of Settings. The sentences stay prose, since they name the fault. */
export const settings: Reader = {
  cues: ['activated', 'activate', 'aktiviert', 'code', 'fehlercode'],
  read: readSettings,
}

function readSettings(lines: readonly Line[]): Draft[] {
  const draft = createDraft('settings')
  for (const line of lines) {
    const place: Place = { facts: draft.facts, tool: draft.tool, line }
    const by = ACTIVATED.exec(line.lower)?.[1]
    const isOurs = by !== undefined || NOT_ACTIVATED.test(line.lower)
    if (by) {
      const method = by.includes('organization') ? 'kms' : by.includes('digital') ? 'retail' : undefined
      putAll(place, { product: 'windows', licenseStatus: 'licensed', activationMethod: method })
    }
    if (NOT_ACTIVATED.test(line.lower)) put(place, 'product', 'windows')
    const code = /(?:error code|fehlercode): ?(?:0x)?([0-9a-f]{8})\b/.exec(line.lower)?.[1]
    if (code && draft.facts.product) put(place, 'errorCode', canonicalCode(code))
    if (isOurs || code) draft.seen.push(line)
  }
  return draft.facts.product ? [draft] : []
}
