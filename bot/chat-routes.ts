import { randomBytes } from 'node:crypto'

import { type Access, type Answer, type Call, HttpError, type Route } from './http/index.ts'
import type { Identity } from './identity/index.ts'

/** A file of the chat page, as `bundlePages` makes it. */
export type PageAsset = { type: string; body: Buffer; gzip: Buffer }

export type ChatPorts = {
  access: Access
  page: (nonce: string) => string
  assets: ReadonlyMap<string, PageAsset>
  /** People have to be known before they see the page. */
  identity?: Pick<Identity, 'identify' | 'signIn'> | undefined
}

// The hash of an empty style element: Web Chat writes one without a nonce.
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"

/** The chat page and its files. */
export function createChatRoutes(ports: ChatPorts): Route[] {
  const files = [...ports.assets].map(
    ([path, asset]): Route => ({ method: 'get', path, handle: (call) => serveAsset(asset, call) }),
  )
  return [{ method: 'get', path: '/', handle: (call) => servePage(ports, call) }, ...files]
}

async function servePage({ access, page, identity }: ChatPorts, { request }: Call): Promise<Answer> {
  if (identity && !(await identity.identify(request))) {
    if (identity.signIn === undefined) throw new HttpError(403, 'SignInNeeded')
    return { status: 302, headers: { Location: identity.signIn } }
  }
  const nonce = randomBytes(16).toString('base64')
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': contentPolicy(nonce, access, access.ownOrigin(request)),
      'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
      'Cross-Origin-Opener-Policy': 'same-origin',
      // Pages that may frame the chat are named by the policy; older browsers read this one.
      ...(access.framers.length === 0 && { 'X-Frame-Options': 'DENY' }),
    },
    body: page(nonce),
  }
}

function contentPolicy(nonce: string, { framers }: Access, origin: string): string {
  const socket = origin.replace(/^http/, 'ws')
  return [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'nonce-${nonce}' ${EMPTY_STYLE}`,
    `connect-src 'self' ${socket} blob:`,
    "img-src 'self' blob: data:",
    `frame-ancestors ${framers.length > 0 ? framers.join(' ') : "'none'"}`,
  ].join('; ')
}

function serveAsset({ type, body, gzip }: PageAsset, { request }: Call): Answer {
  const packed = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  return {
    status: 200,
    headers: {
      'Content-Type': type,
      'Cache-Control': 'public, max-age=3600',
      Vary: 'Accept-Encoding',
      ...(packed && { 'Content-Encoding': 'gzip' }),
    },
    body: packed ? gzip : body,
  }
}
