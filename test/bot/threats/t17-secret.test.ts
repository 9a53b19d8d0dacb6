import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { DirectLineClient, Stream } from '../direct-line-client.ts'
import { startTestBot, type TestBot } from '../test-bot.ts'
import { SECRET } from './production-bot.ts'

let running: TestBot
beforeAll(async () => {
  running = await startTestBot({ DIRECT_LINE_SECRET: SECRET })
})
afterAll(() => running.stop())

describe('T17 the signing secret', () => {
  it('is in no page, no answer and no line of the log', async () => {
    const client = new DirectLineClient(running.bot.url)
    const withSecret = { Authorization: `Bearer ${SECRET}` }
    const generated = await client.send('POST', '/tokens/generate', {}, withSecret)
    const texts = [
      await (await fetch(running.bot.url)).text(),
      await generated.text(),
      await (await client.send('POST', '/conversations', {}, withSecret)).text(),
      await (await client.send('GET', `/conversations/x?t=${SECRET}`)).text(),
      await (await fetch(`${running.bot.url}/?s=${SECRET}`)).text(),
    ]
    const refused = new Stream(
      `${running.bot.url.replace('http', 'ws')}/v3/directline/conversations/x/stream?t=${SECRET}`,
    )
    expect(await refused.refused()).toBe(401)
    expect([...texts, JSON.stringify(running.lines)].filter((text) => text.includes('canary'))).toEqual([])
  })

  it('is not what a stream address carries: that works once', async () => {
    const client = await DirectLineClient.start(running.bot.url)
    const { searchParams } = new URL(client.streamUrl)
    expect(searchParams.get('t')).not.toBe(client.token)
    const stream = await new Stream(client.streamUrl).opened()
    expect(await new Stream(client.streamUrl).refused()).toBe(401)
    const asToken = { Authorization: `Bearer ${searchParams.get('t')}` }
    expect((await client.send('POST', '/tokens/refresh', undefined, asToken)).status).toBe(401)
    stream.socket.close()
  })
})
