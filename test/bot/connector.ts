import { once } from 'node:events'
import { createServer, type Server } from 'node:http'

export type Posted = { path: string; activity: Record<string, unknown>; at: number }
/** Status 0 takes what is posted and breaks the connection; `after` lets the answer wait. */
export type Reaction = { status: number; headers?: Record<string, string>; after?: number }

/** A channel's connector on loopback: keeps what is posted, and reacts as the test says. */
export class Connector {
  readonly posted: Posted[] = []
  /** Reactions to the next posts; then every post succeeds. */
  readonly reactions: Reaction[] = []
  /** The same for one conversation only. */
  readonly reactionsTo = new Map<string, Reaction[]>()
  readonly #server: Server

  constructor() {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      const activity = JSON.parse(Buffer.concat(chunks).toString() || '{}')
      this.posted.push({ path: request.url ?? '', activity, at: performance.now() })
      const { status, headers = {}, after = 0 } = this.#react(activity) ?? { status: 201 }
      if (after > 0) await new Promise((resolve) => setTimeout(resolve, after))
      if (status === 0) return void request.socket.destroy()
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers })
      response.end(JSON.stringify({ id: `posted-${this.posted.length}` }))
    })
  }

  #react({ conversation }: { conversation?: { id: string } }): Reaction | undefined {
    return this.reactionsTo.get(conversation?.id ?? '')?.shift() ?? this.reactions.shift()
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

  texts(conversation?: string): unknown[] {
    return this.postedTo(conversation).map(({ activity }) => activity['text'])
  }

  postedTo(conversation?: string): Posted[] {
    if (conversation === undefined) return this.posted
    return this.posted.filter(({ path }) => path.includes(`/${conversation}/`))
  }
}
