import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { LoopbackServer } from '../support/loopback-server.ts'
import { startTestBot, type TestBot } from './test-bot.ts'

const SECRET = 'canary-azure-secret-0123456789'

/** Azure's token endpoint, as far as it is used. */
class Azure extends LoopbackServer {
  status = 200
  body: unknown = { conversationId: 'c1', token: 't1', expires_in: 3600 }
  asked: { authorization: string; body: { user: { id: string }; trustedOrigins: string[] } }[] = []

  protected async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { authorization = '' } = request.headers
    this.asked.push({ authorization, body: JSON.parse(await text(request)) })
    response.writeHead(this.status, { 'Content-Type': 'application/json', Location: 'http://127.0.0.1:1/' })
    response.end(JSON.stringify(this.body))
  }
}

describe('the chat page on Azure Direct Line', () => {
  const azure = new Azure()
  let bot: TestBot

  beforeAll(async () => {
    await azure.start()
    bot = await startTestBot({
      MICROSOFT_APP_ID: '11111111-2222-4333-8444-555555555555',
      MICROSOFT_APP_PASSWORD: 'p'.repeat(20),
      MICROSOFT_APP_TENANT_ID: 'tenant',
      AZURE_DIRECT_LINE_SECRET: SECRET,
      AZURE_DIRECT_LINE_URL: `${azure.url}/v3/directline`,
      ALLOW_ANONYMOUS: '1',
    })
  })

  afterAll(async () => {
    await bot.stop()
    await azure.stop()
  })

  const mint = (headers: Record<string, string> = {}) =>
    fetch(`${bot.bot.url}/azure/tokens/generate`, { method: 'POST', headers })

  it('gives a token for one conversation of a person nobody can guess, and keeps the secret', async () => {
    const answer = await mint()
    expect(await answer.json()).toEqual({ conversationId: 'c1', token: 't1', expires_in: 3600 })
    await mint()
    const [first, second] = azure.asked
    expect(first?.authorization).toBe(`Bearer ${SECRET}`)
    expect(first?.body.user.id).toMatch(/^dl_[0-9a-f]{32}$/)
    expect(second?.body.user.id).not.toBe(first?.body.user.id)
    expect(first?.body.trustedOrigins).toEqual([bot.bot.url])
    const page = await (await fetch(bot.bot.url)).text()
    expect(page + JSON.stringify(bot.lines) + JSON.stringify(bot.config)).not.toContain(SECRET)
  })

  it('lets the page connect to Azure and to nobody else', async () => {
    const { headers } = await fetch(bot.bot.url)
    const connect = /connect-src ([^;]*)/.exec(headers.get('content-security-policy') ?? '')?.[1]
    expect(connect?.split(' ')).toEqual(["'self'", azure.url, azure.url.replace('http', 'ws'), 'blob:'])
  })

  it('refuses pages of other sites', async () => {
    expect((await mint({ Origin: 'https://evil.example' })).status).toBe(403)
  })

  it.each([
    ['refuses', 403, {}],
    ['is down', 500, {}],
    ['sends somewhere else', 302, {}],
    ['answers something else', 200, { token: 5 }],
  ])('asks to come back when Azure %s', async (_, status, body) => {
    Object.assign(azure, { status, body })
    const answer = await mint()
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await answer.json()).toEqual({ error: { code: 'Unavailable' } })
  })
})
