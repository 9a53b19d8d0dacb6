import type { IncomingMessage, ServerResponse } from 'node:http'
import { Webhook } from 'standardwebhooks'

import { LoopbackServer } from '../../support/loopback-server.ts'
import { HOOK_SECRET } from './sink-bench.ts'

export type Hooked = { id: string; body: { type: string; schema: number; data: Record<string, unknown> } }
type Misbehave = (request: IncomingMessage, response: ServerResponse) => boolean

/** A receiver of webhooks that checks signatures, and misbehaves where the test says so. */
export class HookServer extends LoopbackServer {
  readonly taken: Hooked[] = []
  tries = 0
  /** True when it has answered, or will not. */
  misbehave: Misbehave = () => false
  /** Takes the parcel before it misbehaves. */
  takesFirst = false

  protected async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.tries += 1
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const headers = request.headers as Record<string, string>
    const body = new Webhook(HOOK_SECRET).verify(Buffer.concat(parts), headers) as Hooked['body']
    const take = () => this.taken.push({ id: headers['webhook-id'] ?? '', body })
    if (this.takesFirst) take()
    if (this.misbehave(request, response)) return
    if (!this.takesFirst) take()
    response.statusCode = 204
    response.end()
  }
}

/** Answers with a status. */
export const status =
  (code: number, headers: Record<string, string> = {}): Misbehave =>
  (_, response) => {
    response.statusCode = code
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    response.end('no')
    return true
  }

/** Says nothing, ever. */
export const hang: Misbehave = () => true

/** Breaks the connection. */
export const reset: Misbehave = (request) => {
  request.socket.resetAndDestroy()
  return true
}
