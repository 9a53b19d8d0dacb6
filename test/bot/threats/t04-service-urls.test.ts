import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { isChannelService } from '../../../bot/guard.ts'
import { createReach } from '../../../bot/support-bot.ts'
import { EvilHost } from './production-bot.ts'
import { VECTORS } from './vectors.ts'

let evil: EvilHost
beforeAll(async () => {
  evil = await new EvilHost().start()
})
afterAll(() => evil.stop())

describe('T4 service URLs of others', () => {
  it('has a vector for each variant', () => {
    const named = VECTORS.filter(({ name, expect: status }) => /service URL/.test(name) && status === 403)
    expect(named.length).toBeGreaterThanOrEqual(9)
  })

  it.each([
    '',
    'http://smba.trafficmanager.net/',
    'https://smba.trafficmanager.net.evil.example/',
    'https://x@smba.trafficmanager.net/',
    'https://smba.trafficmanager.net:444/',
    'https://evil.example/#.botframework.com',
    'https://evil.example/?smba.trafficmanager.net',
    'https://botframework.com.evil.example/',
    'javascript:alert(1)',
  ])('sends nothing to %j', (url) => expect(isChannelService(url)).toBe(false))

  it('sends nothing by a stored reference that was changed', async () => {
    const resumed: unknown[] = []
    const adapter = { resume: async (reference: unknown) => void resumed.push(reference) }
    const reach = createReach(adapter as never, isChannelService)
    const reference = JSON.stringify({ serviceUrl: `${evil.url}/`, channelId: 'msteams' })
    await expect(reach({ reference } as never, async () => {})).rejects.toThrow('not one of a channel')
    expect([resumed.length, evil.connections]).toEqual([0, 0])
  })
})
