import type { IncomingMessage } from 'node:http'
import { BlockList, isIP, isIPv6 } from 'node:net'

const INTRANET = new BlockList()
INTRANET.addSubnet('127.0.0.0', 8)
INTRANET.addSubnet('10.0.0.0', 8)
INTRANET.addSubnet('172.16.0.0', 12)
INTRANET.addSubnet('192.168.0.0', 16)
INTRANET.addSubnet('169.254.0.0', 16)
INTRANET.addAddress('::1', 'ipv6')
INTRANET.addSubnet('fc00::', 7, 'ipv6')
INTRANET.addSubnet('fe80::', 10, 'ipv6')

/** Who is at the other end of the connection, be it a caller or a proxy. */
export function directAddress({ socket }: IncomingMessage): string {
  return plain(socket.remoteAddress ?? '')
}

/** The address a request comes from; what a proxy says counts only when the proxy is a trusted one. */
export function clientAddress(request: IncomingMessage, proxies: readonly string[]): string {
  const direct = directAddress(request)
  if (!isTrustedProxy(direct, proxies)) return direct
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((address) => plain(address.trim()))
  return forwarded.findLast((address) => address !== '' && !isTrustedProxy(address, proxies)) ?? direct
}

const LISTS = new WeakMap<readonly string[], BlockList>()

/** Whether an address is one of these, or in one of these subnets (`10.1.0.0/16`). */
export function isTrustedProxy(address: string, proxies: readonly string[]): boolean {
  const family = proxies.length === 0 ? undefined : familyOf(address)
  if (family === undefined) return false
  const list = LISTS.get(proxies) ?? toList(proxies)
  LISTS.set(proxies, list)
  return list.check(address, family)
}

function toList(proxies: readonly string[]): BlockList {
  const list = new BlockList()
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/')
    const family = familyOf(address)
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return list
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address)
  return version === 0 ? undefined : version === 6 ? 'ipv6' : 'ipv4'
}

/** Whether many people can share the address: a whole office can be behind it. */
export function isIntranet(address: string): boolean {
  return INTRANET.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}
