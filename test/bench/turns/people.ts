import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { WebSocket } from 'ws'

/** Somebody in a conversation; a turn is over when its reply is there. */
export type Person = { say(text: string): Promise<void>; leave(): void }

/** Where a bot is spoken to, and where it answers. */
export type Place = { door: 'messages' | 'direct-line'; url: string; connector: string }

const PASTE = new URL('../../fixtures/pastes/office-2013-act-0xC004F074.txt', import.meta.url)

/** A dialog from an error to its end; then the next one begins. */
export const DIALOG: readonly string[] = [
  readFileSync(PASTE, 'utf8'),
  'no',
  'where do I see that?',
  '0x8007232B',
  'yes',
  'it works now, thanks',
]

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })

/** Brings somebody to a bot. */
export async function bring({ door, url, connector }: Place): Promise<Person> {
  return door === 'messages' ? writeTo(url, connector) : await chatAt(url)
}

// The answer to the request comes after the reply was posted to the connector. Each dialog is a new conversation.
function writeTo(url: string, serviceUrl: string): Person {
  let conversation = ''
  return {
    say: async (text) => {
      if (text === DIALOG[0]) conversation = randomUUID()
      await post(`${url}/api/messages`, {
        type: 'message',
        id: randomUUID(),
        timestamp: new Date().toISOString(),
        channelId: 'emulator',
        serviceUrl,
        from: { id: 'person', name: 'Person', role: 'user' },
        recipient: { id: 'bot', name: 'Bot', role: 'bot' },
        conversation: { id: conversation },
        locale: 'en',
        text,
      })
    },
    leave: () => {},
  }
}

// One conversation with an open socket, as a page has it; the dialogs follow one another there.
async function chatAt(url: string): Promise<Person> {
  const base = `${url}/v3/directline`
  const { token } = await post(`${base}/tokens/generate`, {})
  const { conversationId, streamUrl } = await post(`${base}/conversations`, {}, token)
  const socket = new WebSocket(String(streamUrl))
  await once(socket, 'open')
  let heard = () => {}
  socket.on('message', (data) => {
    const { activities } = JSON.parse(data.toString()) as { activities: { from: { role?: string } }[] }
    if (activities.some(({ from }) => from.role === 'bot')) heard()
  })
  return {
    say: async (text) => {
      const reply = new Promise<void>((resolve) => {
        heard = resolve
      })
      const activity = { type: 'message', from: { id: 'person' }, locale: 'en', text }
      await Promise.all([post(`${base}/conversations/${conversationId}/activities`, activity, token), reply])
    },
    leave: () => socket.terminate(),
  }
}

/** The client of Node's core with kept connections: the lightest there is, as it shares the processor with the bots. */
async function post(address: string, body: object, token?: string): Promise<Record<string, string>> {
  const content = JSON.stringify(body)
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(content),
    ...(token !== undefined && { Authorization: `Bearer ${token}` }),
  }
  const sent = request(address, { method: 'POST', agent, headers })
  // A connection that is cut in the answer makes the turn fail, not the load end.
  sent.on('error', () => {})
  sent.end(content)
  const [response] = await once(sent, 'response')
  let text = ''
  for await (const chunk of response.setEncoding('utf8')) text += chunk
  if (response.statusCode >= 300) throw new Error(`${address} answered ${response.statusCode}: ${text}`)
  return text === '' ? {} : JSON.parse(text)
}
