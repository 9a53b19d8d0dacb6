import { type Place, put } from '../draft.ts'
import type { Message } from '../grammar/message.ts'
import type { Line } from '../lines.ts'

/** The answer of slmgr.vbs to `/sprt`. */
export const slmgrSprt: readonly Message[] = [
  { tool: 'slmgr.sprt', pattern: /^key management service port set to /, succeeded: true, read: readPort },
]

function readPort(place: Place, line: Line): void {
  const port = Number(/ set to (\d{1,5})/.exec(line.text)?.[1])
  put(place, 'listeningPort', port || undefined)
}
