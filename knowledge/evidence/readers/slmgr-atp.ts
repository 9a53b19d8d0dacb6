import type { Message } from '../grammar/message.ts'

/** The answer of slmgr.vbs to `/atp`, which activates by telephone. */
export const slmgrAtp: readonly Message[] = [
  { tool: 'slmgr.atp', pattern: /^confirmation id for product .{1,60} deposited successfully/, succeeded: true },
]
