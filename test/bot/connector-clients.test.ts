import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ConfigurationServiceClientCredentialFactory } from 'botbuilder'
import { describe, expect, it } from 'vitest'

import { type Conversations, SupportAdapter } from '../../bot/adapter.ts'
import { KeptClients } from '../../bot/connector-clients.ts'

class OpenAdapter extends SupportAdapter {
  readonly claims = this.createClaimsIdentity('')
}

class Credentials extends ConfigurationServiceClientCredentialFactory {
  failures = 0

  override createCredentials(...asked: Parameters<ConfigurationServiceClientCredentialFactory['createCredentials']>) {
    this.failures -= 1
    return this.failures >= 0 ? Promise.reject(new Error('Asked to fail')) : super.createCredentials(...asked)
  }
}

/** Signs as an app with a token does, without asking anybody for one. */
class Signing extends ConfigurationServiceClientCredentialFactory {
  override async createCredentials() {
    const signRequest = async (request: { headers: { set(name: string, value: string): void } }) => {
      request.headers.set('authorization', 'Bearer token-of-the-bot')
      return request
    }
    return { signRequest } as never
  }
}

/** A channel that answers each request with this status; `requests` are those that came. */
async function startChannel(status: number, headers: Record<string, string> = {}) {
  const requests: (IncomingMessage & { body: string })[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    requests.push(Object.assign(request, { body: Buffer.concat(chunks).toString() }))
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end('{"id":"1"}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, requests, stop: () => server.close().closeAllConnections() }
}

async function post(url: string, activity: object): Promise<void> {
  const clients = new KeptClients({}, new Signing({}))
  const client = await clients.createConnectorFactory(new OpenAdapter().claims).create(url, '')
  await (client as unknown as { conversations: Conversations }).conversations.sendToConversation('c', activity)
}

function newClients() {
  const credentials = new Credentials({})
  const clients = new KeptClients({}, credentials)
  const { claims } = new OpenAdapter()
  return {
    credentials,
    clientOf: (url: string) => clients.createConnectorFactory(claims).create(url, ''),
    userTokens: () => clients.createUserTokenClient(claims),
  }
}

describe('KeptClients', () => {
  it('gives the same client to every turn from an address, and another for another address', async () => {
    const { clientOf } = newClients()
    const [one, again, other] = await Promise.all(['http://one', 'http://one', 'http://other'].map(clientOf))
    expect(again).toBe(one)
    expect(other).not.toBe(one)
  })

  it('tries again to build a client that could not be built', async () => {
    const { clientOf, userTokens, credentials } = newClients()
    for (const make of [() => clientOf('http://one'), userTokens]) {
      credentials.failures = 1
      await expect(make()).rejects.toThrow('Asked to fail')
      expect(await make()).toBeDefined()
    }
  })

  it('posts what it is given, signed, as JSON', async () => {
    const { url, requests, stop } = await startChannel(201)
    const activity = {
      type: 'message',
      text: 'grüße › you',
      attachments: [{ contentType: 'card', content: { a: [1] } }],
    }
    await post(url, activity)
    stop()
    expect(requests).toMatchObject([
      {
        url: '/v3/conversations/c/activities',
        method: 'POST',
        headers: {
          authorization: 'Bearer token-of-the-bot',
          'content-type': 'application/json; charset=utf-8',
          'user-agent': expect.stringContaining('Microsoft-BotFramework'),
          accept: '*/*',
        },
      },
    ])
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual(activity)
  })

  it.each([
    [500, {}],
    [503, { 'Retry-After': '0' }],
    [429, { 'Retry-After': '0' }],
    [307, { Location: '/elsewhere' }],
  ])('posts once when the channel answers with %i', async (status, headers) => {
    const { url, requests, stop } = await startChannel(status, headers)
    await expect(post(url, { type: 'message' })).rejects.toMatchObject({ statusCode: status })
    stop()
    expect(requests).toHaveLength(1)
  })

  it('builds the client for signing in once', async () => {
    const { userTokens } = newClients()
    expect(await userTokens()).toBe(await userTokens())
  })
})
