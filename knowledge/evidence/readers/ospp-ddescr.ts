import type { Message } from '../grammar/message.ts'

/** The answer of ospp.vbs to `/ddescr` with a code it does not take; the code in it is an example. */
export const osppDdescr: readonly Message[] = [
  { tool: 'ospp.ddescr', pattern: /^an error code must start with '?0x/, succeeded: false, isExample: true },
  { tool: 'ospp.ddescr', pattern: /^error description: an unknown error occurred\b/, succeeded: false },
]
