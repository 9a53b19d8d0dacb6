import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { DirectLineClient } from './direct-line-client.ts'
import { SigningService } from './signing-service.ts'
import { startTestBot, type TestBot } from './test-bot.ts'

const APP = '11111111-2222-3333-4444-555555555555'
const SECRET = 'a-direct-line-secret-of-40-characters-ok'
const SERVICE_URL = 'https://smba.trafficmanager.net/emea/'

let service: SigningService
let running: TestBot

beforeAll(async () => {
  service = await new SigningService().start()
  await service.addKey('k1', ['msteams'])
  running = await startTestBot(
    {
      MICROSOFT_APP_ID: APP,
      MICROSOFT_APP_PASSWORD: 'canary-password',
      MICROSOFT_APP_TENANT_ID: 'contoso',
      DIRECT_LINE_SECRET: SECRET,
    },
    { openIdUrl: service.url },
  )
})
afterAll(async () => {
  await running.stop()
  await service.stop()
})

async function post(claims: object | undefined, changes: object = {}): Promise<{ status: number; body: string }> {
  const seconds = Math.floor(Date.now() / 1000)
  const issued = { iss: 'https://api.botframework.com', aud: APP, exp: seconds + 600, serviceurl: SERVICE_URL }
  const token = claims && (await service.sign({ ...issued, ...claims }))
  const response = await fetch(`${running.bot.url}/api/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ type: 'typing', id: 'a1', channelId: 'msteams', serviceUrl: SERVICE_URL, ...changes }),
  })
  return { status: response.status, body: await response.text() }
}

describe('createFramework', () => {
  it.each<[string, object | undefined, object, number]>([
    ['the channel in', {}, {}, 200],
    ['nobody without a token in', undefined, {}, 401],
    ['nobody of another app in', { aud: 'other' }, {}, 401],
    ['no token of another tenant in', { iss: 'https://sts.windows.net/other/', ver: '1.0', appid: APP }, {}, 401],
    ['no other service URL in', {}, { serviceUrl: 'https://evil.example/' }, 403],
    ['no other channel in', {}, { channelId: 'emulator' }, 403],
  ])('lets %s, and says no more than a code', async (_, claims, changes, status) => {
    const answer = await post(claims, changes)
    expect(answer.status).toBe(status)
    expect(answer.body).toMatch(/^$|^\{"error":\{"code":"\w+"\}\}$/)
  })
})

describe('closedRoute', () => {
  it('says to a browser where to go, and gives it nothing to run', async () => {
    const response = await fetch(running.bot.url)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/)
    const text = await response.text()
    expect(text).toContain('Microsoft Teams')
    expect(text).not.toMatch(/<script|<form/)
  })
})

describe('createDirectLine', () => {
  it('hands tokens only to who has the secret', async () => {
    const client = new DirectLineClient(running.bot.url)
    const without = await client.send('POST', '/tokens/generate')
    const wrong = await client.send('POST', '/tokens/generate', undefined, { Authorization: 'Bearer wrong' })
    const right = await client.send('POST', '/tokens/generate', undefined, { Authorization: `Bearer ${SECRET}` })
    expect([without.status, wrong.status, right.status]).toEqual([403, 403, 200])
  })

  it('does not take the secret for a token', async () => {
    const client = new DirectLineClient(running.bot.url)
    const response = await client.send('GET', '/conversations/x/activities', undefined, {
      Authorization: `Bearer ${SECRET}`,
    })
    expect(response.status).toBe(401)
  })
})

describe('createChatRoutes', () => {
  it('serves no chat to people who cannot be told apart', async () => {
    expect((await fetch(`${running.bot.url}/embed.js`)).status).toBe(404)
  })
})
