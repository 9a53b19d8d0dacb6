import { put } from '../draft.ts'
import type { Message } from '../grammar/message.ts'

/** What slmgr.vbs warns of when an option for KMS hosts is used on another computer. */
export const slmgrHost: readonly Message[] = [
  {
    tool: 'slmgr.host',
    pattern: /^warning: .{1,90}can only be set on a kms machine that is also activated/,
    succeeded: false,
    // The computer may be no host, or one that is not activated: neither way is its host licensed.
    read: (place) => put(place, 'hostLicensed', false),
  },
]
