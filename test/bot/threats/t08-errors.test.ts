import { afterEach, describe, expect, it } from 'vitest'

import { openSqlite, type Store } from '../../../bot/store/index.ts'
import { DirectLineClient } from '../direct-line-client.ts'
import { newDataDir, startTestBot, type TestBot } from '../test-bot.ts'

const CANARY = 'canary-of-an-inner-message'
let running: TestBot
afterEach(() => running.stop())

/** A store that works until it is told to fail. */
async function failingStore(): Promise<{ store: Store; fail: (method: keyof Store) => void }> {
  const store = await openSqlite(`${newDataDir()}/bot.db`)
  return {
    store,
    fail: (method) => {
      Object.assign(store, { [method]: async () => Promise.reject(new Error(CANARY)) })
    },
  }
}

describe('T8 errors that talk', () => {
  it.each<[keyof Store, (client: DirectLineClient) => Promise<Response>]>([
    ['turn', (client) => client.post({ text: 'hi' })],
    ['lines', (client) => client.send('GET', `/conversations/${client.id}/activities`)],
    ['conversation', (client) => client.send('GET', `/conversations/${client.id}`)],
    ['open', (client) => client.send('POST', '/conversations', {})],
  ])('answers 503 with a code when %s fails, and tells nobody why', async (method, call) => {
    const { store, fail } = await failingStore()
    running = await startTestBot({}, { store })
    const client = await DirectLineClient.start(running.bot.url)
    fail(method)
    const response = await call(client)
    expect([response.status, await response.json()]).toEqual([503, { error: { code: 'Unavailable' } }])
    expect(response.headers.get('retry-after')).toBe('2')
  })

  it('says no more than a code for paths and methods that are not there', async () => {
    running = await startTestBot()
    for (const [method, path] of [
      ['GET', `/${CANARY}`],
      ['PUT', '/healthz'],
      ['GET', '/%E0%A4%A'],
      ['GET', '/healthz?x=%00'],
      ['POST', '/v3/directline/tokens/refresh'],
    ] as const) {
      const response = await fetch(`${running.bot.url}${path}`, { method, headers: { Accept: '*/*' } })
      const body = await response.text()
      expect(response.status, path).toBeLessThan(500)
      expect(body, path).toMatch(/^\{"(error":\{"code":"\w+"\}|status":"ok")\}$/)
      expect(body).not.toContain(CANARY)
    }
  })
})
