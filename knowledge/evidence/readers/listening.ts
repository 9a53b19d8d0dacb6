import { createDraft, type Draft, type Place, put, putAll, type Reader } from '../draft.ts'
import type { Line } from '../lines.ts'

/** netstat on a KMS host: the port it listens on, and the firewall rule that lets requests in. */
export const listening: Reader = {
  cues: ['tcp', 'displayname', 'name', 'enabled', 'action', 'aktiviert', 'rule', 'findstr'],
  read: (lines) => [readPort(lines), readRule(lines)].filter((draft) => Object.keys(draft.facts).length > 0),
}

const KMS_PORT = 1688
const ROW = /^tcp\s{1,12}(?:[\d.]{7,15}|\[[\da-f:.%]{2,45}\]):(\d{1,5}) .{1,60}? \p{L}{5,14}(?: \d{1,7})?$/u
// The other end of a port that only listens.
const NO_PEER = / (?:0\.0\.0\.0|\[::\]):0 /

function readPort(lines: readonly Line[]): Draft {
  const draft = createDraft('netstat')
  const asked = lines.flatMap(({ lower }) => /\bfindstr\b[^\d\n]{1,20}(\d{4,5})\b/.exec(lower)?.[1] ?? [])
  const ports = new Set([KMS_PORT, ...asked.map(Number)])
  for (const line of lines) {
    const port = Number(ROW.exec(line.lower)?.[1])
    if (!ports.has(port) || !NO_PEER.test(line.lower)) continue
    putAll({ facts: draft.facts, tool: draft.tool, line }, { listeningPort: port, machineRole: 'kmsHost' })
    draft.claimed.push(line)
  }
  return draft
}

const NAME = /^(?:displayname|name|rule name) ?: ?(.{1,120})$/
const OURS = /key management service|sppsvc-in-tcp/
const FIELD = /^(enabled|action) ?: ?(\w{2,8})$/

/** `Get-NetFirewallRule` and `netsh advfirewall firewall show rule`, of the rule that Windows has for KMS. */
function readRule(lines: readonly Line[]): Draft {
  const draft = createDraft('firewall.rule')
  const fields = new Map<string, string>()
  let isOurs = false
  let place: Place | undefined
  for (const line of lines) {
    const name = NAME.exec(line.lower)?.[1]
    if (name) isOurs = OURS.test(name) || (isOurs && line.lower.startsWith('display'))
    const [, field = '', value = ''] = isOurs ? (FIELD.exec(line.lower) ?? []) : []
    if (field && !fields.has(field)) fields.set(field, value)
    if ((name && isOurs) || field) draft.claimed.push(line)
    if (field === 'enabled') place = { facts: draft.facts, tool: draft.tool, line }
  }
  const isOn = /^(?:true|yes|1)$/.test(fields.get('enabled') ?? '') && fields.get('action') !== 'block'
  if (place) put(place, 'hostFirewallOpen', isOn)
  return draft
}
