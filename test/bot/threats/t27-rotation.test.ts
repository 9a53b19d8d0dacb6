import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'

import { ConfigError, parseConfig } from '../../../bot/config.ts'
import { DirectLineClient, Stream } from '../direct-line-client.ts'
import { newDataDir, startTestBot } from '../test-bot.ts'

const [OLD, NEW] = ['canary-old-secret-of-more-than-32-characters', 'canary-new-secret-of-more-than-32-characters']
const SETTINGS = {
  MICROSOFT_APP_ID: '11111111-2222-3333-4444-555555555555',
  MICROSOFT_APP_PASSWORD: 'canary-password',
  MICROSOFT_APP_TENANT_ID: 'contoso',
  DATABASE_URL: 'postgres://bot:canary@db.example/bot',
  DIRECT_LINE_SECRET: NEW,
  DIRECT_LINE_SECRET_PREVIOUS: OLD,
  IDENTITY_ISSUER: 'https://login.example',
  IDENTITY_CLIENT_ID: 'chat',
  IDENTITY_CLIENT_SECRET: 'canary-client',
}

describe('T27 secrets of the configuration', () => {
  it('are not shown by what prints or serialises it', () => {
    const config = parseConfig(SETTINGS)
    expect(config).toMatchObject({ directLineSecret: NEW, previousSecret: OLD })
    const error = Object.assign(new Error('x'), { config })
    for (const shown of [
      inspect(config, { depth: 9 }),
      JSON.stringify(config),
      inspect(error),
      inspect([config.app]),
    ]) {
      expect(shown).not.toContain('canary')
      expect(shown).toContain('[secret]')
    }
    const copy = { ...config, port: 1 }
    expect(inspect(copy, { depth: 9 })).not.toContain('canary')
    expect(JSON.parse(JSON.stringify(copy))).toMatchObject({
      port: 1,
      databaseUrl: '[secret]',
      app: { password: '[secret]' },
    })
  })

  it('are not shown by what is wrong with them', () => {
    const wrong = { ...SETTINGS, DIRECT_LINE_SECRET: 'canary', DATABASE_URL: 'canary', IDENTITY_HEADER: 'canary x' }
    try {
      parseConfig(wrong)
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError)
      expect(inspect(error)).not.toContain('canary')
    }
  })

  it('are replaced while 10 people chat, and none of them notices', async () => {
    const data = newDataDir()
    const before = await startTestBot({ DIRECT_LINE_SECRET: OLD, DATA_DIR: data })
    const people = await Promise.all(Array.from({ length: 10 }, () => DirectLineClient.start(before.bot.url)))
    for (const person of people) await person.post({ text: 'before' })
    await before.stop()
    const rotating = { DIRECT_LINE_SECRET: NEW, DIRECT_LINE_SECRET_PREVIOUS: OLD, DATA_DIR: data }
    const during = await startTestBot(rotating)
    const moved = people.map(({ token, id }) => Object.assign(new DirectLineClient(during.bot.url), { token, id }))
    for (const person of moved) {
      expect((await person.post({ text: 'during' })).status).toBe(200)
      const { streamUrl = '' } = await person.json('GET', `/conversations/${person.id}`)
      const stream = await new Stream(streamUrl).opened()
      stream.socket.close()
      person.token = (await person.json('POST', '/tokens/refresh'))['token'] ?? ''
    }
    for (const secret of [OLD, NEW]) {
      const headers = { Authorization: `Bearer ${secret}` }
      const server = new DirectLineClient(during.bot.url)
      expect((await server.send('POST', '/tokens/generate', undefined, headers)).status).toBe(200)
    }
    await during.stop()
    const after = await startTestBot({ DIRECT_LINE_SECRET: NEW, DATA_DIR: data })
    for (const [index, { token, id }] of moved.entries()) {
      const person = Object.assign(new DirectLineClient(after.bot.url), { token, id })
      expect((await person.post({ text: 'after' })).status).toBe(200)
      const old = Object.assign(new DirectLineClient(after.bot.url), { token: people[index]?.token ?? '', id })
      expect((await old.post({ text: 'too old' })).status).toBe(401)
    }
    await after.stop()
  })
})
