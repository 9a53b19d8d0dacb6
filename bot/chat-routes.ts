import { randomBytes } from 'node:crypto'

import { AZURE_TOKENS } from './channels/azure-direct-line.ts'
import { type Access, type Answer, type Call, HttpError, type Route } from './http/index.ts'
import type { Identity } from './identity/index.ts'
import { closedPage } from './pages/closed-page.ts'
import { signInPage } from './pages/sign-in-page.ts'

/** A file of the chat page, as `bundlePages` makes it. */
export type PageAsset = { type: string; body: Buffer; gzip: Buffer }

export type ChatPorts = {
  access: Access
  page: (nonce: string, settings: PageSettings) => string
  /** Azure's Direct Line, where the page uses it. */
  azure?: URL | undefined
  assets: ReadonlyMap<string, PageAsset>
  /** People have to be known before they see the page. */
  identity?: Pick<Identity, 'identify' | 'signIn'> | undefined
}

// Pages of the intranet load it from where they are.
const EMBED = '/embed.js'
const FOR_OTHER_PAGES = { 'Cross-Origin-Resource-Policy': 'cross-origin' }

// The hash of an empty style element: Web Chat writes one without a nonce.
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"

/** What the page has to know of the configuration. */
export type PageSettings = {
  /** Origins of pages that may embed it. */
  origins: string[]
  /** Where tokens come from and where the channel is, unless it is the bot's own. */
  directLine?: { tokens: string; domain: string }
}

/** The chat page and its files. */
export function createChatRoutes(ports: ChatPorts): Route[] {
  const files = [...ports.assets].map(
    ([path, asset]): Route => ({
      method: 'get',
      path,
      handle: (call) => serveAsset(asset, call, path === EMBED ? FOR_OTHER_PAGES : {}),
    }),
  )
  return [{ method: 'get', path: '/', handle: (call) => servePage(ports, call) }, ...files]
}

/** The page of a bot that is not chatted with in a browser. */
export const closedRoute: Route = {
  method: 'get',
  path: '/',
  handle: () => {
    const nonce = randomBytes(16).toString('base64')
    const policy = `default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'nonce-${nonce}'; img-src data:; frame-ancestors 'none'`
    const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy }
    return { status: 200, headers, body: closedPage(nonce) }
  },
}

async function servePage({ access, page, identity, azure }: ChatPorts, { request }: Call): Promise<Answer> {
  const nonce = randomBytes(16).toString('base64')
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': contentPolicy(nonce, access, connections(access.ownOrigin(request), azure)),
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
    // Pages that may frame the chat are named by the policy; older browsers read this one.
    ...(access.framers.length === 0 && { 'X-Frame-Options': 'DENY' }),
  }
  if (identity && !(await identity.identify(request))) {
    if (identity.signIn === undefined) throw new HttpError(403, 'SignInNeeded')
    // Providers refuse to be framed: there a person signs in in a window of its own.
    if (request.headers['sec-fetch-dest'] === 'iframe')
      return { status: 200, headers, body: signInPage(nonce, identity.signIn) }
    return { status: 302, headers: { Location: identity.signIn } }
  }
  return {
    status: 200,
    headers,
    body: page(nonce, {
      origins: access.framers,
      ...(azure && { directLine: { tokens: AZURE_TOKENS, domain: azure.href.replace(/\/$/, '') } }),
    }),
  }
}

// Sockets need a scheme of their own.
function connections(own: string, azure: URL | undefined): string[] {
  const toSocket = (origin: string) => origin.replace(/^http/, 'ws')
  return azure ? [azure.origin, toSocket(azure.origin)] : [toSocket(own)]
}

function contentPolicy(nonce: string, { framers }: Access, connect: string[]): string {
  return [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'nonce-${nonce}' ${EMPTY_STYLE}`,
    `connect-src 'self' ${connect.join(' ')} blob:`,
    "img-src 'self' blob: data:",
    `frame-ancestors ${framers.length > 0 ? ["'self'", ...framers].join(' ') : "'none'"}`,
  ].join('; ')
}

function serveAsset({ type, body, gzip }: PageAsset, { request }: Call, headers: Record<string, string>): Answer {
  const packed = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  return {
    status: 200,
    headers: {
      'Content-Type': type,
      'Cache-Control': 'public, max-age=3600',
      Vary: 'Accept-Encoding',
      ...headers,
      ...(packed && { 'Content-Encoding': 'gzip' }),
    },
    body: packed ? gzip : body,
  }
}
