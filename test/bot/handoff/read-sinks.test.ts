import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'

import { type Config, ConfigError, parseConfig } from '../../../bot/config.ts'
import { profileNames } from '../../../bot/handoff/rest/read-profile.ts'
import { HOOK_SECRET } from './sink-bench.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'sinks-'))

function listed(yaml: string, environment: Record<string, string> = {}): Config {
  const file = join(FOLDER, 'sinks.yaml')
  writeFileSync(file, yaml)
  return parseConfig({ HANDOFF_SINKS: file, ...environment })
}

function problemsOf(work: () => unknown): string[] {
  try {
    work()
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

describe('readSinks', () => {
  it('needs none: cases lie in folders', () => {
    expect(parseConfig({}).sinks).toEqual([])
  })

  it('reads a list of every kind, with secrets from the environment and from files', () => {
    const secretFile = join(FOLDER, 'secret')
    writeFileSync(secretFile, `${HOOK_SECRET}\n`)
    const { sinks } = listed(
      `
- { name: share, kind: file, folder: /mnt/share }
- name: help-desk
  kind: mail
  url: smtps://mail.corp.example
  user: bot
  password: { env: MAIL_PASSWORD }
  from: bot@corp.example
  to: [it@corp.example, lead@corp.example]
- { name: hook, kind: webhook, external: true, url: 'https://hook.example/x', secret: { file: ${secretFile} } }
- name: tickets
  kind: rest
  profile: jira-cloud
  base: https://corp.atlassian.net/
  auth: { kind: basic, user: bot@corp.example, password: { env: JIRA } }
  set: { project: IT }
`,
      { MAIL_PASSWORD: 'm', JIRA: 'j' },
    )
    expect(sinks).toMatchObject([
      { kind: 'file', folder: '/mnt/share', external: false },
      { kind: 'mail', host: 'mail.corp.example', port: 465, encryption: 'tls', subject: 'Activation case {number}' },
      { kind: 'webhook', external: true },
      { kind: 'rest', base: 'https://corp.atlassian.net', profile: { set: { project: 'IT', issueType: 'Task' } } },
    ])
  })

  it('tells every problem of every sink at once, and what to do', () => {
    const problems = problemsOf(() =>
      listed(
        `
- { name: A B, kind: file, folder: x }
- { name: mail, kind: mail, url: 'https://x', from: me, to: [] }
- { name: hook, kind: webhook, url: 'http://hook.example', secret: { env: NOT_THERE } }
- { name: plain, kind: webhook, url: 'https://hook.example', secret: whsec_abc }
- { name: own, kind: rest, profile: jra, base: 'https://x.example', auth: { kind: bearer, token: { env: NOT_THERE } } }
- { name: own2, kind: rest, profile: jira-cloud, base: 'https://x.example', auth: { kind: bearer, token: { env: THERE } } }
- { name: fax, kind: fax }
- { name: ticket-files, kind: file, folder: x }
`,
        { THERE: 't' },
      ),
    )
    expect(problems).toEqual([
      'HANDOFF_SINKS: A B: name: is not a name of small letters, digits and dashes.',
      'HANDOFF_SINKS: mail: url: is not an address such as smtps://mail.example.',
      'HANDOFF_SINKS: mail: from: is not a mail address such as it@corp.example.',
      expect.stringMatching(/^HANDOFF_SINKS: mail: to: /),
      'HANDOFF_SINKS: hook: url: must begin with https://, or the sink says insecure: true.',
      'HANDOFF_SINKS: hook: secret: the environment has no NOT_THERE; set it, or name a file.',
      'HANDOFF_SINKS: plain: secret: is not { env: NAME } or { file: path }: secrets do not stand in this list.',
      expect.stringMatching(/^HANDOFF_SINKS: own: profile: there is none called jra; there are jira-cloud, /),
      'HANDOFF_SINKS: own: auth.token: the environment has no NOT_THERE; set it, or name a file.',
      'HANDOFF_SINKS: own2: set.project: is needed; the profile says what for.',
      'HANDOFF_SINKS: fax: kind: is none of file, mail, webhook, rest, teams.',
      'HANDOFF_SINKS: ticket-files: name: is taken by the bot itself; choose another one.',
    ])
  })

  it.each([
    ['- {', /cannot be read/],
    ['name: x', /is not a list of sinks/],
    ['- 5', /number 1/],
    ['- &a {name: x}\n- *a', /cannot be read/],
    [`- { name: a, kind: file, folder: x }\n- { name: a, kind: file, folder: y }`, /two sinks are called a/],
  ])('refuses the list %j', (yaml, problem) => {
    expect(problemsOf(() => listed(yaml)).join('\n')).toMatch(problem)
  })

  it('refuses a template with a name that nothing is known by', () => {
    const yaml = `
- name: own
  kind: rest
  profile: zammad
  base: https://x.example
  auth: { kind: bearer, token: { env: T } }
  set: { group: G, customer: c@x.example }
  create: { body: { title: '{tilte} {set.colour}' } }
`
    expect(problemsOf(() => listed(yaml, { T: 't' }))).toEqual([
      expect.stringMatching(/^HANDOFF_SINKS: own: {tilte}: is no name; there are key, /),
      'HANDOFF_SINKS: own: set.colour: is not set.',
    ])
  })

  it('reads the short forms for one mailbox and one webhook', () => {
    const { sinks } = parseConfig({
      HANDOFF_MAIL_URL: 'smtp://bot:p%40ss@mail.corp.example',
      HANDOFF_MAIL_FROM: 'bot@corp.example',
      HANDOFF_MAIL_TO: 'it@corp.example',
      HANDOFF_WEBHOOK_URL: 'https://hook.example/x',
      HANDOFF_WEBHOOK_SECRET: HOOK_SECRET,
    })
    expect(sinks.map(({ name }) => name)).toEqual(['mail', 'webhook'])
    expect(sinks[0]).toMatchObject({ host: 'mail.corp.example', port: 587, encryption: 'upgrade', user: 'bot' })
    expect(sinks[0]?.kind === 'mail' && sinks[0].password?.reveal()).toBe('p@ss')
  })

  it.each([
    [{ HANDOFF_MAIL_URL: 'smtps://mail.example' }, ['HANDOFF_MAIL_FROM', 'HANDOFF_MAIL_TO']],
    [{ HANDOFF_MAIL_TO: 'it@corp.example' }, ['HANDOFF_MAIL_URL']],
    [
      { HANDOFF_MAIL_URL: 'https://mail.example', HANDOFF_MAIL_FROM: 'x', HANDOFF_MAIL_TO: 'y' },
      ['HANDOFF_MAIL_URL', 'HANDOFF_MAIL_FROM', 'HANDOFF_MAIL_TO'],
    ],
    [{ HANDOFF_WEBHOOK_URL: 'https://hook.example' }, ['HANDOFF_WEBHOOK_SECRET']],
    [{ HANDOFF_WEBHOOK_SECRET: HOOK_SECRET }, ['HANDOFF_WEBHOOK_URL']],
    [{ HANDOFF_WEBHOOK_URL: 'https://hook.example', HANDOFF_WEBHOOK_SECRET: 'short' }, ['HANDOFF_WEBHOOK_SECRET']],
    [{ HANDOFF_WEBHOOK_URL: 'http://hook.example', HANDOFF_WEBHOOK_SECRET: HOOK_SECRET }, ['HANDOFF_WEBHOOK_URL']],
    [{ HANDOFF_SINKS: '/not/there.yaml' }, ['HANDOFF_SINKS']],
  ])('says which setting to change for %j', (environment, names) => {
    const problems = problemsOf(() => parseConfig(environment as Record<string, string>))
    expect([...new Set(problems.map((problem) => problem.split(':')[0]))].toSorted()).toEqual(names.toSorted())
  })

  it('shows no secret, however it is printed', () => {
    const config = listed(
      `- { name: tickets, kind: rest, profile: servicenow, base: 'https://x.example', auth: { kind: bearer, token: { env: T } } }`,
      {
        T: 'CANARY-1',
        HANDOFF_MAIL_URL: 'smtps://bot:CANARY-2@mail.example',
        HANDOFF_MAIL_FROM: 'a@b.example',
        HANDOFF_MAIL_TO: 'c@d.example',
      },
    )
    expect(config.sinks).toHaveLength(2)
    expect(inspect(config, { depth: 9, showHidden: true }) + JSON.stringify(config)).not.toContain('CANARY')
  })

  it.each(profileNames())('finds the profile %s complete', (name) => {
    const yaml = `
- name: own
  kind: rest
  profile: ${name}
  base: https://x.example
  auth: { kind: bearer, token: { env: T } }
  set: { project: IT, group: G, customer: c@x.example }
`
    const [sink] = listed(yaml, { T: 't' }).sinks
    expect(sink?.kind === 'rest' && sink.profile.about.length).toBeGreaterThan(200)
  })
})
