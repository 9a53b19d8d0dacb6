import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { EncryptJWT } from 'jose'
import { beforeEach, describe, expect, it } from 'vitest'

import { readName } from '../../../bot/identity/identity.ts'
import { createSealedCookie } from '../../../bot/identity/sealed-cookie.ts'

const [OLD, NEW] = ['o'.repeat(32), 'n'.repeat(32)]
const VALUES = { id: 'ada', groups: ['g'] }
let now = 0
beforeEach(() => {
  now = 1e12 + 999
})

const cookieOf = (secrets = [NEW], name = 'chat') =>
  createSealedCookie({ name, seconds: 60, secrets, clock: () => now })
const requestWith = (cookie: string | undefined) =>
  ({ headers: cookie === undefined ? {} : { cookie } }) as unknown as IncomingMessage
const pairOf = (header: string) => header.split(';')[0] ?? ''

describe('createSealedCookie', () => {
  it.each([
    [true, /^__Host-chat=[\w-]+(\.[\w-]*){4}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=60; Secure$/],
    [false, /^chat=[\w-]+(\.[\w-]*){4}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=60$/],
  ])('writes values that nobody else reads, and reads them again; secure: %s', async (secure, header) => {
    const written = await cookieOf().write(VALUES, secure)
    expect(written).toMatch(header)
    expect(Buffer.from(written.split('.')[3] ?? '', 'base64url').toString()).not.toContain('ada')
    expect(await cookieOf().read(requestWith(pairOf(written)))).toEqual({ ...VALUES, exp: 1e9 + 60 })
  })

  it('takes itself from the browser', () => {
    expect(cookieOf().clear(true)).toBe('__Host-chat=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure')
    expect(cookieOf().clear(false)).toBe('chat=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0')
  })

  it('prefers the one that no neighbour can set', async () => {
    const mine = pairOf(await cookieOf().write({ id: 'mine' }, true))
    const other = pairOf(await cookieOf().write({ id: 'other' }, false))
    expect(await cookieOf().read(requestWith(`${other}; ${mine}`))).toMatchObject({ id: 'mine' })
  })

  it('lasts as long as it says', async () => {
    const request = requestWith(pairOf(await cookieOf().write(VALUES, true)))
    now = 1e12 + 59_999
    expect(await cookieOf().read(request)).toMatchObject(VALUES)
    now += 1
    expect(await cookieOf().read(request)).toBeUndefined()
  })

  it('opens with each secret, and seals with the first', async () => {
    const before = requestWith(pairOf(await cookieOf([OLD]).write(VALUES, true)))
    expect(await cookieOf([NEW, OLD]).read(before)).toMatchObject(VALUES)
    expect(await cookieOf([NEW]).read(before)).toBeUndefined()
    const during = requestWith(pairOf(await cookieOf([NEW, OLD]).write(VALUES, true)))
    expect(await cookieOf([NEW]).read(during)).toMatchObject(VALUES)
  })

  it.each([undefined, '', 'chat=', 'chat=x', 'chat=a.b.c.d.e', 'other=1'])('reads nothing from %j', async (cookie) => {
    expect(await cookieOf().read(requestWith(cookie))).toBeUndefined()
  })

  it('takes no cookie for another one, whoever has sealed it', async () => {
    const sealed = pairOf(await cookieOf([NEW], 'sign-in').write(VALUES, true)).split('=')[1]
    expect(await cookieOf().read(requestWith(`__Host-chat=${sealed}`))).toBeUndefined()
  })

  it('takes none that never ends', async () => {
    const key = createHash('sha256').update(`cookie:chat:${NEW}`).digest()
    const sealed = (payload: EncryptJWT) => payload.setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(key)
    const endless = await sealed(new EncryptJWT(VALUES))
    expect(await cookieOf().read(requestWith(`chat=${endless}`))).toBeUndefined()
    const ending = await sealed(new EncryptJWT(VALUES).setExpirationTime(1e9 + 60))
    expect(await cookieOf().read(requestWith(`chat=${ending}`))).toMatchObject(VALUES)
  })
})

describe('readName', () => {
  it.each([
    ['ada@corp.example', 'ada@corp.example'],
    ['  Ada Lovelace ', 'Ada Lovelace'],
    ['x'.repeat(256), 'x'.repeat(256)],
    ['x'.repeat(257), undefined],
    ['', undefined],
    ['  ', undefined],
    [7, undefined],
    [undefined, undefined],
    [['ada'], undefined],
    ['ada\u0000', undefined],
    ['a\nb', undefined],
    ['\u202eada', undefined],
    ['ada\ud800', undefined],
  ])('reads %j as %j', (value, expected) => {
    expect(readName(value)).toBe(expected)
  })
})
