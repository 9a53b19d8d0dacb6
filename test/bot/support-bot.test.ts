import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { Connector } from './connector.ts'
import { startTestBot, type TestBot } from './test-bot.ts'

let running: TestBot
let connector: Connector
let conversation: string

beforeEach(async () => {
  connector = await new Connector().start()
  running = await startTestBot({ BOT_EMULATOR: '1' })
  conversation = randomUUID()
})
afterEach(async () => {
  await running.stop()
  await connector.stop()
})

async function post(changes: object): Promise<Response> {
  return await fetch(`${running.bot.url}/api/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      type: 'message',
      id: randomUUID(),
      channelId: 'msteams',
      serviceUrl: connector.url,
      from: { id: 'user-1', name: 'Ann' },
      recipient: { id: 'bot-1', name: 'Support' },
      conversation: { id: conversation, tenantId: 'contoso' },
      ...changes,
    }),
  })
}

async function until(isDone: () => boolean): Promise<void> {
  while (!isDone()) await new Promise((resolve) => setTimeout(resolve, 25))
}

describe('createSupportBot', () => {
  it('posts the reply to the conversation it came from', async () => {
    expect((await post({ id: 'a1', text: 'hello' })).status).toBe(200)
    expect(connector.posted).toMatchObject([
      {
        path: `/v3/conversations/${conversation}/activities/a1`,
        activity: {
          type: 'message',
          text: '1: hello',
          from: { id: 'bot-1' },
          recipient: { id: 'user-1' },
          replyToId: 'a1',
        },
      },
    ])
  })

  it('hears the text without the mention', async () => {
    const mention = { type: 'mention', mentioned: { id: 'bot-1' }, text: '<at>Support</at>' }
    await post({ text: '<at>Support</at> hello', entities: [mention] })
    expect(connector.texts()).toEqual(['1: hello'])
  })

  it('greets once where it is installed', async () => {
    await post({ type: 'conversationUpdate', membersAdded: [{ id: 'bot-1' }, { id: 'user-1' }] })
    await post({ type: 'installationUpdate', action: 'add' })
    expect(connector.texts()).toEqual(['1: installed'])
  })

  it('takes the button of a card', async () => {
    const data = { kind: 'choice', node: 'n', graph: 'g', turn: 1, pick: 'yes' }
    await post({ value: data })
    const invoked = await post({ type: 'invoke', name: 'adaptiveCard/action', value: { action: { data } } })
    expect([invoked.status, await invoked.json()]).toMatchObject([200, { statusCode: 200 }])
    expect(connector.texts()).toEqual(['1: choice', '2: choice'])
  })

  it('does not understand invokes of other kinds, and says so', async () => {
    expect((await post({ type: 'invoke', name: 'composeExtension/query', value: {} })).status).toBe(501)
  })

  it('posts nothing for an activity that comes again', async () => {
    const [first, second] = [await post({ id: 'a1', text: 'hello' }), await post({ id: 'a1', text: 'hello' })]
    expect([first.status, second.status]).toEqual([200, 200])
    expect(connector.texts()).toEqual(['1: hello'])
  })

  it('is not there in local mode', async () => {
    const local = await startTestBot()
    const response = await fetch(`${local.bot.url}/api/messages`, { method: 'POST' })
    expect(response.status).toBe(404)
    await local.stop()
  })

  it('refuses an address that is not on this machine', async () => {
    expect((await post({ serviceUrl: 'https://evil.example', text: 'hello' })).status).toBe(403)
  })
})

describe('createDeliveries', () => {
  it.each([500, 502, 503, 504, 408])(
    'posts a reply once when the channel answers %i, and once more at the next contact',
    async (status) => {
      connector.reactions.push({ status })
      expect((await post({ text: 'one' })).status).toBe(200)
      await post({ text: 'two' })
      await post({ text: 'three' })
      const offer = expect.stringContaining('may not have reached you')
      expect(connector.texts()).toEqual(['1: one', '1: one', offer, '2: two', '3: three'])
    },
  )

  it('posts again, in order, when the channel asks it to wait', async () => {
    connector.reactions.push({ status: 429, headers: { 'Retry-After': '1' } })
    await post({ text: 'one' })
    await post({ text: 'two' })
    expect(connector.texts()).toEqual(['1: one'])
    await until(() => connector.posted.length >= 3)
    expect(connector.texts()).toEqual(['1: one', '1: one', '2: two'])
  })

  it('waits for a channel that nobody answers for', async () => {
    const { port } = new URL(connector.url)
    await connector.stop()
    expect((await post({ text: 'one', serviceUrl: `http://127.0.0.1:${port}` })).status).toBe(200)
    connector = await new Connector().start(Number(port))
    await until(() => connector.posted.length >= 1)
    expect(connector.texts()).toEqual(['1: one'])
  })

  it('posts after a restart what was committed before it', async () => {
    connector.reactions.push({ status: 429, headers: { 'Retry-After': '60' } })
    await post({ text: 'one' })
    await running.stop()
    running = await startTestBot({ BOT_EMULATOR: '1', DATA_DIR: running.config.dataDir })
    await until(() => connector.posted.length >= 2)
    expect(connector.texts()).toEqual(['1: one', '1: one'])
  })
})
