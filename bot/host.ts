import { once } from 'node:events'
import type { Server as HttpServer, IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import restify from 'restify'

import type { Config } from './config.ts'
import { type Access, type Answer, clientAddress, HttpError, type Route, respond } from './http/index.ts'
import type { Log } from './log.ts'

/** What a host serves. */
export type HostPorts = {
  config: Pick<Config, 'host' | 'port' | 'proxies' | 'limits'>
  access: Access
  routes: Route[]
  upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  log: Log
}

/** A listening server. */
export type Host = {
  url: string
  /** Takes no new connections, waits for what is in flight, and ends what does not. */
  stop(graceMs: number): Promise<void>
}

const LONGEST_HANDLING = 7000

/** Starts the HTTP server. */
export async function startHost(ports: HostPorts): Promise<Host> {
  const server = restify.createServer({
    name: '',
    log: silentLogger(),
    ignoreTrailingSlash: true,
    formatters: FORMATTERS,
  })
  const http = httpServerOf(server)
  http.headersTimeout = 10_000
  http.requestTimeout = 15_000
  // Above the idle time of the usual balancers, so that they close a connection first.
  http.keepAliveTimeout = 65_000
  let inFlight = 0
  for (const route of ports.routes) {
    server[route.method](route.path, async (req: restify.Request, res: restify.Response) => {
      if (inFlight >= ports.config.limits.inFlight) return refuse(ports, route, { req, res }, busy())
      inFlight += 1
      try {
        await serve(ports, route, req, res)
      } finally {
        inFlight -= 1
      }
    })
  }
  if (ports.upgrade) http.on('upgrade', ports.upgrade)
  // Restify passes errors on to itself, where nobody listens; who waits for `listening` gets them.
  server.on('error', () => {})
  http.listen(ports.config.port, ports.config.host)
  await once(http, 'listening')
  return { url: urlOf(http, ports.config.host), stop: (graceMs) => stop(http, graceMs) }
}

async function serve(ports: HostPorts, route: Route, req: restify.Request, res: restify.Response): Promise<void> {
  try {
    if (!ports.access.isOurHost(req)) throw new HttpError(421, 'WrongHost')
    const params: Record<string, string> = req.params
    const address = clientAddress(req, ports.config.proxies)
    const work = route.handle({ request: req, params, query: queryOf(req.url ?? ''), address })
    respond(res, await inTime(work, route.longest))
  } catch (error) {
    if (error instanceof HttpError) return refuse(ports, route, { req, res }, error)
    if (!req.destroyed) ports.log.error({ event: 'request-failed', method: route.method, route: route.path, error })
    turnAway({ req, res }, new HttpError(503, 'Unavailable', { 'Retry-After': '2' }))
  }
}

function queryOf(url: string): URLSearchParams {
  const start = url.indexOf('?')
  return new URLSearchParams(start < 0 ? '' : url.slice(start + 1))
}

type Exchange = { req: restify.Request; res: restify.Response }

function refuse({ log }: HostPorts, { method, path }: Route, exchange: Exchange, error: HttpError): void {
  const { status, code } = error
  if (status !== 404) log.info({ event: 'refused', method, route: path, status, reason: code })
  turnAway(exchange, error)
}

// A new connection costs more than what a short body holds; a long one, or one without end, would hold this one.
const SHORT_BODY = 16 * 1024

function turnAway({ req, res }: Exchange, error: HttpError): void {
  const { 'content-length': length = 0, 'transfer-encoding': endless } = req.headers
  if (!req.complete && (endless !== undefined || Number(length) > SHORT_BODY)) {
    res.setHeader('Connection', 'close')
    res.once('finish', () => req.destroy())
  }
  respond(res, toAnswer(error))
}

// Channels give up after 15 s and send again; a clear answer before that tells them when.
async function inTime(work: Answer | Promise<Answer>, longest = LONGEST_HANDLING): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined
  const timeUp = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new HttpError(503, 'Late', { 'Retry-After': '2' })), longest)
  })
  try {
    return await Promise.race([work, timeUp])
  } finally {
    clearTimeout(timer)
  }
}

function toAnswer({ status, code, headers }: HttpError): Answer {
  return { status, headers, body: { error: { code } } }
}

function busy(): HttpError {
  return new HttpError(503, 'Busy', { 'Retry-After': '1' })
}

// Restify's own answers (no such route, wrong method) say what is inside; ours have a code only.
const FORMATTERS = Object.fromEntries(
  ['application/json', 'text/plain', 'application/octet-stream', '*/*'].map((type) => [type, formatError]),
)

function formatError(_req: restify.Request, res: restify.Response, body: unknown): string {
  const status = body instanceof Error ? res.statusCode : 500
  res.setHeader('Content-Type', 'application/json; charset=utf-8')
  res.setHeader('X-Content-Type-Options', 'nosniff')
  return JSON.stringify({ error: { code: CODES[status] ?? 'Unavailable' } })
}

const CODES: Record<number, string> = { 404: 'NotFound', 405: 'MethodNotAllowed', 406: 'NotAcceptable' }

// Restify asks for a logger of its own kind; its lines would hold addresses.
function silentLogger(): NonNullable<restify.ServerOptions['log']> {
  const none = () => false
  const logger = { trace: none, debug: none, info: none, warn: none, error: none, fatal: none, child: () => logger }
  return logger as never
}

// Restify wraps the server it makes, and does not say so in its types.
function httpServerOf(server: restify.Server): HttpServer {
  return (server as unknown as { server: HttpServer }).server
}

function urlOf(http: HttpServer, host: string): string {
  const address = http.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

async function stop(http: HttpServer, graceMs: number): Promise<void> {
  const closed = once(http, 'close')
  http.close()
  // A kept-alive connection becomes idle only when its last answer is out.
  const idle = setInterval(() => http.closeIdleConnections(), 20)
  const timer = setTimeout(() => http.closeAllConnections(), graceMs)
  await closed
  clearInterval(idle)
  clearTimeout(timer)
}
