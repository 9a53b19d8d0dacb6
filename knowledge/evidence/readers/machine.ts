import { createDraft, type Draft, type Place, put, putAll } from '../draft.ts'
import type { Line } from '../lines.ts'

const OFFSET = /(?:\bo:|^\d{1,2}:\d\d:\d\d, )([+-]\d{1,9}\.\d{1,9})s\b/
const SECONDS_PER_HOUR = 3600

/** w32tm /stripchart: how far two clocks are apart. */
export function readTimeOffset(lines: readonly Line[]): Draft[] {
  const draft = createDraft('w32tm')
  for (const line of lines) {
    const offset = OFFSET.exec(line.lower)
    const host = /^tracking ([\w.-]{1,253}) \[/.exec(line.lower)?.[1]
    const place: Place = { facts: draft.facts, tool: draft.tool, line }
    put(place, 'kmsHostTested', host)
    if (offset) {
      const hours = Math.abs(Number(offset[1])) / SECONDS_PER_HOUR
      put({ ...place, printed: `${offset[1]}s` }, 'clockDifference', Math.round(hours * 100) / 100)
    }
    if (offset || host || /^collecting \d{1,6} samples|^the current time is /.test(line.lower)) draft.claimed.push(line)
  }
  return draft.facts.clockDifference ? [draft] : []
}

const IPCONFIG: [pattern: RegExp, fact: 'clientName' | 'dnsSuffix' | 'dnsServer' | 'other'][] = [
  [/^(?:host name|hostname|nom de l'hôte|nombre de host)$/, 'clientName'],
  [/^(?:primary dns suffix|primäres dns-suffix|suffixe dns principal|sufijo dns principal)$/, 'dnsSuffix'],
  [/^(?:dns servers?|dns-server|serveurs dns|servidores dns)$/, 'dnsServer'],
  [
    /^(?:connection-specific dns suffix|verbindungsspezifisches dns-suffix|dns suffix search list|dns-suffixsuchliste|node type|ip routing enabled|wins proxy enabled|description|physical address|dhcp enabled|autoconfiguration enabled|.{0,30}ipv[46] address|ipv4-adresse|subnet mask|default gateway|dhcp server|lease \w+|netbios over tcpip|dhcpv6 \w+( \w+)?)$/,
    'other',
  ],
]

/** ipconfig /all: name, suffix and DNS server of the PC. */
export function readIpconfig(lines: readonly Line[]): Draft[] {
  const draft = createDraft('ipconfig')
  for (const line of lines) {
    const [, label = '', value = ''] = /^(.{2,44}?)(?: ?\.)* ?: ?(.{0,200})$/.exec(line.lower) ?? []
    const fact = IPCONFIG.find(([pattern]) => pattern.test(label.trim()))?.[1]
    const isDotted = /(?:\. ?){3,}:/.test(line.lower.slice(0, 60))
    const isHead =
      /^windows ip config|^windows-ip-konfiguration|^(?:ethernet|wireless lan|unknown) adapter .{1,60}:$/.test(
        line.lower,
      )
    if (isHead || (fact && isDotted)) draft.claimed.push(line)
    if (fact && fact !== 'other' && isDotted) put({ facts: draft.facts, tool: draft.tool, line }, fact, value)
  }
  return Object.keys(draft.facts).length > 0 ? [draft] : []
}

const SERVICES = /\b(?:osppsvc|sppsvc|slsvc)\b/
const SERVICE_NAMES = /software protection|office software protection platform|software licensing/

/** sc query and sc qc, Get-Service, net start and the Services window for the licensing services. */
export function readService(lines: readonly Line[]): Draft[] {
  const draft = createDraft('service')
  let isOurs = false
  for (const line of lines) {
    if (line.text.length > 300) continue
    const { lower } = line
    const place: Place = { facts: draft.facts, tool: draft.tool, line }
    const name = /^(?:service_name|name|displayname|display_name|dienstname)\s{0,12}: ?(.{1,80})$/.exec(lower)?.[1]
    if (name) isOurs = SERVICES.test(name) || SERVICE_NAMES.test(name) || (isOurs && lower.startsWith('display'))
    const state = /^(?:state|status|start_type|starttype)\s{0,12}: ?(?:\d {1,3})?(\w{3,20})/.exec(lower)?.[1]
    const row = /^(running|stopped|disabled) (?:\w{1,12} )?(?:osppsvc|sppsvc|slsvc)\b/.exec(lower)?.[1]
    const message =
      /^the (?:office )?software protection(?: platform)? service (is starting|was started|could not be started|is not started|is stopping|was stopped)/.exec(
        lower,
      )?.[1]
    if (name && isOurs) draft.claimed.push(line)
    if ((isOurs && state) || row || message) draft.claimed.push(line)
    if (isOurs && state) readState(draft, place, state)
    if (row) readState(draft, place, row)
    if (message) put(place, 'serviceState', /was started/.test(message) ? 'running' : 'stopped')
    if (name && isOurs && /osppsvc|office/.test(name)) put(place, 'product', 'office')
  }
  return draft.facts.serviceState ? [draft] : []
}

/** Disabled is why a service is stopped, so it wins. */
function readState(draft: Draft, place: Place, state: string): void {
  if (state === 'disabled') {
    delete draft.facts.serviceState
    put(place, 'serviceState', 'disabled')
  }
  if (state === 'running' || state === 'stopped') put(place, 'serviceState', state)
}

type RegistryValue = { name: string; value: string; number: number }

/** reg query and reg export of the keys that licensing reads. */
export function readRegistry(lines: readonly Line[]): Draft[] {
  const draft = createDraft('registry')
  let key = ''
  for (const line of lines) {
    if (line.text.length > 500) continue
    if (/^\[?(?:hkey_local_machine|hklm)[\\:]/.test(line.lower)) {
      key = line.lower
      if (/softwareprotectionplatform|\\services\\(?:spp|ospp)svc/.test(key)) draft.claimed.push(line)
    }
    const value = registryValue(line.text)
    if (value && readValue({ facts: draft.facts, tool: draft.tool, line }, value, key)) draft.claimed.push(line)
  }
  return Object.keys(draft.facts).length > 0 ? [draft] : []
}

function registryValue(text: string): RegistryValue | undefined {
  const query = /^(\w{3,60}) REG_\w{2,12} (.{1,300})$/i.exec(text)
  const exported = /^"(\w{3,60})"=(?:dword:|hex\(7\):)?"?([^"]{1,300})"?$/i.exec(text)
  const found = query ?? exported
  if (!found) return undefined
  const value = found[2] ?? ''
  const isHex = /^0x/i.test(value) || /=dword:/i.test(text)
  return {
    name: (found[1] ?? '').toLowerCase(),
    value,
    number: Number.parseInt(value.replace(/^0x/i, ''), isHex ? 16 : 10),
  }
}

function readValue(place: Place, { name, value, number }: RegistryValue, key: string): boolean {
  switch (name) {
    case 'keymanagementservicename':
      putAll(place, { kmsHostSet: value.toLowerCase(), kmsHostSource: 'registry' })
      return true
    case 'keymanagementserviceport':
      put(place, 'kmsPortSet', number)
      return true
    case 'keymanagementservicelisteningport':
      putAll(place, { listeningPort: number, machineRole: 'kmsHost' })
      return true
    case 'disablednspublishing':
      putAll(place, {
        dnsPublishing: number === 1 ? 'disabled' : 'enabled',
        hostDiscoverable: number !== 1,
        machineRole: 'kmsHost',
      })
      return true
    case 'dnsdomainpublishlist':
      put(place, 'dnsZone', /^[\w.-]{1,253}/.exec(value)?.[0])
      return true
    case 'start':
      if (!/\\services\\(?:spp|ospp)svc/.test(key)) return false
      if (number === 4) put(place, 'serviceState', 'disabled')
      return true
    default:
      return false
  }
}
