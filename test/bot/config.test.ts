import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import { ConfigError, parseConfig } from '../../bot/config.ts'

const APP = '11111111-2222-3333-4444-555555555555'

function problemsOf(environment: Record<string, string>): string[] {
  try {
    parseConfig(environment)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

describe('parseConfig', () => {
  it('needs no settings: local mode on loopback', () => {
    expect(parseConfig({})).toMatchObject({ mode: 'local', host: '127.0.0.1', port: 3978, anonymous: true })
  })

  it('takes an empty setting as absent', () => {
    expect(parseConfig({ MICROSOFT_APP_ID: '', PORT: '' })).toMatchObject({ mode: 'local', port: 3978 })
  })

  it('takes a proxy on this machine for what it is', () => {
    const config = parseConfig({ PUBLIC_URL: 'http://[::1]:8080' })
    expect(config).toMatchObject({ mode: 'local', anonymous: true, limits: parseConfig({}).limits })
  })

  it('limits who comes through a proxy, even where nobody has to sign in', () => {
    const open = { PUBLIC_URL: 'https://bot.example', ALLOW_ANONYMOUS: '1' }
    expect(parseConfig(open).limits.messagesPerMinute).toBeLessThan(parseConfig({}).limits.messagesPerMinute)
  })

  it('is in production with an app id, and then nobody is anonymous', () => {
    const config = parseConfig({
      MICROSOFT_APP_ID: APP,
      MICROSOFT_APP_PASSWORD: 'p',
      MICROSOFT_APP_TENANT_ID: 'contoso',
      HOST: '0.0.0.0',
    })
    expect(config).toMatchObject({ mode: 'production', anonymous: false, app: { id: APP, type: 'SingleTenant' } })
  })

  it('reads a secret from a file', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'secret')
    writeFileSync(file, `${'s'.repeat(40)}\n`)
    expect(parseConfig({ DIRECT_LINE_SECRET_FILE: file }).directLineSecret).toBe('s'.repeat(40))
  })

  it('names everything that is wrong at once', () => {
    const problems = problemsOf({
      PORT: 'http',
      LOG_LEVEL: 'loud',
      WEB_CHAT_ORIGINS: 'intranet',
      MICROSOFT_APP_ID: 'x',
    })
    expect(problems.map((problem) => problem.split(':')[0]).sort()).toEqual([
      'LOG_LEVEL',
      'MICROSOFT_APP_ID',
      'PORT',
      'WEB_CHAT_ORIGINS',
    ])
  })

  it.each<[string, Record<string, string>, string]>([
    ['an app without its password', { MICROSOFT_APP_ID: APP, MICROSOFT_APP_TENANT_ID: 't' }, 'MICROSOFT_APP_PASSWORD'],
    ['an app without its tenant', { MICROSOFT_APP_ID: APP, MICROSOFT_APP_PASSWORD: 'p' }, 'MICROSOFT_APP_TENANT_ID'],
    ['a password without its app', { MICROSOFT_APP_PASSWORD: 'p' }, 'MICROSOFT_APP_ID'],
    ['an open host without sign-in', { HOST: '0.0.0.0' }, 'HOST'],
    ['a proxy for others without sign-in', { PUBLIC_URL: 'https://bot.example' }, 'PUBLIC_URL'],
    ['an emulator behind a proxy', { PUBLIC_URL: 'https://bot.example', BOT_EMULATOR: '1' }, 'BOT_EMULATOR'],
    ['an emulator beyond loopback', { HOST: '0.0.0.0', BOT_EMULATOR: '1', ALLOW_ANONYMOUS: '1' }, 'BOT_EMULATOR'],
    ['a secret that can be guessed', { DIRECT_LINE_SECRET: 'short' }, 'DIRECT_LINE_SECRET'],
    ['a provider without a client', { IDENTITY_ISSUER: 'https://login.example' }, 'IDENTITY_CLIENT_ID'],
    ['a client without a provider', { IDENTITY_CLIENT_ID: 'chat' }, 'IDENTITY_ISSUER'],
    ['a provider over http', { IDENTITY_ISSUER: 'http://login.example', IDENTITY_CLIENT_ID: 'c' }, 'IDENTITY_ISSUER'],
    [
      'a provider that cannot send people back',
      { IDENTITY_ISSUER: 'https://login.example', IDENTITY_CLIENT_ID: 'c', HOST: '0.0.0.0' },
      'PUBLIC_URL',
    ],
    ['a header that anybody could send', { IDENTITY_HEADER: 'X-User' }, 'TRUSTED_PROXIES'],
    ['a header that is none', { IDENTITY_HEADER: 'X User:', TRUSTED_PROXIES: '10.0.0.1' }, 'IDENTITY_HEADER'],
    [
      'a sign-in that nobody needs',
      { IDENTITY_HEADER: 'X-User', TRUSTED_PROXIES: '10.0.0.1', ALLOW_ANONYMOUS: '1' },
      'ALLOW_ANONYMOUS',
    ],
    [
      'an emulator beside a sign-in',
      { IDENTITY_HEADER: 'X-User', TRUSTED_PROXIES: '10.0.0.1', BOT_EMULATOR: '1' },
      'BOT_EMULATOR',
    ],
    ['an old secret without a new one', { DIRECT_LINE_SECRET_PREVIOUS: 'x'.repeat(40) }, 'DIRECT_LINE_SECRET_PREVIOUS'],
    ['metrics on the port of the bot', { PORT: '4000', METRICS_PORT: '4000' }, 'METRICS_PORT'],
    ['a database without a shared secret', { DATABASE_URL: 'postgres://a@b/c' }, 'DIRECT_LINE_SECRET'],
    ['a secret file that is not there', { DIRECT_LINE_SECRET_FILE: '/nowhere/secret' }, 'DIRECT_LINE_SECRET_FILE'],
  ])('stops at %s', (_, environment, setting) => {
    expect(problemsOf(environment).map((problem) => problem.split(':')[0])).toContain(setting)
  })

  it('checks what belongs together even where a setting by itself is wrong', () => {
    const problems = problemsOf({ PORT: 'x', MICROSOFT_APP_ID: APP, HOST: '0.0.0.0', IDENTITY_HEADER: 'X-User' })
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      'PORT',
      'MICROSOFT_APP_TENANT_ID',
      'MICROSOFT_APP_PASSWORD',
      'TRUSTED_PROXIES',
    ])
  })

  it('asks nobody for a secret when people sign in', () => {
    const config = parseConfig({ IDENTITY_HEADER: 'X-User', TRUSTED_PROXIES: '10.0.0.1', HOST: '0.0.0.0' })
    expect(config).toMatchObject({
      mode: 'production',
      anonymous: false,
      identity: { kind: 'header', header: 'x-user' },
    })
    expect(config.app).toBeUndefined()
  })

  it('says no secret when it complains', () => {
    expect(problemsOf({ DIRECT_LINE_SECRET: 'canary', PORT: '-1' }).join()).not.toContain('canary')
  })
})
