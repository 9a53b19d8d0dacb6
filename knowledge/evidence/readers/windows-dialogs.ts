import { createDraft, type Draft, type Place, put, putAll } from '../draft.ts'
import type { Line } from '../lines.ts'
import { canonicalCode } from '../values.ts'

/** slui 0x2a: the window that explains a code. */
export function readSlui(lines: readonly Line[]): Draft[] {
  const at = lines.findIndex((line) =>
    /^(?:code|fehlercode|código|codice|код)\s?:(?: ?0x[0-9a-f]{8})?$/.test(line.lower),
  )
  const label = lines[at]
  const value = label?.text.includes('0x')
    ? label
    : lines.slice(at + 1, at + 4).find((line) => /^0x[0-9a-f]{8}$/.test(line.lower))
  const code = /0x([0-9a-f]{8})/i.exec(value?.text ?? '')?.[1]
  if (at === -1 || !label || !value || !code) return []
  const draft = createDraft('slui')
  put({ facts: draft.facts, tool: draft.tool, line: value }, 'errorCode', canonicalCode(code))
  draft.claimed.push(label, value)
  draft.claimed.push(
    ...lines.filter((line) => /^an error has occurred|^(?:description|beschreibung)\s?:$/.test(line.lower)),
  )
  return [draft]
}

const ACTIVATED = /windows is activated (?:with|using) (.{3,60})/
const NOT_ACTIVATED =
  /windows isn't activated|windows is not activated|we can't activate windows|windows ist nicht aktiviert|windows kann (?:auf diesem gerät )?nicht aktiviert/

/** The activation page of Settings. The sentences stay prose, since they name the fault. */
export function readSettings(lines: readonly Line[]): Draft[] {
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
