import { put, putAll } from '../draft.ts'
import type { Message } from '../grammar/message.ts'
import { licenseStatus } from '../grammar/product.ts'

/** What slmgr.vbs says to `/xpr` about the end of the licence. */
export const slmgrXpr: readonly Message[] = [
  {
    tool: 'slmgr.xpr',
    pattern: /machine is permanently activated/,
    read: (place) => putAll(place, { licenseStatus: 'licensed', activationMethod: 'mak' }),
  },
  {
    tool: 'slmgr.xpr',
    pattern: /^(?:volume activation|activation) will expire /,
    read: (place) => putAll(place, { licenseStatus: 'licensed', activationMethod: 'kms' }),
  },
  {
    tool: 'slmgr.xpr',
    // The words for activation by volume, and a date behind or before them.
    pattern:
      /^(?=.{0,120}\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4})(?=.{0,120}(?:volumenaktivierung|activation en volume|activación por volumen|attivazione (?:multilicenza|volume)|ativação (?:de|por) volume|volumeactivering|корпоративн\S{0,3} активаци|ボリューム ライセンス認証|批量激活))[^:]{0,60}(?:\d|:|$)/,
    read: (place) => putAll(place, { licenseStatus: 'licensed', activationMethod: 'kms' }),
  },
  {
    tool: 'slmgr.xpr',
    pattern:
      /(?<!(?:nicht|pas|no|non|não|niet|не) (?:été )?)(?:dauerhaft aktiviert|activée? de (?:façon|manière) permanente|activad[oa] (?:permanentemente|de forma permanente)|attivat[oa] in modo permanente|ativad[oa] permanentemente|permanent geactiveerd|активирован\S{0,3} навсегда|постоянно активирован)/,
    read: (place) => putAll(place, { licenseStatus: 'licensed', activationMethod: 'mak' }),
  },
  {
    tool: 'slmgr.xpr',
    pattern: /(?:^|: ?)(?:initial grace period|additional grace period|non-genuine grace period) ends /,
    read: (place, line) => put(place, 'licenseStatus', licenseStatus(line.lower)),
  },
  {
    tool: 'slmgr.xpr',
    pattern: /^windows is in notification mode/,
    read: (place) => put(place, 'licenseStatus', 'notification'),
  },
]
