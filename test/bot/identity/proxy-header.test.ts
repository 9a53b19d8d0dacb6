import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createProxyHeader } from '../../../bot/identity/proxy-header.ts'
import { DirectLineClient } from '../direct-line-client.ts'
import { startTestBot, type TestBot } from '../test-bot.ts'

const SETTINGS = { IDENTITY_HEADER: 'X-Remote-User', TRUSTED_PROXIES: '127.0.0.1' }
let running: TestBot

beforeAll(async () => {
  running = await startTestBot(SETTINGS)
})
afterAll(() => running.stop())

function request(remoteAddress: string, rawHeaders: string[]) {
  return { socket: { remoteAddress }, rawHeaders, headers: {} } as never
}

describe('createProxyHeader', () => {
  const { identify } = createProxyHeader({ header: 'x-remote-user', proxies: ['10.0.0.1'] })

  it.each<[string, string, string[], string | undefined]>([
    ['what the proxy says', '10.0.0.1', ['X-Remote-User', 'CONTOSO\\ada'], 'CONTOSO\\ada'],
    ['a proxy by its mapped address', '::ffff:10.0.0.1', ['x-remote-user', 'ada'], 'ada'],
    ['a name in UTF-8', '10.0.0.1', ['x-remote-user', Buffer.from('Zoë').toString('latin1')], 'Zoë'],
    ['a name in an older encoding', '10.0.0.1', ['x-remote-user', 'Zo\u00eb'], 'Zoë'],
    ['the name and not what is called like the header', '10.0.0.1', ['x', 'x-remote-user', 'y', 'root'], undefined],
    ['nobody else', '10.0.0.2', ['X-Remote-User', 'ada'], undefined],
    ['no name', '10.0.0.1', [], undefined],
    ['an empty name', '10.0.0.1', ['X-Remote-User', ' '], undefined],
    ['a name that steers a terminal', '10.0.0.1', ['X-Remote-User', 'a\u001b[2J'], undefined],
    ['a name of a page', '10.0.0.1', ['X-Remote-User', 'x'.repeat(300)], undefined],
  ])('believes %s', async (_, from, headers, id) => {
    expect((await identify(request(from, headers)))?.id).toBe(id)
  })

  it('refuses two names at once', async () => {
    const two = request('10.0.0.1', ['X-Remote-User', 'ada', 'x-remote-user', 'root'])
    await expect(identify(two)).rejects.toMatchObject({ status: 400, code: 'TwoIdentities' })
  })
})

describe('startBot', () => {
  const generate = (url: string, headers: Record<string, string>) =>
    fetch(`${url}/v3/directline/tokens/generate`, { method: 'POST', headers })

  it('hands out tokens to whom the proxy names', async () => {
    expect((await generate(running.bot.url, {})).status).toBe(401)
    const answer = await generate(running.bot.url, { 'X-Remote-User': 'CONTOSO\\ada' })
    const client = new DirectLineClient(running.bot.url)
    client.token = ((await answer.json()) as { token: string }).token
    client.id = (await client.json('POST', '/conversations', {}))['conversationId'] ?? ''
    await client.post({ text: 'hi' })
    expect((await client.read()).activities[0]?.from).toMatchObject({ name: 'CONTOSO\\ada' })
  })

  it('serves its page to whom the proxy names', async () => {
    expect((await fetch(running.bot.url)).status).toBe(403)
    expect((await fetch(running.bot.url, { headers: { 'x-remote-user': 'ada' } })).status).toBe(200)
  })

  it('does not believe the header of who is no proxy', async () => {
    const other = await startTestBot({ ...SETTINGS, TRUSTED_PROXIES: '10.0.0.1' })
    expect((await generate(other.bot.url, { 'X-Remote-User': 'root' })).status).toBe(401)
    await other.stop()
  })
})
