import { describe, expect, it } from 'vitest'

import { type HandoffSettings, readSinks } from '../../../bot/handoff/read-sinks.ts'
import { HOOK_SECRET } from './sink-bench.ts'

const MAIL = {
  HANDOFF_MAIL_URL: 'smtps://mail.example',
  HANDOFF_MAIL_FROM: 'bot@corp.example',
  HANDOFF_MAIL_TO: ['it@corp.example'],
}
const HOOK = { HANDOFF_WEBHOOK_URL: 'https://hook.example/x', HANDOFF_WEBHOOK_SECRET: HOOK_SECRET }
const CHANNEL = '19:abc_def@thread.tacv2'
const read = (settings: Partial<HandoffSettings>) => readSinks({ HANDOFF_MAIL_TO: [], ...settings }, {})

describe('readSinks for the short forms', () => {
  it('reads no sink where nothing is set', () => {
    expect(read({})).toEqual({ sinks: [], problems: [] })
  })

  it.each([
    ['smtps://mail.example', { port: 465, encryption: 'tls' }],
    ['smtp://mail.example?tls=off', { port: 25, encryption: 'plain' }],
    ['smtp://mail.example?tls=on', { port: 587, encryption: 'upgrade' }],
  ])('sends mails by %s, without signing in', (url, expected) => {
    const { sinks, problems } = read({ ...MAIL, HANDOFF_MAIL_URL: url })
    expect([problems, sinks]).toMatchObject([
      [],
      [{ ...expected, name: 'mail', kind: 'mail', to: MAIL.HANDOFF_MAIL_TO }],
    ])
    expect(sinks[0]).not.toHaveProperty('user')
  })

  it('makes one webhook with one secret', () => {
    const { sinks, problems } = read(HOOK)
    expect([problems, sinks.length]).toEqual([[], 1])
    expect(sinks).toMatchObject([{ name: 'webhook', kind: 'webhook', external: false }])
    expect(sinks[0]?.kind === 'webhook' && sinks[0].secrets.map((secret) => secret.reveal())).toEqual([HOOK_SECRET])
  })

  it.each<[string, Partial<HandoffSettings>, RegExp[]]>([
    ['a mailbox without a server', { HANDOFF_MAIL_TO: ['it@corp.example'] }, [/^HANDOFF_MAIL_URL: is missing, but/]],
    ['a sender without a server', { HANDOFF_MAIL_FROM: 'a@b.example' }, [/^HANDOFF_MAIL_URL: is missing, but/]],
    ['a server without a sender', { ...MAIL, HANDOFF_MAIL_FROM: undefined }, [/^HANDOFF_MAIL_FROM: is needed with/]],
    ['a server without a mailbox', { ...MAIL, HANDOFF_MAIL_TO: [] }, [/^HANDOFF_MAIL_TO: is needed with/]],
    [
      'a password in clear',
      { ...MAIL, HANDOFF_MAIL_URL: 'smtp://a:b@mail.example?tls=off' },
      [/^HANDOFF_MAIL_URL: insecure: would send/],
    ],
    [
      'a webhook without a secret',
      { ...HOOK, HANDOFF_WEBHOOK_SECRET: undefined },
      [/^HANDOFF_WEBHOOK_SECRET: is needed with/],
    ],
    [
      'a secret without a webhook',
      { ...HOOK, HANDOFF_WEBHOOK_URL: undefined },
      [/^HANDOFF_WEBHOOK_URL: is missing, but HANDOFF_WEBHOOK_SECRET is there\.$/],
    ],
    ['a weak secret', { ...HOOK, HANDOFF_WEBHOOK_SECRET: 'short' }, [/^HANDOFF_WEBHOOK_SECRET: is not base64/]],
    [
      'a webhook in clear',
      { ...HOOK, HANDOFF_WEBHOOK_URL: 'http://hook.example' },
      [/^HANDOFF_WEBHOOK_URL: url: must begin with https/],
    ],
  ])('says what is wrong with %s, once', (_, settings, problems) => {
    expect(read(settings).problems).toEqual(problems.map((problem) => expect.stringMatching(problem)))
  })

  it.each<[string, Partial<HandoffSettings>]>([
    ['a server whose address cannot be read', { ...MAIL, HANDOFF_MAIL_URL: 'mail' }],
    ['an address that is none of a mail server', { ...MAIL, HANDOFF_MAIL_URL: 'https://mail.example' }],
    ['a webhook whose address cannot be read', { ...HOOK, HANDOFF_WEBHOOK_URL: 'hook' }],
  ])('leaves to the settings themselves to say that of %s', (_, settings) => {
    expect(read(settings)).toEqual({ sinks: [], problems: [] })
  })
})

describe('readSinks for a channel in Teams', () => {
  const link = (channel: string, rest = '/Cases?groupId=g&tenantId=t-1') =>
    `https://teams.microsoft.com/l/channel/${channel}${rest}`
  const sink = (tenant: string, channel = CHANNEL) => ({
    name: 'teams',
    kind: 'teams',
    external: false,
    tenant,
    channel,
  })

  it.each<[string, Partial<HandoffSettings>, object]>([
    ['its link', { HANDOFF_TEAMS_CHANNEL: link(encodeURIComponent(CHANNEL)) }, sink('t-1')],
    [
      'its link, and another organisation',
      { HANDOFF_TEAMS_CHANNEL: link(CHANNEL), HANDOFF_TEAMS_TENANT: 't-2' },
      sink('t-2'),
    ],
    [
      'a link that does not say the organisation',
      { HANDOFF_TEAMS_CHANNEL: link(CHANNEL, ''), MICROSOFT_APP_TENANT_ID: 't-0' },
      sink('t-0'),
    ],
    ['its id', { HANDOFF_TEAMS_CHANNEL: CHANNEL, MICROSOFT_APP_TENANT_ID: 't-0' }, sink('t-0')],
  ])('knows it by %s', (_, settings, expected) => {
    expect(read(settings)).toEqual({ sinks: [expected], problems: [] })
  })

  it.each<[string, Partial<HandoffSettings>, RegExp]>([
    [
      'an organisation alone',
      { HANDOFF_TEAMS_TENANT: 't' },
      /^HANDOFF_TEAMS_CHANNEL: is missing, but HANDOFF_TEAMS_TENANT/,
    ],
    [
      'no organisation',
      { HANDOFF_TEAMS_CHANNEL: CHANNEL },
      /^HANDOFF_TEAMS_TENANT: is needed with HANDOFF_TEAMS_CHANNEL/,
    ],
    ...[
      link('').replace('/channel/', '/message/19:a'),
      link('19:a').replace('/l/', '/m/'),
      link(''),
      link('%E0%A4%A'),
      link('19:a%zz'),
      link('19:a%C3'),
      'http://teams.microsoft.com/l/channel/19:a/x',
      'a::b',
    ].map((channel): [string, Partial<HandoffSettings>, RegExp] => [
      channel,
      { HANDOFF_TEAMS_CHANNEL: channel, MICROSOFT_APP_TENANT_ID: 't-0' },
      /^HANDOFF_TEAMS_CHANNEL: is no link of a channel/,
    ]),
  ])('takes for no channel: %s', (_, settings, problem) => {
    expect(read(settings)).toEqual({ sinks: [], problems: [expect.stringMatching(problem)] })
  })
})
