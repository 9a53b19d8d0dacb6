import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

import { isSigning, openSink } from '../../../bot/handoff/open-sink.ts'
import { createSecret, type Secret } from '../../../bot/handoff/secret.ts'
import { SinkEntry } from '../../../bot/handoff/sink-entry.ts'
import type { SinkSettings } from '../../../bot/handoff/sink-settings.ts'
import { HOOK_SECRET } from './sink-bench.ts'

const ENVIRONMENT = { T: 'secret-1', HOOK: HOOK_SECRET, NEXT: Buffer.alloc(24, 9).toString('base64') }
const place = { env: 'T' }

function opened(entry: object): { sink: SinkSettings | undefined; problems: string[] } {
  const problems: string[] = []
  const tell = (problem: string) => void problems.push(problem)
  const sink = openSink(SinkEntry.parse({ name: 'it', ...entry }), { environment: ENVIRONMENT, tell })
  return { sink, problems }
}

const mail = { kind: 'mail', url: 'smtps://mail.example', from: 'a@b.example', to: 'c@d.example' }
const hook = { kind: 'webhook', url: 'https://hook.example', secret: { env: 'HOOK' } }
const set = { group: 'G', customer: 'c@x.example' }
const rest = { kind: 'rest', profile: 'zammad', base: 'https://x.example', auth: { kind: 'bearer', token: place }, set }
const oauth = { tokenUrl: 'https://login.example/token', clientId: 'bot', clientSecret: place }

describe('openSink', () => {
  it('makes a whole path of a folder, and takes a channel in Teams as it is', () => {
    expect(opened({ kind: 'file', folder: 'cases' }).sink).toMatchObject({ folder: resolve('cases') })
    const teams = { name: 'it', external: false, kind: 'teams', tenant: 't', channel: 'c' }
    expect(opened(teams).sink).toEqual(teams)
  })

  it.each([
    ['smtps://mail.example', {}, 465, 'tls'],
    ['smtps://mail.example:2465', {}, 2465, 'tls'],
    ['smtp://mail.example', {}, 587, 'upgrade'],
    ['smtp://mail.example', { insecure: true }, 25, 'plain'],
    ['smtp://127.0.0.1', {}, 25, 'plain'],
    ['smtp://[::1]:1025', {}, 1025, 'plain'],
  ])('reaches %s %j by port %i, %s', (url, more, port, encryption) => {
    expect(opened({ ...mail, url, ...more })).toMatchObject({ sink: { port, encryption }, problems: [] })
  })

  it.each([
    ['a password', { user: 'bot', password: place }, ['user', 'password']],
    ['a token', { user: 'bot', oauth }, ['user', 'oauth']],
    ['nothing', {}, []],
  ])('signs in to a mail server with %s', (_, more, has) => {
    const { sink, problems } = opened({ ...mail, ...more })
    expect(problems).toEqual([])
    expect(['user', 'password', 'oauth'].filter((name) => Object.hasOwn(sink ?? {}, name))).toEqual(has)
  })

  it.each([
    ['a user in a mail address', { ...mail, url: 'smtps://bot@mail.example' }, /^url: has a user in it; put user/],
    ['a user without a password', { ...mail, user: 'bot' }, /^user: goes with password or oauth/],
    ['a password without a user', { ...mail, password: place }, /^user: goes with password or oauth/],
    ['a token without a user', { ...mail, oauth }, /^user: goes with password or oauth/],
    [
      'a password and a token',
      { ...mail, user: 'bot', password: place, oauth },
      /^oauth: stands in place of a password/,
    ],
    [
      'a password that goes in clear',
      { ...mail, url: 'smtp://mail.example', insecure: true, user: 'bot', password: place },
      /^insecure: would send the password/,
    ],
    [
      'a token address in clear',
      { ...mail, user: 'bot', oauth: { ...oauth, tokenUrl: 'http://l.example' } },
      /^oauth\.tokenUrl: must/,
    ],
    [
      'a user in a web address',
      { ...hook, url: 'https://me:pw@hook.example' },
      /^url: has a user in it; addresses are logged/,
    ],
    [
      'a user without a password in a web address',
      { ...hook, url: 'https://me@hook.example' },
      /^url: has a user in it/,
    ],
    ['a password without a user in a web address', { ...hook, url: 'https://:pw@hook.example' }, /^url: has a user/],
    [
      'a password of a mail server that is not there',
      { ...mail, user: 'bot', password: { env: 'GONE' } },
      /^password: /,
    ],
    ['a secret that is not there', { ...hook, secret: { env: 'GONE' } }, /^secret: the environment has no GONE/],
    ['a weak secret', { ...hook, secret: place }, /^secret: is not base64/],
    ['a weak previous secret', { ...hook, previousSecret: place }, /^previousSecret: is not base64/],
    ['a base in clear', { ...rest, base: 'http://x.example' }, /^base: must begin with https/],
    ['a file that is not there', { ...hook, secret: { file: '/not/there' } }, /^secret: cannot be read \(.*ENOENT/],
  ])('tells of %s', (_, entry, problem) => {
    expect(opened(entry).problems).toEqual([expect.stringMatching(problem)])
  })

  it.each([
    ['the base of a ticket system on this machine', { ...rest, base: 'http://127.0.0.1:8080' }],
    ['the base of a ticket system on this machine, by its other address', { ...rest, base: 'http://[::1]:8080' }],
    [
      'a password that goes encrypted, also where less would be taken',
      { ...mail, insecure: true, user: 'bot', password: place },
    ],
    ['a base that is insecure on purpose', { ...rest, base: 'http://x.example', insecure: true }],
    [
      'a password in clear to this machine',
      { ...mail, url: 'smtp://localhost', insecure: true, user: 'bot', password: place },
    ],
  ])('does not mind %s', (_, entry) => {
    expect(opened(entry).problems).toEqual([])
  })

  it('signs with both secrets while receivers change over', () => {
    const { sink } = opened({ ...hook, previousSecret: { env: 'NEXT' } })
    const revealed = sink?.kind === 'webhook' ? sink.secrets.map((secret) => secret.reveal()) : []
    expect(revealed).toEqual([ENVIRONMENT.HOOK, ENVIRONMENT.NEXT])
  })

  it('reads a secret from a file without the line end that editors leave', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'secret-')), 'token')
    writeFileSync(file, 'secret-2\r\n')
    expect(secretOf({ kind: 'bearer', token: { file } }, 'token')).toBe('secret-2')
  })

  it.each([
    ['basic', { user: 'bot' }, 'password'],
    ['bearer', {}, 'token'],
    ['apiKey', { header: 'X-Key' }, 'key'],
    ['oauth2ClientCredentials', { tokenUrl: oauth.tokenUrl, clientId: 'bot', scope: 'all' }, 'clientSecret'],
  ])('knows a ticket system by %s, and does without it where the secret is missing', (kind, more, name) => {
    expect(secretOf({ kind, ...more, [name]: place }, name)).toBe('secret-1')
    const { sink, problems } = opened({ ...rest, auth: { kind, ...more, [name]: { env: 'GONE' } } })
    expect(sink).toBeUndefined()
    expect(problems).toEqual([`auth.${name}: the environment has no GONE; set it, or name a file`])
  })
})

