import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { SupportAdapter } from '../../../bot/adapter.ts'
import { isChannelService } from '../../../bot/guard.ts'
import { createTeamsOutlet } from '../../../bot/teams-channel/index.ts'
import { TeamsServer } from './teams-server.ts'

const PLACE = { tenant: 'contoso', channel: '19:it@thread.tacv2' }
const CONTENT = { attachments: [] }

let teams: TeamsServer
beforeEach(async () => {
  teams = await new TeamsServer().start()
})
afterEach(() => teams.stop())

const install = (serviceUrl = teams.url, team = 'it') => ({ tenant: 'contoso', team, serviceUrl, bot: '28:bot' })

function outlet(installs = [install()], isTrusted: (url: string) => boolean = () => true) {
  const adapter = new SupportAdapter()
  return createTeamsOutlet({ adapter, installs: { installs: async () => installs }, isTrusted, clock: Date.now })
}

describe('createTeamsOutlet', () => {
  it('starts a thread, changes its first message, and adds to it', async () => {
    const channel = outlet()
    const thread = await channel.post(PLACE, CONTENT)
    expect(await channel.update(PLACE, thread, CONTENT)).toBe(true)
    await channel.reply(PLACE, thread, CONTENT)
    expect(teams.threads).toMatchObject([
      { id: thread, channel: PLACE.channel, updates: 1, replies: [{ type: 'message' }] },
    ])
  })

  it('says when a message is not there any more', async () => {
    expect(await outlet().update(PLACE, '17', CONTENT)).toBe(false)
  })

  it('takes the address of the team, where several are known', async () => {
    const elsewhere = install('http://127.0.0.1:1/', 'sales')
    await outlet([elsewhere, install()]).post({ ...PLACE, team: 'it' }, CONTENT)
    expect(teams.threads).toHaveLength(1)
  })

  it.each<[string, { status: number; headers?: Record<string, string> }, object]>([
    ['429', { status: 429, headers: { 'Retry-After': '7' } }, { kind: 'throttled', after: 7000 }],
    ['412', { status: 412 }, { kind: 'throttled', after: 1000 }],
    ['403, as the app is not in the team', { status: 403 }, { kind: 'denied' }],
    ['404, as there is no such channel', { status: 404 }, { kind: 'denied' }],
    ['413', { status: 413 }, { kind: 'rejected' }],
    ['500', { status: 500 }, { kind: 'down' }],
    ['a broken connection after it took the message', { status: 0 }, { kind: 'down' }],
  ])('asks once, and says what %s means', async (_, whim, failure) => {
    teams.whims.push(whim)
    await expect(outlet().post(PLACE, CONTENT)).rejects.toMatchObject({ failure })
    expect(teams.asked).toHaveLength(1)
  })

  it('knows that nothing was sent where nobody listens', async () => {
    const nobody = install('http://127.0.0.1:1/')
    await expect(outlet([nobody]).post(PLACE, CONTENT)).rejects.toMatchObject({
      failure: { kind: 'down', unsent: true },
    })
  })

  it('T4 sends nothing to a kept address that is not one of Teams', async () => {
    await expect(outlet([install()], isChannelService).post(PLACE, CONTENT)).rejects.toMatchObject({
      failure: { kind: 'denied' },
    })
    expect(teams.asked).toEqual([])
  })

  it('says that the app has to be added to the team', async () => {
    await expect(outlet([]).post(PLACE, CONTENT)).rejects.toThrow('add the app to the team')
  })
})
