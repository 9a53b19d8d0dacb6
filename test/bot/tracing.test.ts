import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startBot } from '../support/bot-process.ts'
import { Collector, type Span } from './collector.ts'
import { Connector } from './connector.ts'
import { DirectLineClient } from './direct-line-client.ts'
import { newDataDir, startTestBot } from './test-bot.ts'

const connector = new Connector()
const collector = new Collector()
beforeAll(async () => {
  await Promise.all([connector.start(), collector.start()])
})
afterAll(() => Promise.all([connector.stop(), collector.stop()]))

const TEXT = 'Canary Office says 0xC004F074 at PC-CANARY-7'
const MESSAGE = {
  type: 'message',
  id: 'canary-activity',
  channelId: 'emulator',
  from: { id: 'canary-person', name: 'Canary Person' },
  recipient: { id: 'bot', name: 'Bot' },
  conversation: { id: 'canary-conversation' },
  locale: 'en',
}

/** One message through a bot that is stopped at once, with a case handed over to IT. */
async function runBot(): Promise<{ code: number | null; loaded: string }> {
  const bot = await startBot({
    BOT_EMULATOR: '1',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    NODE_DEBUG: 'esm,module',
  })
  for (const [n, text] of [TEXT, 'please pass me to IT', 'yes'].entries())
    await fetch(`${bot.url}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...MESSAGE, id: `canary-${n}`, text, serviceUrl: connector.url }),
    })
  return { code: await bot.stop(), loaded: bot.errors() }
}

function readAttribute(span: Span | undefined, key: string): unknown {
  return Object.values(span?.attributes.find((one) => one.key === key)?.value ?? {})[0]
}

async function listenSilently(): Promise<{ url: string; server: Server }> {
  const server = createServer(() => {}).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, server }
}

describe('createTracing', () => {
  it('tells the collector of requests, turns, matching, commits, posts and sinks before the bot ends', async () => {
    const { code, loaded } = await runBot()
    expect(code).toBe(0)
    expect(loaded).toContain('@opentelemetry')
    expect(new Set(collector.paths)).toEqual(new Set(['/v1/traces']))
    const request = collector.named('request').find((span) => readAttribute(span, 'http.route') === '/api/messages')
    expect(readAttribute(request, 'http.response.status_code')).toBe(200)
    const turn = collector.named('turn').find(({ parentSpanId }) => parentSpanId === request?.spanId)
    expect(readAttribute(turn, 'bot.channel')).toBe('emulator')
    for (const name of ['match', 'commit'])
      expect(collector.named(name).map(({ parentSpanId }) => parentSpanId)).toContain(turn?.spanId)
    expect(collector.named('delivery').map(({ traceId }) => traceId)).toContain(request?.traceId)
    expect(collector.named('sink').map((span) => readAttribute(span, 'bot.sink'))).toContain('ticket-files')
  })

  it('says nothing of what people wrote or who they are', async () => {
    expect(collector.spans.length).toBeGreaterThan(5)
    for (const body of collector.bodies) expect(body).not.toMatch(/canary/i)
  })

  it('marks what failed, without the message of the error', async () => {
    const own = await new Collector().start()
    const { bot, stop } = await startTestBot({ OTEL_EXPORTER_OTLP_ENDPOINT: `${own.url}/prefix` })
    await fetch(`${bot.url}/v3/directline/conversations/canary/activities`)
    await stop()
    const [request] = own.named('request')
    expect(own.paths[0]).toBe('/prefix/v1/traces')
    expect(request?.status.code).toBe(2)
    expect(readAttribute(request, 'error.type')).toBe('Unauthorized')
    expect(readAttribute(request, 'http.response.status_code')).toBe(401)
    await own.stop()
  })

  it.each(['nobody listens', 'never answers'])('disturbs nothing when the collector is away: %s', async (how) => {
    const { url, server } = await listenSilently()
    if (how === 'nobody listens') server.close()
    const { bot, lines, stop } = await startTestBot({ OTEL_EXPORTER_OTLP_ENDPOINT: url, DATA_DIR: newDataDir() })
    const client = await DirectLineClient.start(bot.url)
    await client.post({ text: 'hello' })
    expect(await client.said()).toEqual(['1: hello'])
    const started = performance.now()
    await stop()
    expect(performance.now() - started).toBeLessThan(5000)
    expect(lines).not.toContainEqual(expect.objectContaining({ event: 'fault' }))
    server.close()
  })

  it('is not loaded when nobody asked for it', async () => {
    const { errors, stop } = await startBot({ NODE_DEBUG: 'esm,module' })
    await stop()
    expect(errors()).toContain('bot/main.ts')
    expect(errors()).not.toContain('@opentelemetry')
  })
})
