import { createDraft, type Draft, type Place, put, type Reader } from '../draft.ts'
import type { Line } from '../lines.ts'

const NO_KEYS = /^<no installed product keys detected>/
const NO_KMS_LICENCES = /^no office kms licenses were found/

/** What ospp.vbs prints where no key, or no KMS licence, of Office is installed. */
export const osppNoKeys: Reader = {
  cues: ['no'],
  read: readNoKeys,
}

function readNoKeys(lines: readonly Line[]): Draft[] {
  const line = lines.find(({ lower }) => NO_KEYS.test(lower) || NO_KMS_LICENCES.test(lower))
  if (!line) return []
  const draft = createDraft(line.lower.startsWith('<no') ? 'ospp.dstatus' : 'ospp.setting')
  const place: Place = { facts: draft.facts, tool: draft.tool, line }
  put(place, 'product', 'office')
  if (draft.tool === 'ospp.setting') put(place, 'commandSucceeded', false)
  draft.claimed.push(line)
  return [draft]
}
