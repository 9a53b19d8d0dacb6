import type { Message } from '../grammar/message.ts'

/** Answers of slmgr.vbs to `/upk`. */
export const slmgrUpk: readonly Message[] = [
  { tool: 'slmgr.upk', pattern: /^uninstalled product key successfully/, succeeded: true },
  { tool: 'slmgr.upk', pattern: /^error: ?product (?:key )?not found/, succeeded: false },
]
