import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/** Who may call: decides on the `Host` and `Origin` of a request. */
export type Access = {
  /** A name that was pointed at this machine by somebody else's DNS is not ours. */
  isOurHost(request: IncomingMessage): boolean
  /** A request without an origin does not come from a page of another site. */
  isAllowedOrigin(request: IncomingMessage): boolean
  /** How a browser reaches this host: `http://127.0.0.1:3978`. */
  ownOrigin(request: IncomingMessage): string
  /** Pages that may frame the chat. */
  framers: string[]
}

export type AccessRules = { host: string; publicUrl?: URL; origins: string[] }

/** Builds the rules for one configuration. */
export function createAccess({ host: ownHost, publicUrl, origins }: AccessRules): Access {
  const ownOrigin = (request: IncomingMessage) => publicUrl?.origin ?? `http://${request.headers.host ?? 'localhost'}`
  const isOurs = (host: string) => {
    const url = URL.parse(`http://${host}`)
    if (!host || url?.host === undefined || url.pathname !== '/' || url.username !== '') return false
    const name = url.hostname.replace(/^\[|\]$/g, '')
    // Rebinding needs a name: an address in the bar is the address that was called.
    return isIP(name) !== 0 || ['localhost', ownHost, publicUrl?.hostname].includes(name)
  }
  // Nearly everybody calls by one name, and what it says of it never changes.
  let lastOurs: string | undefined
  return {
    isOurHost: ({ headers: { host = '' } }) => {
      if (host === lastOurs) return true
      if (!isOurs(host)) return false
      lastOurs = host
      return true
    },
    isAllowedOrigin: (request) => {
      const { origin } = request.headers
      if (origin === undefined) return !['cross-site', 'same-site'].includes(String(request.headers['sec-fetch-site']))
      return origin === ownOrigin(request) || origin === `http://${request.headers.host}` || origins.includes(origin)
    },
    ownOrigin,
    framers: origins,
  }
}
