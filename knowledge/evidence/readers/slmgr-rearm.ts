import type { Message } from '../grammar/message.ts'

/** The answer of slmgr.vbs to `/rearm`. */
export const slmgrRearm: readonly Message[] = [
  { tool: 'slmgr.rearm', pattern: /^please restart the system for the changes to take effect/, succeeded: true },
]
