import type { IncomingMessage } from 'node:http'

/** Both ends of the connection are on this machine, and neither a proxy nor a page stands between. */
export function isFromHere({ socket, headers }: IncomingMessage): boolean {
  const carried = headers['x-forwarded-for'] ?? headers['forwarded'] ?? headers.origin
  return carried === undefined && socket.remoteAddress !== undefined && socket.remoteAddress === socket.localAddress
}
