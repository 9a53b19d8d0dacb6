import { once } from 'node:events'
import { WebSocket } from 'ws'

export type Activity = { id: string; type: string; text?: string; from: { id: string; role?: string } } & Record<
  string,
  unknown
>
export type ActivitySet = { activities: Activity[]; watermark: string }

/** A small Direct Line client, as a script would write one. */
export class DirectLineClient {
  readonly base: string
  token = ''
  id = ''
  streamUrl = ''

  constructor(url: string) {
    this.base = `${url}/v3/directline`
  }

  static async start(url: string): Promise<DirectLineClient> {
    const client = new DirectLineClient(url)
    const { token = '' } = await client.json('POST', '/tokens/generate')
    client.token = token
    const { conversationId = '', streamUrl = '' } = await client.json('POST', '/conversations', {})
    client.id = conversationId
    client.streamUrl = streamUrl
    return client
  }

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return await fetch(`${this.base}${path}`, {
      method,
      headers: {
        ...(this.token && { Authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  }

  async json(method: string, path: string, body?: unknown): Promise<Record<string, string>> {
    const response = await this.send(method, path, body)
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as Record<string, string>
  }

  async post(activity: object): Promise<Response> {
    return await this.send('POST', `/conversations/${this.id}/activities`, { type: 'message', ...activity })
  }

  async read(watermark = ''): Promise<ActivitySet> {
    const response = await this.send('GET', `/conversations/${this.id}/activities?watermark=${watermark}`)
    return (await response.json()) as ActivitySet
  }

  /** Texts of the bot, in order. */
  async said(): Promise<(string | undefined)[]> {
    const { activities } = await this.read()
    return activities.filter(({ from }) => from.role === 'bot').map(({ text }) => text)
  }
}

/** Collects what a stream sends. */
export class Stream {
  readonly socket: WebSocket
  readonly received: Activity[] = []
  watermark = ''

  constructor(url: string, options: { origin?: string; headers?: Record<string, string> } = {}) {
    this.socket = new WebSocket(url, options)
    this.socket.on('error', () => {})
    this.socket.on('message', (data) => {
      const set: ActivitySet = JSON.parse(data.toString())
      this.received.push(...set.activities)
      this.watermark = set.watermark
    })
  }

  async opened(): Promise<this> {
    await once(this.socket, 'open')
    return this
  }

  async until(count: number): Promise<Activity[]> {
    while (this.received.length < count) await once(this.socket, 'message')
    return this.received
  }

  /** The HTTP status of a refused handshake. */
  async refused(): Promise<number | undefined> {
    const [, response] = await once(this.socket, 'unexpected-response')
    return response.statusCode
  }
}
