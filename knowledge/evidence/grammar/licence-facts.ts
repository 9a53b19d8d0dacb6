import type { OpenFacts, Place } from '../draft.ts'
import { put, putAll } from '../draft.ts'
import type { Label } from './labels.ts'
import type { LicenceBlock, Value } from './licence-blocks.ts'
import {
  factsOfDescription,
  factsOfId,
  factsOfName,
  licenseStatus,
  methodOfChannel,
  windowsOfBuild,
} from './product.ts'
import { isSwitchedOff } from './unlabelled.ts'
import { canonicalCode, codeIn, guidIn, hostAndPort, numberIn } from './values.ts'

type Read = (place: Place, text: string) => void

const readId: Read = (place, text) => {
  const id = guidIn(text)
  put(place, 'skuId', id)
  if (id) putAll(place, factsOfId(id))
}

const readGrace: Read = (place, text) => {
  // ospp prints days before minutes, slmgr the other way round; days are the smaller number.
  const numbers = (text.slice(0, 80).match(/\d{1,9}/g) ?? []).map(Number)
  put(place, 'graceDays', numbers.length === 0 ? undefined : Math.min(...numbers.slice(0, 2)))
}

const readStatus: Read = (place, text) => {
  const printed = text.replace(/^-{2,} ?| ?(?<!-)-{2,}$/g, '').slice(0, 80)
  put({ ...place, printed }, 'licenseStatus', licenseStatus(printed))
}

const readCode: Read = (place, text) => {
  const code = codeIn(text)
  const printed = /^\S{1,12}/.exec(text)?.[0]
  put(printed ? { ...place, printed } : place, 'errorCode', code)
  if (/for information purposes only|as licensed/i.test(text)) put(place, 'informational', true)
}

const readKey: Read = (place, text) => {
  const key = /(?:^|-)([A-Z0-9]{5})$/i.exec(text)?.[1]?.toUpperCase()
  put(place, 'partialKey', key && /^(.)\1+$/.test(key) ? undefined : key)
}

const MINUTES_PER_DAY = 1440

// Reasons that only say that all is well, or that nothing was tried yet.
const NO_FAULT = new Set(['0x4004F040', '0x4004F401'])

/** WMI prints a code as a number without sign. */
function hexOfNumber(text: string): string | undefined {
  const number = /^0x[0-9a-f]{1,8}$/i.test(text) ? Number(text) : Number(/^-?\d{1,10}$/.exec(text)?.[0] ?? 'none')
  return Number.isFinite(number) && number !== 0 ? canonicalCode((number >>> 0).toString(16)) : undefined
}

function codeOfNumber(text: string): string | undefined {
  const code = hexOfNumber(text)
  return code !== undefined && NO_FAULT.has(code) ? undefined : code
}

const readHost =
  (source: 'registry' | 'dns'): Read =>
  (place, text) => {
    const { host, port } = hostAndPort(text)
    if (!host) return
    // Discovery is silent while a name is set, so a set name is the source whatever else is printed.
    put(place, 'kmsHostSource', source)
    if (source === 'registry') putAll(place, { kmsHostSet: host, kmsPortSet: port })
    else putAll(place, { kmsHostAsked: host, kmsPortAsked: port })
  }

