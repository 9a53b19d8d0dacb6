import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { APP, type ProductionBot, startProductionBot } from './production-bot.ts'
import { SERVICE_URL } from './vectors.ts'

let running: ProductionBot
beforeAll(async () => {
  running = await startProductionBot()
})
afterAll(() => running.stopAll())

describe('T5 channels that skip the check of endorsements', () => {
  it.each<[string, unknown, number]>([
    ['no channel', undefined, 403],
    ['an empty channel', '', 403],
    ['a blank', ' ', 403],
    ['AseChannel', 'AseChannel', 403],
    ['the emulator', 'emulator', 403],
    ['a channel with a line break', 'msteams\n', 403],
    ['a number', 7, 400],
    ['the one the key speaks for', 'msteams', 200],
  ])('answers %s', async (_, channelId, status) => {
    const exp = Math.floor(Date.now() / 1000) + 600
    const claims = { iss: 'https://api.botframework.com', aud: APP, exp, serviceurl: SERVICE_URL }
    const response = await fetch(`${running.bot.url}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${await running.service.sign(claims)}` },
      body: JSON.stringify({ type: 'typing', id: 'a', serviceUrl: SERVICE_URL, channelId }),
    })
    expect(response.status).toBe(status)
  })
})
