import { describe, expect, it } from 'vitest'

import { ConfigError, parseConfig } from '../../../bot/config.ts'
import { openFramework } from '../../../bot/framework.ts'
import { startTestBot } from '../test-bot.ts'

// That the process ends with 78 and these lines: start.test.ts.
describe('T6 no app id', () => {
  it.each<[Record<string, string>]>([
    [{ MICROSOFT_APP_PASSWORD: 'x' }],
    [{ MICROSOFT_APP_TENANT_ID: 'contoso' }],
    [{ MICROSOFT_APP_ID: 'not-an-id', MICROSOFT_APP_PASSWORD: 'x' }],
  ])('stops the start with %j', (settings) => {
    expect(() => parseConfig(settings)).toThrow(ConfigError)
    expect(() => parseConfig(settings)).toThrow(/MICROSOFT_APP_ID/)
  })

  it.each<[string, Record<string, string>]>([
    ['nothing set', {}],
    ['a proxy that knows people', { IDENTITY_HEADER: 'X-User', TRUSTED_PROXIES: '127.0.0.1' }],
  ])('has no /api/messages with %s', async (_, settings) => {
    const { bot, config, stop } = await startTestBot(settings)
    expect(config.host).toBe('127.0.0.1')
    const headers = { 'Content-Type': 'application/json' }
    const response = await fetch(`${bot.url}/api/messages`, { method: 'POST', headers, body: '{"type":"message"}' })
    expect(response.status).toBe(404)
    await stop()
  })

  it('builds no adapter that would let everybody in', () => {
    const ports = { config: { mode: 'production' as const, dataDir: '/nowhere' } } as never
    expect(() => openFramework(ports)).toThrow('without an app')
  })
})
