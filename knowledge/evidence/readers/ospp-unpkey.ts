import type { Message } from '../grammar/message.ts'

/** Answers of ospp.vbs to `/unpkey`. */
export const osppUnpkey: readonly Message[] = [
  { tool: 'ospp.unpkey', pattern: /^<?product key uninstall successful>?/, succeeded: true },
  { tool: 'ospp.unpkey', pattern: /^<?product key not found>?$/, succeeded: false },
  { tool: 'ospp.unpkey', pattern: /^uninstalling product key for:/ },
]