describe('openSink for a ticket system', () => {
  it('asks for a token with the scope that is set, and with none otherwise', () => {
    const auth = { kind: 'oauth2ClientCredentials', ...oauth }
    const known = (more: object) => {
      const { sink } = opened({ ...rest, auth: { ...auth, ...more } })
      return sink?.kind === 'rest' ? sink.auth : undefined
    }
    expect(known({ scope: 'all' })).toMatchObject({ kind: auth.kind, clientId: 'bot', scope: 'all' })
    expect(known({})).not.toHaveProperty('scope')
  })

  it.each(['https://x.example/desk', 'https://x.example/desk/', 'https://x.example/desk///'])(
    'ends the base %s where templates begin',
    (base) => {
      expect(opened({ ...rest, base }).sink).toMatchObject({ base: 'https://x.example/desk' })
    },
  )
})

function secretOf(auth: object, name: string): string | undefined {
  const { sink } = opened({ ...rest, auth })
  const held = sink?.kind === 'rest' ? (sink.auth as unknown as Record<string, Secret>)[name] : undefined
  return held?.reveal()
}

describe('isSigning', () => {
  it.each([
    [24, true],
    [64, true],
    [23, false],
    [65, false],
  ])('says of %i bytes %s', (size, is) => {
    const text = Buffer.alloc(size, 7).toString('base64')
    expect([isSigning(createSecret(text)), isSigning(createSecret(`whsec_${text}`))]).toEqual([is, is])
  })

  it('takes no words for a secret', () => {
    expect(isSigning(createSecret('correct horse battery staple'))).toBe(false)
    expect(isSigning(createSecret(`x${HOOK_SECRET}`))).toBe(false)
  })
})
