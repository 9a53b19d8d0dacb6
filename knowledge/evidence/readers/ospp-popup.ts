import { createDraft, type Draft, put, putAll, type Reader } from '../draft.ts'
import type { Line } from '../lines.ts'

type Popup = { pattern: RegExp; facts: { commandSucceeded: false; adminRights?: boolean; commandOption?: string } }

const failed = { commandSucceeded: false } as const
const POPUPS: Popup[] = [
  { pattern: /^unsupported command passed|^a (?:true or false )?value is required for:/, facts: failed },
  {
    pattern: /last 5 characters of an installed product key are required/,
    facts: { ...failed, commandOption: '/unpkey' },
  },
  { pattern: /software protection platform service is not installed/, facts: failed },
  {
    pattern: /^insufficient rights to perform operation|^ensure cmd\.exe is elevated/,
    facts: { ...failed, adminRights: false },
  },
  { pattern: /following command is supported on (?:windows|local)/, facts: failed },
  { pattern: /^connection failed with passed credentials|^passing credentials is not supported/, facts: failed },
  { pattern: /requires the cscript engine|^command line example: cscript/, facts: failed },
]

/** The windows titled ospp.vbs in which the script reports a wrong command. */
export const osppPopup: Reader = {
  cues: ['unsupported', 'required', 'installed', 'insufficient', 'ensure', 'supported', 'credentials', 'cscript'],
  read: readPopups,
}

function readPopups(lines: readonly Line[]): Draft[] {
  const draft = createDraft('ospp.popup')
  for (const line of lines) {
    const popup = POPUPS.find(({ pattern }) => pattern.test(line.lower))
    if (!popup) continue
    const place = { facts: draft.facts, tool: draft.tool, line }
    const option = /\brequired for: ?(\/[a-z-]{2,22})/i.exec(line.text)?.[1]
    put(place, 'commandOption', option?.toLowerCase())
    putAll(place, { ...popup.facts, product: 'office' })
    draft.claimed.push(line)
  }
  return draft.claimed.length > 0 ? [draft] : []
}
