import type { FactName } from '../../facts.ts'
import { createDraft, type Draft, type OpenFacts, type Place, put, putAll, type Reader } from '../draft.ts'
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

// A key on a line of its own, or the one that PowerShell was asked for.
const KEY =
  /^\[?(?:hkey_local_machine|hklm)[\\:]|\b(?:gp|gpv|get-itemproperty) .{0,40}?(?:registry::)?(?:hkey_local_machine|hklm)[\\:]/

function readRegistry(lines: readonly Line[]): Draft[] {
  const draft = createDraft(TOOL)
  const keys: OpenFacts[] = []
  let key = ''
  let facts: OpenFacts = {}
  for (const line of lines) {
    if (line.text.length > 500) continue
    if (KEY.test(line.lower)) {
      keys.push(facts)
      facts = {}
      key = line.lower
      putAll({ facts, tool: TOOL, line }, factsOfKey(key))
      if (/^\[?hk.*(?:softwareprotectionplatform|\\services\\(?:spp|ospp)svc)/.test(key)) draft.claimed.push(line)
    }
    // What a value holds is a number, not a code.
    if (/ reg_[a-z]/.test(line.lower)) draft.fields.push(line)
    const value = registryValue(line.text) ?? (facts.kmsHostSet ? listed(line.text) : nameListed(line.text))
    if (value && readValue({ facts, tool: TOOL, line }, value, key)) draft.claimed.push(line)
  }
  draft.facts = joinKeys([...keys, facts])
  const hosts = [...keys, facts].filter((own) => own.kmsHostSet)
  if (hosts.length > 1) draft.entries = hosts.slice(0, MOST_ENTRIES)
  return Object.keys(draft.facts).length > 0 ? [draft] : []
}

const TOOL = 'registry'
const MOST_ENTRIES = 200
// A port belongs to the host of its own key.
const OF_A_HOST = new Set(['kmsHostSet', 'kmsPortSet', 'kmsHostSource', 'product', 'officeVersion'])

/** The first key that sets a host, else the first that says anything, and what the others say of the machine. */
function joinKeys(keys: readonly OpenFacts[]): OpenFacts {
  const main = keys.find((own) => own.kmsHostSet) ?? keys.find((own) => own.kmsPortSet) ?? {}
  const joined: OpenFacts = { ...main }
  const isBound = main.kmsHostSet !== undefined
  for (const own of keys) {
    for (const name in own) {
      const fact = name as FactName
      if (!joined[fact] && !(isBound && OF_A_HOST.has(name))) joined[fact] = own[fact]
    }
  }
  return joined
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
