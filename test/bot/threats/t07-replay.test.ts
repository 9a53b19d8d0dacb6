import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { APP, type ProductionBot, startProductionBot } from './production-bot.ts'
import { SERVICE_URL } from './vectors.ts'

let running: ProductionBot
beforeAll(async () => {
  running = await startProductionBot()
})
afterAll(() => running.stopAll())

describe('T7 a captured request that is sent again', () => {
  it('gets the same answer, has one effect and is logged as a replay', async () => {
    const exp = Math.floor(Date.now() / 1000) + 600
    const claims = { iss: 'https://api.botframework.com', aud: APP, exp, serviceurl: SERVICE_URL }
    const request = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${await running.service.sign(claims)}` },
      body: JSON.stringify({
        type: 'message',
        id: 'captured',
        text: 'hello',
        channelId: 'msteams',
        serviceUrl: SERVICE_URL,
        from: { id: 'u' },
        recipient: { id: 'b' },
        conversation: { id: 'c' },
      }),
    }
    const answers = []
    for (let n = 0; n < 3; n += 1) {
      const response = await fetch(`${running.bot.url}/api/messages`, request)
      answers.push([response.status, await response.text()])
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set(['[200,""]']))
    const turns = running.lines.filter((line) => Reflect.get(line, 'event') === 'turn')
    expect(turns.map((line) => Reflect.get(line, 'replayed'))).toEqual([false, true, true])
  })
})
