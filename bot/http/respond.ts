import type { ServerResponse } from 'node:http'

/** What goes back to a caller. An object becomes JSON. */
export type Answer = { status: number; headers?: Record<string, string>; body?: object | string | Buffer }

const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
}

/** Sends an answer once; does nothing when the caller is gone. */
export function respond(response: ServerResponse, { status, headers = {}, body }: Answer): void {
  if (response.headersSent || response.destroyed) return
  const isRaw = typeof body === 'string' || Buffer.isBuffer(body)
  const content = body === undefined || isRaw ? body : JSON.stringify(body)
  const type = body === undefined || isRaw ? {} : { 'Content-Type': 'application/json; charset=utf-8' }
  response.writeHead(status, {
    ...HEADERS,
    ...type,
    ...(content === undefined ? { 'Content-Length': 0 } : { 'Content-Length': Buffer.byteLength(content) }),
    ...headers,
  })
  response.end(content)
}
