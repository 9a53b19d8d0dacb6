import type { Message } from '../grammar/message.ts'

/** The answer of slmgr.vbs to `/ipk`. */
export const slmgrIpk: readonly Message[] = [
  {
    tool: 'slmgr.ipk',
    pattern: /^installed product key .{1,80} successfully|product key .{1,80} erfolgreich installiert/,
    succeeded: true,
  },
]
