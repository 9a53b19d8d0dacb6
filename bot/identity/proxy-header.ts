import type { IncomingMessage } from 'node:http'

import { directAddress, HttpError, isTrustedProxy } from '../http/index.ts'
import { type Identity, readName } from './identity.ts'

export type ProxyHeaderPorts = { header: string; proxies: readonly string[] }

/** Believes a proxy that says who signed in there, and nobody else. */
export function createProxyHeader({ header, proxies }: ProxyHeaderPorts): Identity {
  return {
    identify: async (request) => {
      // Anybody can write a header: only the last hop of a listed proxy counts.
      if (!isTrustedProxy(directAddress(request), proxies)) return undefined
      const id = readName(decode(only(request, header)))
      return id === undefined ? undefined : { id, name: id }
    },
    routes: [],
  }
}

// Twice means that the proxy has added its own to the one a caller sent: nobody knows which is which.
function only({ rawHeaders }: IncomingMessage, header: string): string | undefined {
  const values = rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === header)
  if (values.length > 1) throw new HttpError(400, 'TwoIdentities')
  return values[0]
}

// Node reads headers as Latin-1, proxies write names as UTF-8.
function decode(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'latin1'))
  } catch {
    return value
  }
}