const READS: Partial<Record<Label, Read>> = {
  hostSet: readHost('registry'),
  hostFromDns: readHost('dns'),
  noHostInDns: (place) => put(place, 'kmsHostSource', 'none'),
  licenseName: (place, text) => putAll(place, factsOfName(text)),
  name: (place, text) => putAll(place, factsOfName(text)),
  licenseDescription: (place, text) => putAll(place, factsOfDescription(text)),
  description: (place, text) => putAll(place, factsOfDescription(text)),
  skuId: readId,
  activationId: readId,
  applicationId: (place, text) => putAll(place, factsOfId(guidIn(text) ?? '')),
  keyChannel: (place, text) => {
    put(place, 'activationMethod', methodOfChannel(text))
    if (/csvlk/i.test(text)) put(place, 'machineRole', 'kmsHost')
  },
  installationId: (place, text) => {
    const digits = text.replace(/\D/g, '')
    put(place, 'installationId', digits.length >= 48 ? digits : undefined)
  },
  licenseStatus: readStatus,
  errorCode: readCode,
  notificationReason: readCode,
  remainingGrace: readGrace,
  volumeExpiration: readGrace,
  timedExpiration: readGrace,
  partialKey: readKey,
  hostAddress: (place, text) => put(place, 'kmsHostAddress', /^[\da-f.:]{3,45}$/i.exec(text)?.[0]),
  hostCaching: (place, text) => put(place, 'hostCaching', isSwitchedOff(text) ? 'disabled' : 'enabled'),
  publishing: (place, text) => {
    const isOn = !isSwitchedOff(text)
    putAll(place, { machineRole: 'kmsHost', dnsPublishing: isOn ? 'enabled' : 'disabled', hostDiscoverable: isOn })
  },
  clientMachineId: (place, text) => put(place, 'clientMachineId', guidIn(text)),
  activatedBy: (place, text) => put(place, 'activationMethod', /^ad\b/i.test(text) ? 'ad' : undefined),
  objectDn: (place) => put(place, 'activationMethod', 'ad'),
  currentCount: (place, text) => put(place, 'currentCount', numberIn(text)),
  listeningPort: (place, text) => put(place, 'listeningPort', numberIn(text)),
  totalRequests: (place, text) => put(place, 'totalRequests', numberIn(text)),
  failedRequests: (place, text) => put(place, 'failedRequests', numberIn(text)),
  wmiStatus: (place, text) => put({ ...place, printed: text }, 'licenseStatus', licenseStatus(text)),
  wmiReason: (place, text) => {
    put({ ...place, printed: text }, 'errorCode', codeOfNumber(text))
    if (NO_FAULT.has(hexOfNumber(text) ?? '')) put(place, 'informational', true)
  },
  wmiId: readId,
  wmiKey: readKey,
  wmiGrace: (place, text) => {
    const minutes = numberIn(text)
    put(place, 'graceDays', minutes ? Math.floor(minutes / MINUTES_PER_DAY) : undefined)
  },
  wmiHostSet: readHost('registry'),
  wmiPortSet: (place, text) => put(place, 'kmsPortSet', numberIn(text) || undefined),
  wmiHostFromDns: readHost('dns'),
  wmiPortFromDns: (place, text) => put(place, 'kmsPortPublished', numberIn(text) || undefined),
  computerName: (place, text) => put(place, 'clientName', /^[\w.-]{1,253}$/.exec(text)?.[0]?.toLowerCase()),
}

// Who activated it says more than the key it has.
const FIRST: Label[] = ['activatedBy', 'objectDn', 'hostSet', 'hostFromDns', 'noHostInDns', 'skuId', 'activationId']

/** Turns the values of a block into facts. */
export function readBlock(block: LicenceBlock, tool: string): OpenFacts {
  const facts: OpenFacts = {}
  const readValue = (value: Value | undefined, label: Label): void => {
    if (value) READS[label]?.({ facts, tool, line: value.line }, value.text)
  }
  for (const label of FIRST) readValue(block.values.get(label), label)
  for (const [label, value] of block.values) if (!FIRST.includes(label)) readValue(value, label)
  readWindowsVersion({ facts, tool }, block.values.get('serviceVersion'))
  return facts
}

function readWindowsVersion(place: Place, version: Value | undefined): void {
  const { product, edition } = place.facts
  if (!version || product?.value !== 'windows') return
  put(
    { ...place, line: version.line },
    'windowsVersion',
    windowsOfBuild(version.text, /server/i.test(String(edition?.value))),
  )
}
