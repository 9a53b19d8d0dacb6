import type { IncomingMessage, ServerResponse } from 'node:http'

import { LoopbackServer } from '../../support/loopback-server.ts'

type Card = { body: Element[]; actions?: Action[] }
type Element = { type: string; inlines?: { text: string }[]; items?: Element[]; id?: string }
export type Action = { type: string; title: string; data?: Record<string, unknown>; url?: string }
type Content = { summary?: string; attachments?: { content: Card }[] }
export type Thread = { id: string; channel: string; card: Content; updates: number; replies: Content[] }

/** How Teams answers to one request; status 0 takes it and breaks the connection. */
export type Whim = { status: number; headers?: Record<string, string> }

/** The part of Teams that a bot posts to: channels with threads, and chats. */
export class TeamsServer extends LoopbackServer {
  readonly threads: Thread[] = []
  /** What was posted to chats. */
  readonly chats: (Content & { text?: string })[] = []
  /** Requests, as method and path. */
  readonly asked: string[] = []
  readonly whims: Whim[] = []

  protected async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = JSON.parse(Buffer.concat(chunks).toString() || '{}')
    const path = decodeURIComponent(request.url ?? '')
    this.asked.push(`${request.method} ${path}`)
    const { status, headers = {} } = this.whims.shift() ?? { status: 201 }
    const answer = status < 300 ? this.#take(`${request.method}`, path, body) : {}
    if (status === 0) return void request.socket.destroy()
    response.writeHead(answer ? status : 404, { 'Content-Type': 'application/json', ...headers })
    response.end(JSON.stringify(answer ?? {}))
  }

  #take(method: string, path: string, body: Record<string, unknown>): object | undefined {
    if (method === 'POST' && path === '/v3/conversations') {
      const { channel } = body['channelData'] as { channel: { id: string } }
      const id = String(1_700_000_000_000 + this.threads.length)
      const card = body['activity'] as Content
      this.threads.push({ id, channel: channel.id, card, updates: 0, replies: [] })
      return { id: `${channel.id};messageid=${id}`, activityId: id }
    }
    const [, conversation = ''] = /^\/v3\/conversations\/([^/]+)\//.exec(path) ?? []
    const thread = this.threads.find(({ id, channel }) => conversation === `${channel};messageid=${id}`)
    if (method === 'PUT') {
      if (!thread) return undefined
      thread.card = body
      thread.updates += 1
      return { id: thread.id }
    }
    if (thread) thread.replies.push(body)
    else this.chats.push(body)
    return { id: `${this.asked.length}` }
  }

  get newest(): Thread {
    const thread = this.threads.at(-1)
    if (!thread) throw new Error('Nothing was posted to a channel.')
    return thread
  }
}

/** All that a card, or the message with it, says. */
export function wordsOf(content: Content | Card): string {
  const card = 'body' in content ? content : content.attachments?.[0]?.content
  const inside = (elements: Element[]): string[] =>
    elements.flatMap(({ inlines = [], items = [] }) => [inlines.map(({ text }) => text).join(''), ...inside(items)])
  return inside(card?.body ?? []).join('\n')
}

/** The buttons of a card. */
export function buttonsOf(content: Content | Card): Action[] {
  const card = 'body' in content ? content : content.attachments?.[0]?.content
  return card?.actions ?? []
}
