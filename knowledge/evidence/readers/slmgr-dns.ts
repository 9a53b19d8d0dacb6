import type { Message } from '../grammar/message.ts'

/** Answers of slmgr.vbs to `/sdns` and `/cdns`. */
export const slmgrDns: readonly Message[] = [
  {
    tool: 'slmgr.sdns',
    pattern: /^(?:dns publishing enabled|kms dns publishing (?:is )?enabled)\.?$/,
    succeeded: true,
  },
  {
    tool: 'slmgr.cdns',
    pattern: /^(?:dns publishing disabled|kms dns publishing (?:is )?disabled)\.?$/,
    succeeded: true,
  },
]
