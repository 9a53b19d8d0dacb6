import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'

import { ConfigError, parseConfig } from '../../../bot/config.ts'
import { roleOf } from '../../../bot/desk/roles.ts'

const PASSWORD = 'correct horse battery staple'
const OIDC = { IDENTITY_ISSUER: 'https://login.example', IDENTITY_CLIENT_ID: 'chat' }
const PROXY = { IDENTITY_HEADER: 'X-Remote-User', TRUSTED_PROXIES: '127.0.0.1' }
const OPEN = { HOST: '0.0.0.0', ALLOW_ANONYMOUS: '1' }

function problems(settings: Record<string, string>): string {
  try {
    parseConfig(settings)
    return ''
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
}

describe('parseConfig', () => {
  it('has no desk unless somebody may come', () => {
    expect(parseConfig({}).desk).toBeUndefined()
  })

  it('reads teams, with blanks in names', () => {
    const settings = { ...OIDC, DESK_EXPERTS: 'ada@contoso.example, group:KMS Experts', DESK_READERS: 'bob' }
    expect(parseConfig(settings).desk).toMatchObject({
      experts: ['ada@contoso.example', 'group:KMS Experts'],
      readers: ['bob'],
    })
  })

  it('shows no password to who prints a configuration', () => {
    const config = parseConfig({ DESK_PASSWORD: PASSWORD })
    expect(config.desk?.password).toBe(PASSWORD)
    expect(`${inspect(config, { depth: 9 })} ${JSON.stringify(config)}`).not.toContain(PASSWORD)
  })

  it.each<[string, Record<string, string>, RegExp]>([
    ['a short password', { DESK_PASSWORD: 'short' }, /^DESK_PASSWORD: is shorter than 16/],
    ['a password in place of its hash', { DESK_PASSWORD_HASH: PASSWORD }, /^DESK_PASSWORD_HASH: .*desk-password/],
    ['a password that crosses the network', { ...OPEN, DESK_PASSWORD: PASSWORD }, /^DESK_PASSWORD: .*PUBLIC_URL/],
    ['a password beside sign-in', { ...PROXY, DESK_PASSWORD: PASSWORD }, /^DESK_PASSWORD: .*DESK_EXPERTS/],
    ['experts without sign-in', { DESK_EXPERTS: 'ada' }, /^DESK_EXPERTS: needs IDENTITY_ISSUER/],
    ['a group where no groups are known', { ...PROXY, DESK_READERS: 'group:it' }, /^DESK_READERS: names a group/],
  ])('refuses %s', (_, settings, message) => {
    expect(problems(settings)).toMatch(message)
  })

  it('lets a password in where the proxy speaks https', () => {
    expect(problems({ ...OPEN, DESK_PASSWORD: PASSWORD, PUBLIC_URL: 'https://help.example/' })).toBe('')
  })
})

describe('roleOf', () => {
  const teams = { experts: ['ada', 'group:it'], readers: ['bob', 'ada'] }
  it.each([
    ['a name', { id: 'Ada', groups: [] }, 'expert'],
    ['a group', { id: 'eve', groups: ['it'] }, 'expert'],
    ['a reader', { id: 'bob', groups: ['staff'] }, 'reader'],
    ['a stranger', { id: 'mallory', groups: ['IT'] }, undefined],
    ['a name that looks like a group', { id: 'group:it', groups: [] }, undefined],
  ])('knows %s', (_, member, role) => {
    expect(roleOf(teams, member)).toBe(role)
  })
})
