import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { DirectLineClient } from '../direct-line-client.ts'
import { startTestBot, type TestBot } from '../test-bot.ts'
import { Browser } from './browser.ts'
import { OpenIdProvider } from './open-id-provider.ts'

let provider: OpenIdProvider
let running: TestBot
let now = 0
let browser: Browser

beforeAll(async () => {
  provider = await new OpenIdProvider().start()
  running = await startTestBot(
    { IDENTITY_ISSUER: provider.url, IDENTITY_CLIENT_ID: 'chat' },
    { clock: () => Date.now() + now },
  )
})
afterAll(async () => {
  await running.stop()
  await provider.stop()
})
beforeEach(() => {
  provider.mode = 'ok'
  provider.claims = {}
  now = 0
  browser = new Browser()
})

const generate = (headers = {}) => browser.send('POST', `${running.bot.url}/v3/directline/tokens/generate`, headers)

async function chat(): Promise<DirectLineClient> {
  const client = new DirectLineClient(running.bot.url)
  const { token } = (await (await generate()).json()) as { token: string }
  client.token = token
  client.id = (await client.json('POST', '/conversations', {}))['conversationId'] ?? ''
  return client
}

describe('createOpenId', () => {
  it('serves no app of the Bot Framework for it', async () => {
    expect((await fetch(`${running.bot.url}/api/messages`, { method: 'POST' })).status).toBe(404)
  })

  it('leads who opens the page through the sign-in and back', async () => {
    const page = await browser.visit(running.bot.url)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<!doctype html>')
    expect(browser.visited.map((address) => new URL(address).pathname)).toEqual([
      '/',
      '/sign-in',
      '/authorize',
      '/sign-in/return',
      '/',
    ])
  })

  it('asks people in a frame to sign in in a window of its own: providers refuse to be framed', async () => {
    const framed = await fetch(running.bot.url, { headers: { 'Sec-Fetch-Dest': 'iframe' }, redirect: 'manual' })
    expect(framed.status).toBe(200)
    expect(framed.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(await framed.text()).toMatch(/<a href="\/sign-in" target="_blank" rel="noopener">/)
  })

  it('hands out tokens to who has signed in, and to nobody else', async () => {
    const without = await generate()
    expect([without.status, await without.json()]).toEqual([401, { error: { code: 'SignInNeeded' } }])
    await browser.visit(running.bot.url)
    expect((await generate()).status).toBe(200)
    expect((await generate({ Origin: 'https://evil.example' })).status).toBe(403)
  })

  it('names the person in the transcript and to the store', async () => {
    await browser.visit(running.bot.url)
    const client = await chat()
    await client.post({ text: 'hi', from: { id: 'root', name: 'Root' } })
    const { activities } = await client.read()
    expect(activities[0]?.from).toMatchObject({ name: 'Ada Lovelace', id: expect.stringMatching(/^dl_/) })
    const { token } = await client.json('POST', '/tokens/refresh')
    expect(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString()).toContain('ada@contoso.example')
  })

  it('puts the person on the ticket', async () => {
    await browser.visit(running.bot.url)
    const client = await chat()
    await client.post({ text: 'ticket' })
    const records = await Promise.all(['A-1001'].map((number) => running.store.ticket(number)))
    const record = await running.store.conversation(records[0]?.conversation ?? '')
    expect(record?.person).toBe('ada@contoso.example')
  })

  it('forgets the sign-in after eight hours', async () => {
    await browser.visit(running.bot.url)
    now = 8 * 3_600_000 + 1000
    expect((await generate()).status).toBe(401)
  })

  it.each<[string, OpenIdProvider['mode'], Record<string, unknown>, number]>([
    ['the person refuses', 'denied', {}, 403],
    ['the provider is down', 'down', {}, 401],
    ['somebody else signs the token', 'other-key', {}, 401],
    ['the token is for another client', 'ok', { aud: 'other' }, 401],
    ['the token is of another issuer', 'ok', { iss: 'https://evil.example' }, 401],
    ['the token answers another question', 'ok', { nonce: 'other' }, 401],
    ['the token has ended', 'ok', { exp: 1000 }, 401],
  ])('lets nobody in when %s', async (_, mode, claims, status) => {
    const away = (await browser.send('GET', `${running.bot.url}/sign-in`)).headers.get('location') ?? ''
    provider.mode = mode === 'down' ? 'ok' : mode
    provider.claims = claims
    const back = (await browser.send('GET', away)).headers.get('location') ?? ''
    provider.mode = mode
    expect((await browser.send('GET', back)).status).toBe(status)
    expect((await generate()).status).toBe(401)
  })

  it('lets nobody bring an answer that was meant for somebody else', async () => {
    const other = new Browser()
    const away = (await other.send('GET', `${running.bot.url}/sign-in`)).headers.get('location') ?? ''
    const back = (await other.send('GET', away)).headers.get('location') ?? ''
    expect((await browser.send('GET', back)).status).toBe(400)
    await browser.send('GET', `${running.bot.url}/sign-in`)
    expect((await browser.send('GET', back)).status).toBe(401)
    expect((await generate()).status).toBe(401)
  })

  it('takes no cookie that it has not made', async () => {
    browser.cookies.set('chat-person', 'eyJhbGciOiJkaXIifQ..a.b.c')
    expect((await generate()).status).toBe(401)
    await browser.send('GET', `${running.bot.url}/sign-in`)
    browser.cookies.set('chat-person', browser.cookies.get('chat-sign-in') ?? '')
    expect((await generate()).status).toBe(401)
  })

  it('asks to come back when the provider cannot be found, and starts without it', async () => {
    const absent = await startTestBot({ IDENTITY_ISSUER: 'http://127.0.0.1:9', IDENTITY_CLIENT_ID: 'chat' })
    const answer = await fetch(`${absent.bot.url}/sign-in`, { redirect: 'manual' })
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '10'])
    await absent.stop()
  })

  it('marks its cookies for this host, for https and not for scripts', async () => {
    const secure = await startTestBot({
      IDENTITY_ISSUER: provider.url,
      IDENTITY_CLIENT_ID: 'chat',
      PUBLIC_URL: 'https://support.contoso.example',
    })
    const answer = await fetch(`${secure.bot.url}/sign-in`, { redirect: 'manual' })
    expect(answer.headers.get('set-cookie')).toMatch(
      /^__Host-chat-sign-in=.*; Path=\/; HttpOnly; SameSite=Lax; .*Secure$/,
    )
    expect(new URL(answer.headers.get('location') ?? '').searchParams.get('redirect_uri')).toBe(
      'https://support.contoso.example/sign-in/return',
    )
    await secure.stop()
  })
})
