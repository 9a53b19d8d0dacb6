import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { lookAtRegistration } from '../../bot/commands/look-at-registration.ts'
import { lookAtKnowledge, lookAtWeb } from '../../bot/commands/look-at-web.ts'
import { type AppRegistration, parseConfig } from '../../bot/config.ts'
import { LoopbackServer } from '../support/loopback-server.ts'
import { newDataDir } from './test-bot.ts'

const APP: AppRegistration = {
  id: '12345678-90ab-4cde-8f01-234567890abc',
  type: 'SingleTenant',
  tenant: '22345678-90ab-4cde-8f01-234567890abc',
  password: 'right',
}
const NOWHERE = 'http://127.0.0.1:9'

/** Microsoft's sign-in and key service, as far as the doctor asks them. */
class SignIn extends LoopbackServer {
  asked: string[] = []
  refusal = 'AADSTS7000215: Invalid client secret provided.'
  ahead = 0

  protected async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of request) body += chunk
    this.asked.push(`${request.url} ${body}`)
    response.setHeader('Date', new Date(Date.now() + this.ahead).toUTCString())
    if (request.url?.includes('/token') && !body.includes('client_secret=right')) {
      response.statusCode = 401
      response.end(JSON.stringify({ error: 'invalid_client', error_description: this.refusal }))
    } else response.end(JSON.stringify({ access_token: 'token', jwks_uri: '' }))
  }
}

let signIn: SignIn
const services = () => ({ authority: signIn.url, openIdUrl: `${signIn.url}/openid` })

beforeAll(async () => {
  signIn = await new SignIn().start()
})
afterAll(() => signIn.stop())

const stateOf = (findings: { state: string; about: string }[]) =>
  Object.fromEntries(findings.map(({ about, state }) => [about, state]))

describe('lookAtRegistration', () => {
  it('finds a right registration well, and asks as the bot would', async () => {
    const findings = await lookAtRegistration(APP, false, services())
    expect(stateOf(findings)).toEqual({
      registration: 'ok',
      manifest: 'ok',
      token: 'ok',
      'signing keys': 'ok',
      clock: 'ok',
    })
    expect(signIn.asked.find((line) => line.includes('/token'))).toMatch(
      new RegExp(`^/${APP.tenant}/oauth2/v2.0/token .*scope=https%3A%2F%2Fapi.botframework.com%2F.default`),
    )
  })

  it.each([
    ['AADSTS7000215', 'MICROSOFT_APP_PASSWORD is wrong'],
    ['AADSTS7000222', 'The client secret has expired'],
    ['AADSTS700016', 'MICROSOFT_APP_ID is not known'],
    ['AADSTS90002', 'MICROSOFT_APP_TENANT_ID names no tenant'],
    ['AADSTS50034', 'Look the number up'],
  ])('says what to do about %s, and never the secret', async (code, cure) => {
    signIn.refusal = `${code}: whatever else is said`
    const findings = await lookAtRegistration({ ...APP, password: 'hunter2hunter2' }, false, services())
    const token = findings.find(({ about }) => about === 'token')
    expect(token).toMatchObject({ state: 'bad', says: expect.stringContaining(`${code}. ${cure}`) })
    expect(JSON.stringify(findings)).not.toContain('hunter2')
  })

  it('compares clocks', async () => {
    signIn.ahead = 400_000
    const findings = await lookAtRegistration(APP, false, services())
    signIn.ahead = 0
    expect(findings.at(-1)).toMatchObject({ state: 'bad', about: 'clock', says: expect.stringMatching(/behind.*NTP/) })
  })

  it('says that the firewall is shut', async () => {
    const findings = await lookAtRegistration(APP, false, { authority: NOWHERE, openIdUrl: `${NOWHERE}/openid` })
    const bad = findings.filter(({ state }) => state === 'bad')
    expect(bad.map(({ says }) => says)).toEqual([
      expect.stringMatching(/127\.0\.0\.1:9 cannot be reached.*--offline/),
      expect.stringMatching(/127\.0\.0\.1:9 cannot be reached.*--offline/),
    ])
  })

  it('asks nobody when offline', async () => {
    const before = signIn.asked.length
    const findings = await lookAtRegistration(APP, true, services())
    expect(findings.filter(({ state }) => state === 'bad')).toEqual([])
    expect(signIn.asked.length).toBe(before)
  })
})

describe('lookAtKnowledge', () => {
  it('counts topics, and says what the first start will make', () => {
    const [documents, cache] = lookAtKnowledge(parseConfig({ DATA_DIR: newDataDir() }))
    expect(documents).toMatchObject({ state: 'ok', says: expect.stringMatching(/^\d\d+ topics in /) })
    expect(cache).toMatchObject({ state: 'note', says: expect.stringMatching(/graph, matcher, pages.*prebuild/) })
  })

  it('says that a folder of documents is wrong', () => {
    const empty = newDataDir()
    const look = (folder: string) => lookAtKnowledge(parseConfig({ DATA_DIR: empty, KNOWLEDGE_DIR: folder }))[0]
    expect(look(empty)).toMatchObject({ state: 'bad', says: expect.stringContaining('no topic') })
    expect(look(`${empty}/nowhere`)).toMatchObject({ state: 'bad', says: expect.stringContaining('KNOWLEDGE_DIR') })
  })
})

describe('lookAtWeb', () => {
  const look = (settings: Record<string, string>, offline = false) => lookAtWeb(parseConfig(settings), offline)

  it('finds pages that could never show the chat', async () => {
    const origins = { WEB_CHAT_ORIGINS: 'https://intranet.example' }
    expect((await look(origins))[0]).toMatchObject({ state: 'bad', says: expect.stringContaining('PUBLIC_URL') })
    expect((await look({ ...origins, PUBLIC_URL: 'https://bot.example', ALLOW_ANONYMOUS: '1' }))[0]?.state).toBe('ok')
  })

  it('asks the provider where people sign in', async () => {
    const settings = { IDENTITY_CLIENT_ID: 'bot' }
    expect((await look({ ...settings, IDENTITY_ISSUER: signIn.url }))[1]).toMatchObject({ state: 'ok' })
    expect((await look({ ...settings, IDENTITY_ISSUER: NOWHERE }))[1]).toMatchObject({ state: 'bad' })
    expect(await look({ ...settings, IDENTITY_ISSUER: NOWHERE }, true)).toHaveLength(1)
  })
})
