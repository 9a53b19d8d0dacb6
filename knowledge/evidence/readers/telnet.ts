import { createDraft, type Draft, type OpenFacts, putAll, type Reader } from '../draft.ts'
import type { Line } from '../lines.ts'

/** telnet to the port of the host, in every language, since host and port stand at fixed places. */
export const telnet: Reader = {
  read: readTelnet,
}

const FAILED =
  /([\w-][\w.-]{0,252}?)\.\.\. ?(.{0,160}?)(?:port|порту?|puerto|porta|poort|ポート|端口|포트):? ?(\d{1,5}) ?: ?\S/iu
const LONGEST = 400
const MOST_ENTRIES = 200

function readTelnet(lines: readonly Line[]): Draft[] {
  const draft = createDraft('telnet')
  const entries: OpenFacts[] = []
  for (const line of lines) {
    if (line.text.length > LONGEST || !line.text.includes('...')) continue
    const found = FAILED.exec(line.text)
    if (!found) continue
    draft.claimed.push(line)
    if (entries.length === MOST_ENTRIES) continue
    const facts: OpenFacts = {}
    putAll(
      { facts, tool: draft.tool, line },
      { portReachable: false, kmsHostTested: found[1]?.toLowerCase(), kmsPortTested: Number(found[3]) },
    )
    entries.push(facts)
  }
  const [facts] = entries
  return facts ? [{ ...draft, facts, entries }] : []
}
