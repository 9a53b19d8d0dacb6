import { createDraft, type Draft, type Place, put, putAll, type Reader } from '../draft.ts'
import { factsOfId } from '../grammar/product.ts'
import type { Line } from '../lines.ts'

type RegistryValue = { name: string; value: string; number: number }

/** reg query and reg export of the keys that licensing reads. */
export const registry: Reader = {
  cues: [
    'hkey_local_machine',
    'hklm',
    'keymanagementservicename',
    'keymanagementserviceport',
    'keymanagementservicelisteningport',
    'disablednspublishing',
    'dnsdomainpublishlist',
    'start',
  ],
  read: readRegistry,
}

function readRegistry(lines: readonly Line[]): Draft[] {
  const draft = createDraft('registry')
  let key = ''
  for (const line of lines) {
    if (line.text.length > 500) continue
    if (/^\[?(?:hkey_local_machine|hklm)[\\:]/.test(line.lower)) {
      key = line.lower
      putAll({ facts: draft.facts, tool: draft.tool, line }, factsOfKey(key))
      if (/softwareprotectionplatform|\\services\\(?:spp|ospp)svc/.test(key)) draft.claimed.push(line)
    }
    // What a value holds is a number, not a code.
    if (/ reg_[a-z]/.test(line.lower)) draft.fields.push(line)
    const value = registryValue(line.text) ?? (draft.facts.kmsHostSet ? listed(line.text) : nameListed(line.text))
    if (value && readValue({ facts: draft.facts, tool: draft.tool, line }, value, key)) draft.claimed.push(line)
  }
  return Object.keys(draft.facts).length > 0 ? [draft] : []
}

/** The product that a key of the licensing service belongs to: the key itself or the application id below it. */
function factsOfKey(key: string): ReturnType<typeof factsOfId> {
  if (key.includes('\\officesoftwareprotectionplatform')) return { product: 'office' }
  const [, application = ''] = /\\softwareprotectionplatform\\([0-9a-f-]{36})/.exec(key) ?? []
  return factsOfId(application)
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

/** A value as PowerShell lists the properties of a key. */
function listed(text: string): RegistryValue | undefined {
  const [, name = '', value = ''] = LISTED.exec(text) ?? []
  return name ? { name: name.toLowerCase(), value, number: Number.parseInt(value, 10) } : undefined
}

// WMI lists the port of a licence under the same name, but not the host.
function nameListed(text: string): RegistryValue | undefined {
  const value = listed(text)
  return value?.name === 'keymanagementserviceport' ? undefined : value
}

const LISTED =
  /^(KeyManagementService(?:Name|Port|ListeningPort)|DisableDnsPublishing|DnsDomainPublishList) ?: ?\{?(\S{1,253}?)\}?$/i

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
