import { randomBytes } from 'node:crypto'

import type { PageAsset } from '../chat-routes.ts'
import { type Answer, type Call, HttpError, type Route } from '../http/index.ts'
import { pageHead, styleSheet } from '../pages/page-head.ts'

/** The files of the desk's page, bundled when they are first asked for. */
export type DeskAssets = () => Promise<ReadonlyMap<string, PageAsset>>

const PAGES = ['/desk', '/desk/cases/:number', '/desk/questions', '/desk/feedback', '/desk/insights']

/** The desk's page, which holds nothing of any case, and its files. */
export function createPageRoutes(assets: DeskAssets): Route[] {
  const pages = PAGES.map((path): Route => ({ method: 'get', path, handle: () => servePage() }))
  const file: Route = { method: 'get', path: '/desk/assets/:name', handle: (call) => serveAsset(assets, call) }
  return [...pages, file]
}

function servePage(): Answer {
  const nonce = randomBytes(16).toString('base64')
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': contentPolicy(nonce),
      'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'X-Frame-Options': 'DENY',
    },
    body: page(nonce),
  }
}

function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types fast-html',
  ].join('; ')
}

function page(nonce: string): string {
  return `${pageHead('IT desk', styleSheet('/desk/assets/desk.css', nonce))}
<body>
<div id="desk"></div>
<script type="module" src="/desk/assets/desk.js" nonce="${nonce}"></script>
</body>
</html>
`
}

async function serveAsset(assets: DeskAssets, { params, request }: Call): Promise<Answer> {
  const asset = (await assets()).get(`/desk/assets/${params['name'] ?? ''}`)
  if (!asset) throw new HttpError(404, 'NotFound')
  const packed = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  return {
    status: 200,
    headers: {
      'Content-Type': asset.type,
      // Asked about each time: a new version must not meet an old page.
      'Cache-Control': 'no-cache',
      Vary: 'Accept-Encoding',
      ...(packed && { 'Content-Encoding': 'gzip' }),
    },
    body: packed ? asset.gzip : asset.body,
  }
}
