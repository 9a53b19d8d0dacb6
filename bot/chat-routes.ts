import { randomBytes } from 'node:crypto'

import type { Access, Answer, Call, Route } from './http/index.ts'

/** A file of the chat page, as `bundlePages` makes it. */
export type PageAsset = { type: string; body: Buffer; gzip: Buffer }

export type ChatPorts = { access: Access; page: (nonce: string) => string; assets: ReadonlyMap<string, PageAsset> }

// The hash of an empty style element: Web Chat writes one without a nonce.
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"

/** The chat page and its files. */
export function createChatRoutes({ access, page, assets }: ChatPorts): Route[] {
  const files = [...assets].map(
    ([path, asset]): Route => ({ method: 'get', path, handle: (call) => serveAsset(asset, call) }),
  )
  return [{ method: 'get', path: '/', handle: (call) => servePage(access, page, call) }, ...files]
}

function servePage(access: Access, page: ChatPorts['page'], { request }: Call): Answer {
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
