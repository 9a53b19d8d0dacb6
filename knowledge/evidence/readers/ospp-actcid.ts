import type { Message } from '../grammar/message.ts'

/** The answer of ospp.vbs to `/actcid`, which activates by telephone. */
export const osppActcid: readonly Message[] = [
  { tool: 'ospp.act', pattern: /^<?offline product activation successful>?/, succeeded: true },
]
