import { ConfigurationServiceClientCredentialFactory } from 'botbuilder'
import { describe, expect, it } from 'vitest'

import { SupportAdapter } from '../../bot/adapter.ts'
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

  it('builds the client for signing in once', async () => {
    const { userTokens } = newClients()
    expect(await userTokens()).toBe(await userTokens())
  })
})
