import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { conversationKey } from '../../../bot/store/index.ts'
import { APP, type ProductionBot, startProductionBot } from './production-bot.ts'
import { SERVICE_URL } from './vectors.ts'

let running: ProductionBot
beforeAll(async () => {
  running = await startProductionBot()
})
afterAll(() => running.stopAll())

async function post(changes: object): Promise<number> {
  const exp = Math.floor(Date.now() / 1000) + 600
  const claims = { iss: 'https://api.botframework.com', aud: APP, exp, serviceurl: SERVICE_URL }
  const usual = { from: { id: 'u' }, recipient: { id: 'b' }, conversation: { id: 'c' }, id: 'a' }
  const activity = { type: 'message', text: 'x', channelId: 'msteams', serviceUrl: SERVICE_URL, ...usual, ...changes }
  const response = await fetch(`${running.bot.url}/api/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${await running.service.sign(claims)}` },
    body: JSON.stringify(activity),
  })
  return response.status
}

const HOSTILE = {
  'of 200 KB': 'x'.repeat(200_000),
  'of 513 characters': 'x'.repeat(513),
  'that is empty': '',
  'with a null byte': 'a\0b',
  'with a line break': 'a\r\nb',
  'with half a character': 'a\ud800',
  'that is a number': 7,
  'that is an object': { length: 1 },
}

describe('T11 ids', () => {
  it.each(Object.entries(HOSTILE))('refuses an id %s, and stores nothing', async (_, id) => {
    for (const changes of [{ conversation: { id } }, { id }, { from: { id } }, { recipient: { id } }])
      expect(await post(changes)).toBe(400)
    expect(await running.store.conversation(keyOf(String(id)))).toBeUndefined()
    expect(await running.store.conversation(keyOf('c'))).toBeUndefined()
  })

  it.each(['__proto__', 'constructor', "'; drop table conversations; --", '../../etc/passwd'])(
    'keeps %j as a name like any other',
    async (id) => {
      expect(await post({ conversation: { id } })).toBe(200)
      expect(await running.store.conversation(keyOf(id))).toMatchObject({ conversation: id })
    },
  )

  it('keeps channels, tenants and conversations apart', () => {
    const names = [
      { channel: 'a', conversation: 'b' },
      { channel: 'ab', conversation: '' },
      { channel: 'a', tenant: 'b', conversation: '' },
      { channel: 'a', tenant: '', conversation: 'b' },
      { channel: 'a', conversation: 'b|c' },
      { channel: 'a', tenant: 'b', conversation: 'c' },
    ]
    const keys = new Set(names.map((name) => conversationKey(name)))
    // No tenant and an empty one are the same thing.
    expect(keys.size).toBe(names.length - 1)
    expect(conversationKey({ channel: 'a', conversation: 'x'.repeat(1e5) })).toMatch(/^[0-9a-f]{64}$/)
  })
})

function keyOf(conversation: string): string {
  return conversationKey({ channel: 'msteams', conversation })
}
