import type { Facts } from '../knowledge/index.ts'

// Names that nobody outside can own: RFC 6761, 6762, 8375 and the ones ICANN keeps reserved.
const PRIVATE_ENDINGS = [
  'local',
  'internal',
  'test',
  'example',
  'invalid',
  'localhost',
  'home.arpa',
  'corp',
  'home',
  'mail',
  'lan',
  'intranet',
]
// KMS hosts that a cloud provider documents for its own machines.
const CLOUD_HOSTS = ['azkms.core.windows.net', 'kms.core.windows.net', 'kms.core.usgovcloudapi.net']
const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/

/**
 * Tells whether a host can only be the organisation's own: a single label, a private address, or a name under a domain of
 * its own. A public KMS host in a paste is a sign of an unlicensed copy and is neither set nor repeated.
 */
export function isInside(host: string, facts: Facts, domains: readonly string[] = []): boolean {
  const name = withoutPort(host).toLowerCase().replace(/\.$/, '')
  const address = IPV4.exec(name)
  if (address) return isPrivate(Number(address[1]), Number(address[2]))
  if (name.includes(':')) return /^(f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):/.test(name) || name === '::1'
  if (!name.includes('.')) return true
  if (CLOUD_HOSTS.includes(name)) return true
  const suffix = facts.dnsSuffix?.value ?? zoneOfServer(facts)
  const own = [...domains, ...PRIVATE_ENDINGS, ...(typeof suffix === 'string' && suffix.includes('.') ? [suffix] : [])]
  return own.some((domain) => name === domain.toLowerCase() || name.endsWith(`.${domain.toLowerCase()}`))
}

// DNS server and record in one zone: the zone is the PC's own.
function zoneOfServer({ dnsServer, kmsDomain }: Facts): string | undefined {
  const zone = typeof kmsDomain?.value === 'string' ? kmsDomain.value.toLowerCase() : undefined
  return zone && String(dnsServer?.value).toLowerCase().endsWith(`.${zone}`) ? zone : undefined
}

function isPrivate(first: number, second: number): boolean {
  if (first === 10 || first === 127) return true
  if (first === 172) return second >= 16 && second <= 31
  if (first === 100) return second >= 64 && second <= 127
  return (first === 192 && second === 168) || (first === 169 && second === 254)
}

/** The host of `host:port`; an IPv6 address keeps its colons. */
export function withoutPort(host: string): string {
  return /^[^:]+:\d{1,5}$/.test(host) ? host.slice(0, host.lastIndexOf(':')) : host
}
