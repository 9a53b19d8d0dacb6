import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'

import { type Access, clientAddress, HttpError, isIntranet } from '../http/index.ts'
import type { Log } from '../log.ts'
import { conversationKey, type Store, type WrittenLines } from '../store/index.ts'
import { readActivitySet, readWatermark } from './activity-set.ts'
import type { Tokens } from './direct-line-tokens.ts'

const PING_INTERVAL = 30_000
const CLOSE_TIMEOUT = 1000
const FRAME_LIMIT = 256 * 1024
const PATH = /^\/v3\/directline\/conversations\/([\w-]{1,64})\/stream\?/

/** The WebSocket side of Direct Line: one socket per conversation, fed from the transcript. */
export type Streams = {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Sends what was committed since the socket's watermark; `written` is what has just been. */
  notify(conversation: string, written?: WrittenLines): void
  /** How many are open. */
  count(): number
  close(): void
}

export type StreamPorts = {
  store: Pick<Store, 'lines' | 'spend' | 'conversation'>
  tokens: Tokens
  access: Access
  proxies: string[]
  socketsPerAddress: number
  log: Log
}

type Client = { socket: WebSocket; address: string; watermark: number; alive: boolean; sending: Promise<void> }
type Clients = Map<string, Client>

/** Opens the sockets of one host. */
export function createStreams(ports: StreamPorts): Streams {
  const server = new WebSocketServer({ noServer: true, maxPayload: FRAME_LIMIT, perMessageDeflate: false })
  const clients: Clients = new Map()
  const timer = setInterval(() => ping(clients), PING_INTERVAL)
  timer.unref()
  const admit = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const admission = await authorize(ports, request)
    checkAddress(ports, clients, admission.address)
    server.handleUpgrade(request, socket, head, (opened) => register(ports, clients, admission, opened))
  }
  return {
    upgrade: (request, socket, head) => {
      socket.on('error', () => socket.destroy())
      admit(request, socket, head).catch((error) => refuse(ports, socket, error))
    },
    notify: (conversation, written) => push(ports, clients, conversation, written),
    count: () => clients.size,
    close: () => {
      clearInterval(timer)
      for (const { socket } of clients.values()) {
        socket.close(1001)
        // A client that does not answer would hold the process.
        setTimeout(() => socket.terminate(), CLOSE_TIMEOUT).unref()
      }
      server.close()
    },
  }
}

type Admission = { key: string; watermark: number; address: string }

function register(ports: StreamPorts, clients: Clients, admission: Admission, socket: WebSocket): void {
  const { key, watermark, address } = admission
  clients.get(key)?.socket.close(1000, 'collision')
  const client: Client = { socket, address, watermark, alive: true, sending: Promise.resolve() }
  clients.set(key, client)
  socket.on('pong', () => {
    client.alive = true
  })
  socket.on('error', (error) => ports.log.warn({ event: 'stream', error }))
  socket.on('close', () => {
    if (clients.get(key) === client) clients.delete(key)
  })
  push(ports, clients, key)
}

function push(ports: StreamPorts, clients: Clients, conversation: string, written?: WrittenLines): void {
  const client = clients.get(conversation)
  if (!client) return
  // One after the other, so that no line overtakes another and none is sent twice.
  client.sending = client.sending
    .then(async () => {
      if (!written || !sendWritten(client, written)) await flush(ports, conversation, client)
    })
    .catch((error) => {
      ports.log.error({ event: 'stream', error })
      client.socket.close(1011)
    })
}

function checkAddress({ socketsPerAddress }: StreamPorts, clients: Clients, address: string): void {
  if (isIntranet(address)) return
  const sockets = [...clients.values()].filter((client) => client.address === address).length
  if (sockets >= socketsPerAddress) throw new HttpError(429, 'TooManySockets')
}

async function authorize(ports: StreamPorts, request: IncomingMessage): Promise<Admission> {
  const { access, tokens, store } = ports
  const [, id] = PATH.exec(request.url ?? '') ?? []
  if (id === undefined) throw new HttpError(404, 'NotFound')
  if (!access.isOurHost(request)) throw new HttpError(421, 'WrongHost')
  if (!access.isAllowedOrigin(request)) throw new HttpError(403, 'WrongOrigin')
  const { searchParams } = new URL(request.url ?? '', 'ws://localhost')
  const bearer = await tokens.readStream(searchParams.get('t') ?? '')
  if (bearer.conversation !== id) throw new HttpError(404, 'NotFound')
  if (!(await store.spend(bearer.id, bearer.expiresAt))) throw new HttpError(401, 'Unauthorized')
  const key = conversationKey({ channel: 'directline', conversation: id })
  const address = clientAddress(request, ports.proxies)
  return { key, address, watermark: readWatermark(searchParams.get('watermark')) }
}

// Nobody has to look for what is at hand, unless the client lacks a line before it.
function sendWritten(client: Client, { after, activities }: WrittenLines): boolean {
  const watermark = after + activities.length
  if (client.watermark >= watermark) return true
  if (client.watermark !== after || client.socket.readyState !== client.socket.OPEN) return false
  client.socket.send(`{"activities":[${activities.join(',')}],"watermark":"${watermark}"}`)
  client.watermark = watermark
  return true
}

async function flush(ports: StreamPorts, conversation: string, client: Client): Promise<void> {
  for (;;) {
    if (client.socket.readyState !== client.socket.OPEN) return
    const set = await readActivitySet(ports.store, conversation, client.watermark)
    if (set.activities.length === 0) return
    client.socket.send(JSON.stringify(set))
    client.watermark = Number(set.watermark)
  }
}

function ping(clients: Clients): void {
  for (const client of clients.values()) {
    if (!client.alive) client.socket.terminate()
    client.alive = false
    client.socket.ping()
  }
}

function refuse({ log }: StreamPorts, socket: Duplex, error: unknown): void {
  const known = error instanceof HttpError ? error : new HttpError(503, 'Unavailable')
  if (known !== error) log.error({ event: 'stream', error })
  log.info({ event: 'refused', method: 'get', route: 'stream', status: known.status, reason: known.code })
  socket.end(`HTTP/1.1 ${known.status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
