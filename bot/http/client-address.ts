import type { IncomingMessage } from 'node:http'
import { BlockList, isIPv6 } from 'node:net'

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
  if (!proxies.includes(direct)) return direct
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((address) => plain(address.trim()))
  return forwarded.findLast((address) => address !== '' && !proxies.includes(address)) ?? direct
}

/** Whether many people can share the address: a whole office can be behind it. */
export function isIntranet(address: string): boolean {
  return INTRANET.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}
