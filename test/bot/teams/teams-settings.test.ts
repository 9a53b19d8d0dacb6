import { describe, expect, it } from 'vitest'

import { ConfigError, parseConfig } from '../../../bot/config.ts'

const CHANNEL = '19:abc_def@thread.tacv2'
const LINK = `https://teams.microsoft.com/l/channel/${encodeURIComponent(CHANNEL)}/Cases?groupId=g&tenantId=t-1`
const APP = {
  MICROSOFT_APP_ID: '12345678-1234-1234-1234-123456789abc',
  MICROSOFT_APP_PASSWORD: 'x',
  MICROSOFT_APP_TENANT_ID: 't-0',
}
const sinkOf = (settings: Record<string, string>) => parseConfig({ ...APP, ...settings }).sinks.at(-1)

function problemsOf(settings: Record<string, string>): string[] {
  try {
    parseConfig(settings)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

describe('HANDOFF_TEAMS_CHANNEL', () => {
  it('takes the link of the channel, which names its organisation', () => {
    expect(sinkOf({ HANDOFF_TEAMS_CHANNEL: LINK })).toEqual({
      ...{ name: 'teams', kind: 'teams', external: false },
      ...{ tenant: 't-1', channel: CHANNEL },
    })
  })

  it('takes the id of the channel, in the organisation of the bot or another', () => {
    expect(sinkOf({ HANDOFF_TEAMS_CHANNEL: CHANNEL })).toMatchObject({ tenant: 't-0', channel: CHANNEL })
    const named = { HANDOFF_TEAMS_CHANNEL: CHANNEL, HANDOFF_TEAMS_TENANT: 't-2' }
    expect(sinkOf(named)).toMatchObject({ tenant: 't-2', channel: CHANNEL })
  })

  it.each<[string, Record<string, string>, RegExp]>([
    ['no bot in Teams', { HANDOFF_TEAMS_CHANNEL: LINK }, /^HANDOFF_TEAMS_CHANNEL: .*MICROSOFT_APP_ID/],
    ['no organisation', { BOT_EMULATOR: '1', HANDOFF_TEAMS_CHANNEL: CHANNEL }, /^HANDOFF_TEAMS_TENANT: is needed/],
    ['an organisation alone', { ...APP, HANDOFF_TEAMS_TENANT: 't' }, /^HANDOFF_TEAMS_CHANNEL: is missing/],
    [
      'the link of a message',
      { ...APP, HANDOFF_TEAMS_CHANNEL: 'https://teams.microsoft.com/l/message/19:a' },
      /no link of a channel/,
    ],
    [
      'a broken link',
      { ...APP, HANDOFF_TEAMS_CHANNEL: 'https://teams.microsoft.com/l/channel/%E0%A4%A/x' },
      /no link of a channel/,
    ],
    ['an address', { ...APP, HANDOFF_TEAMS_CHANNEL: 'http://teams.example' }, /no link of a channel/],
    ['a thread', { ...APP, HANDOFF_TEAMS_CHANNEL: `${CHANNEL};messageid=1` }, /^HANDOFF_TEAMS_CHANNEL: is neither/],
  ])('says what is wrong with %s', (_, settings, problem) => {
    expect(problemsOf(settings)).toContainEqual(expect.stringMatching(problem))
  })
})
