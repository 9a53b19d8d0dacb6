import { createDraft, type Draft, type Place, putAll, type Reader } from '../draft.ts'
import type { Line } from '../lines.ts'

/** telnet to the port of the host, in every language, since host and port stand at fixed places. */
export const telnet: Reader = {
  read: readTelnet,
}

function readTelnet(lines: readonly Line[]): Draft[] {
  const draft = createDraft('telnet')
  for (const line of lines) {
    if (line.text.length > 400 || !line.text.includes('...')) continue
    const found =
      /([\w-][\w.-]{0,252}?)\.\.\. ?(.{0,160}?)(?:port|порту?|puerto|porta|poort|ポート|端口|포트):? ?(\d{1,5}) ?: ?\S/iu.exec(
        line.text,
      )
    if (!found) continue
    const place: Place = { facts: draft.facts, tool: draft.tool, line }
    putAll(place, {
      portReachable: false,
      kmsHostTested: found[1]?.toLowerCase(),
      kmsPortTested: Number(found[3]),
    })
    draft.claimed.push(line)
  }
  return draft.claimed.length > 0 ? [draft] : []
}
