import type { IncomingMessage, ServerResponse } from 'node:http'
import { Webhook } from 'standardwebhooks'

import { LoopbackServer } from '../../support/loopback-server.ts'
import { HOOK_SECRET } from './sink-bench.ts'

export type Hooked = {
  id: string
  /** Empty where the signature was not right. */
  body: { type: string; schema: number; data: Record<string, unknown> }
  text: string
  headers: Record<string, string>
}
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
    const text = Buffer.concat(parts).toString('utf8')
    const id = headers['webhook-id'] ?? ''
    // By the time the sender says it is: the test moves its clock.
    const sentAt = new Date(Number(headers['webhook-timestamp']) * 1000)
    const signature = new Webhook(HOOK_SECRET).sign(id, sentAt, text)
    const isSigned = headers['webhook-signature']?.split(' ').includes(signature)
    const take = () => this.taken.push({ id, body: isSigned ? JSON.parse(text) : {}, text, headers })
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
