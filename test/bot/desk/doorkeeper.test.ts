import { beforeEach, describe, expect, it } from 'vitest'

import type { DeskSettings } from '../../../bot/desk/desk-settings.ts'
import { createDoorkeeper, type DoorkeeperPorts } from '../../../bot/desk/doorkeeper.ts'
import type { Role } from '../../../bot/desk/roles.ts'
import type { OpenSession } from '../../../bot/desk/sessions.ts'
import { type Call, createAccess } from '../../../bot/http/index.ts'

const OWN = 'https://help.corp.example'
const TEAMS: DeskSettings = { experts: ['ada@corp.example', 'group:g-experts'], readers: ['bob@corp.example'] }
const session = (id: string, groups: string[] = []): OpenSession => ({ id, name: id, groups, token: 't', csrf: 'c' })

let known: OpenSession | undefined
let found: object[]
let ports: DoorkeeperPorts

beforeEach(() => {
  known = session('ada@corp.example')
  found = []
  ports = {
    desk: TEAMS,
    config: {},
    access: createAccess({ host: '127.0.0.1', publicUrl: new URL(OWN), origins: ['https://intranet.corp.example'] }),
    sessions: {
      begin: async () => '',
      find: async (_, how) => {
        found.push(how)
        return known
      },
      end: async () => '',
      isCsrf: ({ csrf }, given) => csrf === given,
    },
  }
})

function callOf(headers: Record<string, string> = {}, method = 'GET'): Call {
  const request = { method, headers: { host: 'help.corp.example', ...headers } } as unknown as Call['request']
  return { request, params: {}, query: new URLSearchParams(), address: '127.0.0.1' }
}
const admit = (call = callOf(), needed?: Role) => createDoorkeeper(ports).admit(call, needed)
const refused = (status: number, code: string) => ({ status, code })

describe('createDoorkeeper', () => {
  it.each<[string, string[], Role]>([
    ['ada@corp.example', [], 'expert'],
    ['ADA@Corp.Example', [], 'expert'],
    ['eve@corp.example', ['g-experts'], 'expert'],
    ['bob@corp.example', [], 'reader'],
  ])('lets %s in groups %j in as %s', async (id, groups, role) => {
    known = session(id, groups)
    expect(await admit()).toEqual({ session: known, role })
  })

  it('lets in nobody who is in no team, or not signed in', async () => {
    known = session('eve@corp.example', ['g-others'])
    await expect(admit()).rejects.toMatchObject(refused(403, 'NotAllowed'))
    known = undefined
    await expect(admit()).rejects.toMatchObject(refused(401, 'SignInNeeded'))
  })

  it('lets only experts do what needs one', async () => {
    expect(await admit(callOf(), 'expert')).toMatchObject({ role: 'expert' })
    known = session('bob@corp.example')
    await expect(admit(callOf(), 'expert')).rejects.toMatchObject(refused(403, 'NotAllowed'))
    expect(await admit(callOf(), 'reader')).toMatchObject({ role: 'reader' })
  })

  it.each([{ password: 'a password' }, { passwordHash: 'scrypt:…' }])(
    'takes whoever has the password for an expert: %j',
    async (secret) => {
      ports.desk = { experts: [], readers: [], ...secret }
      known = session('somebody')
      expect(await admit(callOf(), 'expert')).toMatchObject({ role: 'expert' })
      expect(createDoorkeeper(ports).roleOf({ id: 'anybody', groups: [] })).toBe('expert')
    },
  )

  it('says what somebody may do who is about to sign in', () => {
    const { roleOf } = createDoorkeeper(ports)
    const people = ['ada@corp.example', 'bob@corp.example', 'eve@corp.example']
    expect(people.map((id) => roleOf({ id, groups: [] }))).toEqual(['expert', 'reader', undefined])
  })

  it('takes no page that looks for news for a person', async () => {
    await admit()
    await admit(callOf({ 'desk-poll': '1' }))
    expect(found).toEqual([
      { secure: true, active: true },
      { secure: true, active: false },
    ])
  })

  it('knows whether a browser reaches it safely', () => {
    expect(createDoorkeeper(ports).isSecure(callOf().request)).toBe(true)
    ports.access = createAccess({ host: '127.0.0.1', origins: [] })
    expect(createDoorkeeper(ports).isSecure(callOf().request)).toBe(false)
  })

  it.each<[string, string, Record<string, string>, number | undefined]>([
    ['a change with the token of the session', 'POST', { origin: OWN, 'x-csrf-token': 'c' }, undefined],
    ['a change with another token', 'POST', { origin: OWN, 'x-csrf-token': 'd' }, 403],
    ['a change without a token', 'POST', { origin: OWN }, 403],
    ['a look without a token', 'GET', { origin: OWN }, undefined],
  ])('judges %s', async (_, method, headers, status) => {
    const answer = admit(callOf(headers, method))
    if (status === undefined) await expect(answer).resolves.toMatchObject({ role: 'expert' })
    else await expect(answer).rejects.toMatchObject(refused(status, 'WrongToken'))
  })

  it.each<[string, string, Record<string, string>, boolean]>([
    ['its own page', 'POST', { origin: OWN }, true],
    ['its own page at the address it was called by', 'POST', { origin: 'http://help.corp.example' }, true],
    ['a page that may frame the chat', 'GET', { origin: 'https://intranet.corp.example' }, false],
    ['a page of somebody else', 'GET', { origin: 'https://evil.example' }, false],
    ['an address in the bar', 'GET', {}, true],
    ['its own page, which says only where it is', 'GET', { 'sec-fetch-site': 'same-origin' }, true],
    ['a page of another site, which says only where it is', 'GET', { 'sec-fetch-site': 'cross-site' }, false],
    ['a page of the same company', 'GET', { 'sec-fetch-site': 'same-site' }, false],
    ['a form that says nothing', 'POST', {}, false],
    ['a form that says where it is', 'POST', { 'sec-fetch-site': 'same-origin' }, false],
  ])('takes requests of its own page alone: %s', async (_, method, headers, isTaken) => {
    const { assertOwnPage } = createDoorkeeper(ports)
    const { request } = callOf({ 'x-csrf-token': 'c', ...headers }, method)
    if (isTaken) return expect(() => assertOwnPage(request)).not.toThrow()
    expect(() => assertOwnPage(request)).toThrow('WrongOrigin')
    await expect(admit({ ...callOf(), request })).rejects.toMatchObject(refused(403, 'WrongOrigin'))
    expect(found).toEqual([])
  })
})

describe('createDoorkeeper behind a proxy that signs people in', () => {
  beforeEach(() => {
    ports.config = { identity: { kind: 'header', header: 'x-user' } }
  })

  it('lets go of who has left there, or is somebody else by now', async () => {
    let id: string | undefined = 'ada@corp.example'
    ports.identity = { identify: async () => (id === undefined ? undefined : { id, name: id }) }
    expect(await admit()).toMatchObject({ role: 'expert' })
    id = 'bob@corp.example'
    await expect(admit()).rejects.toMatchObject(refused(401, 'SignInNeeded'))
    id = undefined
    await expect(admit()).rejects.toMatchObject(refused(401, 'SignInNeeded'))
    delete ports.identity
    await expect(admit()).rejects.toMatchObject(refused(401, 'SignInNeeded'))
  })

  it('asks nobody else where people sign in by themselves', async () => {
    ports.config = { identity: { kind: 'oidc', issuer: new URL('https://login.example'), clientId: 'c' } } as never
    ports.identity = { identify: () => Promise.reject(new Error('asked')) }
    expect(await admit()).toMatchObject({ role: 'expert' })
  })
})
