import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** Passes TCP on, each way later by half of `delay`. */
export class SlowProxy {
  delay = 0
  /** How often each connection was asked something and answered. */
  readonly journeys: number[] = []
  readonly #sockets = new Set<Socket>()
  readonly #server = createServer((near) => this.#join(near, connect(this.#target, '127.0.0.1')))
  readonly #target: number

  constructor(target: number) {
    this.#target = target
  }

  async start(): Promise<number> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    const address = this.#server.address()
    return typeof address === 'object' ? (address?.port ?? 0) : 0
  }

  stop(): void {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
  }

  #join(near: Socket, far: Socket): void {
    const connection = this.journeys.push(0) - 1
    let isAsked = false
    near.on('data', () => {
      if (!isAsked) this.journeys[connection] = (this.journeys[connection] ?? 0) + 1
      isAsked = true
    })
    far.on('data', () => {
      isAsked = false
    })
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(from)
      from.setNoDelay(true)
      from.on('data', (chunk) => setTimeout(() => to.writable && to.write(chunk), this.delay / 2))
      from.on('close', () => to.destroy())
      from.on('error', () => to.destroy())
    }
  }
}
