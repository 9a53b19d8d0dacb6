import { once } from 'node:events'
import { createServer, type Server } from 'node:http'

export type Posted = { path: string; activity: Record<string, unknown> }
export type Reaction = { status: number; headers?: Record<string, string> }

/** A channel's connector on loopback: keeps what is posted, and reacts as the test says. */
export class Connector {
  readonly posted: Posted[] = []
  /** Reactions to the next posts; then every post succeeds. */
  readonly reactions: Reaction[] = []
  readonly #server: Server

  constructor() {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      this.posted.push({ path: request.url ?? '', activity: JSON.parse(Buffer.concat(chunks).toString() || '{}') })
      const { status, headers = {} } = this.reactions.shift() ?? { status: 201 }
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers })
      response.end(JSON.stringify({ id: `posted-${this.posted.length}` }))
    })
  }

  get url(): string {
    const address = this.#server.address()
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  }

  async start(port = 0): Promise<this> {
    this.#server.listen(port, '127.0.0.1')
    await once(this.#server, 'listening')
    return this
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  texts(): unknown[] {
    return this.posted.map(({ activity }) => activity['text'])
  }
}
