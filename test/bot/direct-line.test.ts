import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { DirectLineClient, Stream } from './direct-line-client.ts'
import { startTestBot, type TestBot } from './test-bot.ts'

let running: TestBot

beforeAll(async () => {
  running = await startTestBot()
})
afterAll(() => running.stop())

describe('createDirectLine', () => {
  it('answers a message with an echo and a reply, in order', async () => {
    const client = await DirectLineClient.start(running.bot.url)
    const posted = await client.post({ text: 'hello' })
    const { id } = (await posted.json()) as { id: string }
    const { activities, watermark } = await client.read()
    expect(posted.status).toBe(200)
    expect(activities.map(({ text }) => text)).toEqual(['hello', '1: hello'])
    expect(activities[0]).toMatchObject({ id, from: { role: 'user' }, channelId: 'directline' })
    expect(activities[1]).toMatchObject({ replyToId: id, from: { id: 'bot', role: 'bot' } })
    expect(watermark).toBe('2')
  })

  it('gives nothing twice behind a watermark', async () => {
    const client = await DirectLineClient.start(running.bot.url)
    await client.post({ text: 'one' })
    const { watermark } = await client.read()
    await client.post({ text: 'two' })
    const later = await client.read(watermark)
    expect(later.activities.map(({ text }) => text)).toEqual(['two', '2: two'])
  })

  it('greets when the page has joined', async () => {
    const client = await DirectLineClient.start(running.bot.url)
    await client.post({ type: 'event', name: 'webchat/join' })
    expect(await client.said()).toEqual(['1: joined'])
  })

  it('takes typing without a trace', async () => {
    const client = await DirectLineClient.start(running.bot.url)
    expect((await client.post({ type: 'typing' })).status).toBe(200)
    expect((await client.read()).activities).toEqual([])
  })

  it('knows an activity that comes again, and does nothing twice', async () => {
    const client = await DirectLineClient.start(running.bot.url)
    const activity = { text: 'again', channelData: { clientActivityID: 'client-1' } }
    const answers = await Promise.all([1, 2, 3].map(async () => await (await client.post(activity)).json()))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await client.said()).toEqual(['1: again'])
  })

  it('applies concurrent messages one after the other', async () => {
    const client = await DirectLineClient.start(running.bot.url)
    await Promise.all(Array.from({ length: 20 }, (_, n) => client.post({ text: `m${n}` })))
    const said = await client.said()
    expect(said.map((text) => Number(text?.split(':')[0]))).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
  })

  it('puts the person of the token in place of the one a client names', async () => {
    const client = await DirectLineClient.start(running.bot.url)
    await client.post({ text: 'hi', from: { id: 'admin' } })
    const { activities } = await client.read()
    expect(activities[0]?.from.id).toMatch(/^dl_[0-9a-f]{32}$/)
  })

  it('shows a card alone, with its text as the summary', async () => {
    const client = await DirectLineClient.start(running.bot.url)
    await client.post({ text: 'ask' })
    const { activities } = await client.read()
    expect(activities[1]).toMatchObject({
      summary: '1: ask',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'AdaptiveCard' } }],
    })
    expect(activities[1]?.text).toBeUndefined()
  })

  it('remembers a click by what stood on the button', async () => {
    const client = await DirectLineClient.start(running.bot.url)
    await client.post({ text: 'ask' })
    const value = { kind: 'choice', node: 'n', graph: 'g', turn: 1, pick: 'true' }
    await client.post({ value, channelData: { clientActivityID: 'c1', postBack: true } })
    const { activities } = await client.read()
    expect(activities[2]).toMatchObject({ text: 'Yes, it is', value, channelData: { clientActivityID: 'c1' } })
    expect(activities[3]?.text).toBe('2: choice')
  })

  it('stores no secret', async () => {
    const client = await DirectLineClient.start(running.bot.url)
    await client.post({ text: 'my key is SECRET-123' })
    const { activities } = await client.read()
    expect(activities[0]?.text).toBe('my key is [hidden]')
  })

  it('renews a token and keeps the conversation', async () => {
    const client = await DirectLineClient.start(running.bot.url)
    const renewed = await client.json('POST', '/tokens/refresh')
    expect(renewed['conversationId']).toBe(client.id)
    client.token = renewed['token'] ?? ''
    expect((await client.post({ text: 'hi' })).status).toBe(200)
  })
})

describe('createStreams', () => {
  it('pushes what is said, and after a reconnect what was missed', async () => {
    const client = await DirectLineClient.start(running.bot.url)
    const first = await new Stream(client.streamUrl).opened()
    await client.post({ text: 'one' })
    expect((await first.until(2)).map(({ text }) => text)).toEqual(['one', '1: one'])
    first.socket.close()
    await once(first.socket, 'close')
    await client.post({ text: 'two' })
    const again = await client.json('GET', `/conversations/${client.id}?watermark=${first.watermark}`)
    const second = new Stream(again['streamUrl'] ?? '')
    expect((await second.until(2)).map(({ text }) => text)).toEqual(['two', '2: two'])
    second.socket.close()
  })

  it('closes the first socket of a conversation when a second opens', async () => {
    const client = await DirectLineClient.start(running.bot.url)
    const first = await new Stream(client.streamUrl).opened()
    const closed = once(first.socket, 'close')
    const again = await client.json('GET', `/conversations/${client.id}`)
    const second = await new Stream(again['streamUrl'] ?? '').opened()
    const [, reason] = await closed
    expect(String(reason)).toBe('collision')
    second.socket.close()
  })

  it('opens each stream address once', async () => {
    const client = await DirectLineClient.start(running.bot.url)
    const first = await new Stream(client.streamUrl).opened()
    expect(await new Stream(client.streamUrl).refused()).toBe(401)
    first.socket.close()
  })

  it('refuses pages of other origins', async () => {
    const client = await DirectLineClient.start(running.bot.url)
    expect(await new Stream(client.streamUrl, { origin: 'https://evil.example' }).refused()).toBe(403)
  })

  it('does not take a conversation token for a stream', async () => {
    const client = await DirectLineClient.start(running.bot.url)
    const url = client.streamUrl.replace(/t=.*/, `t=${client.token}`)
    expect(await new Stream(url).refused()).toBe(401)
  })
})
