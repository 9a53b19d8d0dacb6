import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

/** A stub of somebody else's HTTP service, on a free loopback port. */
export abstract class LoopbackServer {
  protected readonly server: Server = createServer((request, response) => void this.answer(request, response))

  protected abstract answer(request: IncomingMessage, response: ServerResponse): void | Promise<void>

  get url(): string {
    const address = this.server.address()
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  }

  async start(port = 0): Promise<this> {
    this.server.listen(port, '127.0.0.1')
    await once(this.server, 'listening')
    return this
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }
}
