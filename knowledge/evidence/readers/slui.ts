import { createDraft, type Draft, put, type Reader } from '../draft.ts'
import { canonicalCode } from '../grammar/values.ts'
import type { Line } from '../lines.ts'

/** slui 0x2a: the window that explains a code. */
export const slui: Reader = {
  cues: ['code', 'fehlercode', 'código', 'codice', 'код'],
  read: readSlui,
}

function readSlui(cued: readonly Line[], all: readonly Line[]): Draft[] {
  const label = cued.find((line) => /^(?:code|fehlercode|código|codice|код)\s?:(?: ?0x[0-9a-f]{8})?$/.test(line.lower))
  if (!label) return []
  const value = label.text.includes('0x')
    ? label
    : all
        .slice(all.indexOf(label) + 1)
        .slice(0, 3)
        .find((line) => /^0x[0-9a-f]{8}$/.test(line.lower))
  const code = /0x([0-9a-f]{8})/i.exec(value?.text ?? '')?.[1]
  if (!value || !code) return []
  const draft = createDraft('slui')
  put({ facts: draft.facts, tool: draft.tool, line: value }, 'errorCode', canonicalCode(code))
  draft.claimed.push(label, value)
  draft.claimed.push(
    ...all.filter((line) => /^an error has occurred|^(?:description|beschreibung)\s?:$/.test(line.lower)),
  )
  return [draft]
}
