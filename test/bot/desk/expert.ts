import { DirectLineClient } from '../direct-line-client.ts'
import type { TestBot } from '../test-bot.ts'

/** An expert's browser, as far as the desk's routes need one. */
export class Expert {
  readonly url: string
  cookie = ''
  csrf = ''
  /** What the page sends with each request. */
  headers: Record<string, string> = {}

  constructor({ bot }: Pick<TestBot, 'bot'>) {
    this.url = bot.url
  }

  async signIn(password: string, name = 'Ada Lovelace'): Promise<Response> {
    return this.begin({ name, password })
  }

  /** Begins a session, and learns what proves that a request comes from the page. */
  async begin(body: object, headers: Record<string, string> = {}): Promise<Response> {
    const response = await this.post('session', body, headers)
    const [set] = response.headers.getSetCookie()
    if (set !== undefined) this.cookie = set.split(';')[0] ?? ''
    if (response.ok) this.csrf = (await (await this.get('session')).json()).csrf
    return response
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return await fetch(`${this.url}/desk/api/${path}`, {
      headers: { ...this.headers, ...(this.cookie && { Cookie: this.cookie }), ...headers },
    })
  }

  async post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
    return await fetch(`${this.url}/desk/api/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: {
        ...this.headers,
        Origin: this.url,
        'Content-Type': 'application/json',
        ...(this.cookie && { Cookie: this.cookie }),
        ...(this.csrf && { 'X-CSRF-Token': this.csrf }),
        ...headers,
      },
    })
  }
}

/** Somebody in the web chat hands a case to IT. */
export async function handOver({ bot }: Pick<TestBot, 'bot'>): Promise<DirectLineClient> {
  const client = await DirectLineClient.start(bot.url)
  await client.post({ type: 'event', name: 'webchat/join' })
  await client.post({ text: 'ticket' })
  return client
}
