import { FACTS, type FactDefinition, type FactName, isFactName } from '../facts.ts'

/** What the value of an option can be. */
export type ValueKind = keyof typeof KINDS

/** Whether a value is what its place asks for: wrong words are `malformed`, a fact that means something else `swapped`. */
export type Verdict = 'fits' | 'malformed' | 'swapped'

type Kind = { says: string; literal: RegExp; takes: (fact: FactName) => boolean }

/** Hosts by their type that name a zone, not a machine. */
const DOMAINS: readonly FactName[] = ['dnsSuffix', 'dnsZone', 'kmsDomain']
const ACTIVATION_IDS: readonly FactName[] = ['skuId', 'hostActivationId']

const GUID = /^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i
const NAME = /^(?=.*[a-z])(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*\.?$/i
const KEY = /^[A-Z0-9]{5}(?:-[A-Z0-9]{5}){4}$/i
const isOf =
  (...kinds: string[]) =>
  (fact: FactName) =>
    kinds.includes(typeOf(fact))
const isOneOf = (facts: readonly FactName[]) => (fact: FactName) => facts.includes(fact)
const isMachine = (fact: FactName) => fact === 'kmsHostAddress' || (typeOf(fact) === 'host' && !DOMAINS.includes(fact))

const KINDS = {
  host: {
    says: 'a host name or an IP address',
    literal:
      /^(?:(?=.*[a-z])(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*|\d{1,3}(?:\.\d{1,3}){3}|\[?[0-9a-f:]*:[0-9a-f:.]+\]?)$/i,
    takes: isMachine,
  },
  domain: { says: 'a DNS domain', literal: NAME, takes: isOneOf(DOMAINS) },
  port: {
    says: 'a port from 1 to 65535',
    literal: /^(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])$/,
    takes: isOf('port'),
  },
  key: { says: 'a product key of five times five characters', literal: KEY, takes: isOf('key') },
  clientKey: {
    says: 'a setup key or a MAK',
    literal: KEY,
    takes: (fact: FactName) => typeOf(fact) === 'key' && fact !== 'kmsHostKey',
  },
  lastFive: {
    says: 'the last five characters of a key',
    literal: /^[A-Z0-9]{5}$/i,
    takes: (fact: FactName) => fact === 'partialKey',
  },
  guid: { says: 'a GUID', literal: GUID, takes: isOf('guid') },
  activationId: { says: 'an activation id', literal: GUID, takes: isOneOf(ACTIVATION_IDS) },
  activationIdOrAll: {
    says: 'an activation id, or all',
    literal: /^(?:all|\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?)$/i,
    takes: isOneOf(ACTIVATION_IDS),
  },
  confirmationId: {
    says: 'a confirmation id',
    literal: /^\d{6,48}$/,
    takes: (fact: FactName) => fact === 'confirmationId',
  },
  code: { says: 'a code that starts with 0x', literal: /^0x[0-9a-f]{1,8}$/i, takes: isOf('code') },
  path: { says: 'a path', literal: /^[^<>|]+$/, takes: isOf('path') },
  registryKey: {
    says: 'a key below HKLM, HKCU, HKCR, HKU or HKCC',
    literal:
      /^(?:HKLM|HKCU|HKCR|HKU|HKCC|HKEY_(?:LOCAL_MACHINE|CURRENT_USER|CLASSES_ROOT|USERS|CURRENT_CONFIG))(?:\\.+)?$/i,
    takes: () => false,
  },
  service: { says: 'the name of a service', literal: /^[\w$-]+$|^".+"$/, takes: () => false },
  minutes: {
    says: 'minutes from 15 to 43200',
    literal: /^(?:1[5-9]|[2-9]\d|[1-9]\d{2,3}|[1-3]\d{4}|4[0-2]\d{3}|43[01]\d\d|43200)$/,
    takes: isOf('integer'),
  },
  number: { says: 'a number', literal: /^\d+$/, takes: isOf('integer', 'number') },
  text: { says: 'words', literal: /^/, takes: () => true },
  hostAndPort: { says: 'host, host:port or :port', literal: /^/, takes: isMachine },
  lookUpName: {
    says: 'a host, a domain, or _vlmcs._tcp with or without its domain',
    literal: /^/,
    takes: isOf('host'),
  },
} as const satisfies Record<string, Kind>

/** Says in words what a value must be. */
export function describeKind(kind: ValueKind | readonly string[]): string {
  return typeof kind === 'string' ? KINDS[kind].says : kind.join(', ')
}

/** Judges a value without its quotes; `{fact}` stands for any value of that fact. */
export function judge(value: string, kind: ValueKind | readonly string[]): Verdict {
  if (typeof kind !== 'string') {
    if (/^\{\w+\}$/.test(value)) return 'swapped'
    return kind.some((word) => word.toLowerCase() === value.toLowerCase()) ? 'fits' : 'malformed'
  }
  if (kind === 'hostAndPort') return judgeHostAndPort(value)
  if (kind === 'lookUpName') return judgeLookUpName(value)
  const slot = slotOf(value)
  // A name that no fact has is the compiler's to report.
  if (slot !== undefined) return isFactName(slot) && !KINDS[kind].takes(slot) ? 'swapped' : 'fits'
  if (kind === 'path' && /^\{\w+\}/.test(value)) return judge(value.slice(0, value.indexOf('}') + 1), kind)
  return KINDS[kind].literal.test(value) ? 'fits' : 'malformed'
}

function judgeHostAndPort(value: string): Verdict {
  const [, host = '', port] = /^(\[[^\]]*\]|\{\w+\}|[^:]*)(?::(.*))?$/.exec(value) ?? [value, value]
  const verdicts = [
    host === '' && port ? 'fits' : judge(host, 'host'),
    port === undefined ? 'fits' : judge(port, 'port'),
  ]
  if (verdicts.includes('malformed')) return 'malformed'
  return verdicts.includes('swapped') ? 'swapped' : 'fits'
}

function judgeLookUpName(value: string): Verdict {
  const [service, domain] = /^_vlmcs\._tcp(?:\.(.*))?$/i.exec(value) ?? []
  if (service !== undefined) return domain === undefined ? 'fits' : judge(domain, 'domain')
  if (value.startsWith('_')) return 'malformed'
  const slot = slotOf(value)
  if (slot !== undefined && isFactName(slot)) return KINDS.lookUpName.takes(slot) ? 'fits' : 'swapped'
  return judge(value, 'host')
}

function slotOf(value: string): string | undefined {
  return /^\{([A-Za-z]\w*)\}$/.exec(value)?.[1]
}

function typeOf(fact: FactName): string {
  const definition: FactDefinition = FACTS[fact]
  return definition.type.kind
}
