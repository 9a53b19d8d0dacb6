import type { Message } from '../grammar/message.ts'

/** The answer of ospp.vbs to `/inpkey`. */
export const osppInpkey: readonly Message[] = [
  { tool: 'ospp.inpkey', pattern: /^<?product key installation successful>?/, succeeded: true },
]
