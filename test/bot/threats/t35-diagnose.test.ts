import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { smallKnowledge } from '../../dialogs/small-knowledge.ts'
import { startTestBot, type TestBot } from '../test-bot.ts'

async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return await fetch(`${url}/api/diagnose`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

const knowledge = smallKnowledge()
let bot: TestBot

beforeAll(async () => {
  bot = await startTestBot({}, { knowledge: () => knowledge })
})
afterAll(() => bot.stop())

describe('T35 a diagnosis', () => {
  const KEY = 'k'.repeat(40)

  it('refuses a page of another origin and whoever came through a proxy', async () => {
    for (const [name, value] of Object.entries({ Origin: 'https://evil.example', 'X-Forwarded-For': '203.0.113.5' }))
      expect((await post(bot.bot.url, { text: 'x' }, { [name]: value })).status).toBe(401)
  })

  it('asks everybody for the key in production', async () => {
    const settings = { IDENTITY_HEADER: 'X-Remote-User', TRUSTED_PROXIES: '127.0.0.1', DIAGNOSE_KEY: KEY }
    const production = await startTestBot(
      { ...settings, PUBLIC_URL: 'https://bot.example', DIRECT_LINE_SECRET: 's'.repeat(40) },
      { knowledge: () => knowledge },
    )
    try {
      const { url } = production.bot
      expect((await post(url, { text: 'x' })).status).toBe(401)
      expect((await post(url, { text: 'x' }, { Authorization: `Bearer ${KEY}x` })).status).toBe(401)
      expect((await post(url, { text: 'x' }, { Authorization: `Bearer ${KEY}` })).status).toBe(200)
    } finally {
      await production.stop()
    }
  })

  it('counts what one address asks', async () => {
    const limited = await startTestBot({}, { knowledge: () => knowledge, limits: { messagesPerMinute: 1 } })
    try {
      const statuses = []
      for (let n = 0; n < 31; n += 1) statuses.push((await post(limited.bot.url, { text: 'hello' })).status)
      expect(statuses.filter((status) => status === 200)).toHaveLength(30)
      expect(statuses.at(-1)).toBe(429)
    } finally {
      await limited.stop()
    }
  })
})
