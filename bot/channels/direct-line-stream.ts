import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'

import { type Access, clientAddress, HttpError, isIntranet } from '../http/index.ts'
import type { Log } from '../log.ts'
import { conversationKey, type Store } from '../store/index.ts'
import { readActivitySet, readWatermark } from './activity-set.ts'
import type { Tokens } from './direct-line-tokens.ts'

const PING_INTERVAL = 30_000
const FRAME_LIMIT = 256 * 1024
const PATH = /^\/v3\/directline\/conversations\/([\w-]{1,64})\/stream\?/

/** The WebSocket side of Direct Line: one socket per conversation, fed from the transcript. */
export type Streams = {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Sends what was committed since the socket's watermark. */
  notify(conversation: string): void
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

/** Opens the sockets of one host. */
export function createStreams(ports: StreamPorts): Streams {
  const server = new WebSocketServer({ noServer: true, maxPayload: FRAME_LIMIT, perMessageDeflate: false })
  const clients = new Map<string, Client>()
  const timer = setInterval(() => ping(clients), PING_INTERVAL)
  timer.unref()
  const notify = (conversation: string) => {
    const client = clients.get(conversation)
    if (!client) return
    // One after the other, so that no line overtakes another and none is sent twice.
    client.sending = client.sending
      .then(() => flush(ports, conversation, client))
      .catch((error) => {
        ports.log.error({ event: 'stream', error })
        client.socket.close(1011)
      })
  }
  const admit = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { key, watermark } = await authorize(ports, request)
    const address = clientAddress(request, ports.proxies)
    const sockets = [...clients.values()].filter((client) => client.address === address).length
    if (!isIntranet(address) && sockets >= ports.socketsPerAddress) throw new HttpError(429, 'TooManySockets')
    server.handleUpgrade(request, socket, head, (opened) => {
      clients.get(key)?.socket.close(1000, 'collision')
      const client: Client = { socket: opened, address, watermark, alive: true, sending: Promise.resolve() }
      clients.set(key, client)
      opened.on('pong', () => {
        client.alive = true
      })
      opened.on('error', (error) => ports.log.warn({ event: 'stream', error }))
      opened.on('close', () => {
        if (clients.get(key) === client) clients.delete(key)
      })
      notify(key)
    })
  }
  return {
    upgrade: (request, socket, head) => {
      socket.on('error', () => socket.destroy())
      admit(request, socket, head).catch((error) => refuse(socket, error))
    },
    notify,
    close: () => {
      clearInterval(timer)
      for (const { socket } of clients.values()) socket.close(1001)
      server.close()
    },
  }
}

async function authorize(ports: StreamPorts, request: IncomingMessage): Promise<{ key: string; watermark: number }> {
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
  return { key, watermark: readWatermark(searchParams.get('watermark')) }
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

function ping(clients: Map<string, Client>): void {
  for (const client of clients.values()) {
    if (!client.alive) client.socket.terminate()
    client.alive = false
    client.socket.ping()
  }
}

function refuse(socket: Duplex, error: unknown): void {
  const status = error instanceof HttpError ? error.status : 503
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
