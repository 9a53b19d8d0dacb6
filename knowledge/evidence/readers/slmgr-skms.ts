import { type Place, putAll } from '../draft.ts'
import type { Message } from '../grammar/message.ts'
import { hostAndPort } from '../grammar/values.ts'
import type { Line } from '../lines.ts'

/** Answers of slmgr.vbs to `/skms` and `/ckms`. */
export const slmgrSkms: readonly Message[] = [
  { tool: 'slmgr.skms', pattern: /^key management service machine name set to /, succeeded: true, read: readHost },
  { tool: 'slmgr.ckms', pattern: /^key management service machine name cleared/, succeeded: true },
]

function readHost(place: Place, line: Line): void {
  const { host, port } = hostAndPort(/ set to (\S{1,255}) successfully/i.exec(line.text)?.[1] ?? '')
  putAll(place, { kmsHostSet: host, kmsPortSet: port, kmsHostSource: host && 'registry' })
}
