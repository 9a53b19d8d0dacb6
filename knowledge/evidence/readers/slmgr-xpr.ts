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
    pattern: /(?:^|: ?)(?:initial grace period|additional grace period|non-genuine grace period) ends /,
    read: (place, line) => put(place, 'licenseStatus', licenseStatus(line.lower)),
  },
  {
    tool: 'slmgr.xpr',
    pattern: /^windows is in notification mode/,
    read: (place) => put(place, 'licenseStatus', 'notification'),
  },
]
