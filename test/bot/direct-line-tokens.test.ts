import { createHash } from 'node:crypto'
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeJwt, SignJWT } from 'jose'
import { describe, expect, it, vi } from 'vitest'

import { createTokens, loadSigningSecret, newBearer } from '../../bot/channels/direct-line-tokens.ts'
import { newDataDir } from './test-bot.ts'

const [OLD, NEW] = ['o'.repeat(32), 'n'.repeat(32)]
const BEARER = { conversation: 'c', user: 'dl_1' }
const ANN = { id: 'ann@corp.example', name: 'Ann' }
const START = 1e12
const HALF_HOUR = 30 * 60_000

function tokensAt(now: () => number, ...secrets: string[]) {
  return createTokens(secrets.length > 0 ? secrets : [NEW], now)
}
const tokens = tokensAt(() => START)
const refused = (status: number, code: string) => ({ status, code })

describe('createTokens', () => {
  it.each([
    ['a guest', BEARER],
    ['somebody whom the organisation knows', { ...BEARER, person: ANN }],
  ])('reads what it has said about %s', async (_, bearer) => {
    const { id, expiresAt, ...read } = await tokens.readStream(await tokens.issueStream(bearer))
    expect([read, expiresAt]).toEqual([bearer, START + 60_000])
    expect(id).toMatch(/^[0-9a-f-]{36}$/)
    expect(await tokens.read(await tokens.issue(bearer))).toMatchObject(bearer)
  })

  it('takes a name without an id, or an id without a name, for nobody', async () => {
    for (const claims of [{ pid: 'ann' }, { name: 'Ann' }, { pid: 1, name: 'Ann' }, { pid: 'ann', name: 1 }])
      expect(await tokens.read(await forge(claims))).not.toHaveProperty('person')
  })

  it('makes no two tokens alike', async () => {
    const [one = '', other = ''] = await Promise.all([1, 2].map(() => tokens.issueStream(BEARER)))
    expect((await tokens.readStream(one)).id).not.toBe((await tokens.readStream(other)).id)
  })

  it('counts whole seconds from when a token is made', async () => {
    const { iat, exp } = decodeJwt(await tokensAt(() => START + 999).issue(BEARER))
    expect([iat, exp]).toEqual([START / 1000, (START + HALF_HOUR) / 1000])
  })

  it('takes no token of a conversation for one of a stream, nor the other way', async () => {
    await expect(tokens.readStream(await tokens.issue(BEARER))).rejects.toMatchObject(refused(401, 'Unauthorized'))
    await expect(tokens.read(await tokens.issueStream(BEARER))).rejects.toMatchObject(refused(401, 'Unauthorized'))
  })

  it('says of a token whose time is over that it is, whether it was seen before or not', async () => {
    let now = START
    const later = tokensAt(() => now)
    const [seen, unseen] = [await later.issue(BEARER), await later.issue(BEARER)]
    await later.read(seen)
    now += HALF_HOUR - 1
    await expect(later.read(seen)).resolves.toMatchObject(BEARER)
    now += 1
    for (const token of [seen, unseen])
      await expect(later.read(token)).rejects.toMatchObject(refused(403, 'TokenExpired'))
  })

  it('takes tokens of each of its secrets, and signs with the first', async () => {
    const before = await tokensAt(() => START, OLD).issue(BEARER)
    const during = tokensAt(() => START, NEW, OLD)
    expect(await during.read(before)).toMatchObject(BEARER)
    expect(await tokens.read(await during.issue(BEARER))).toMatchObject(BEARER)
    await expect(tokens.read(before)).rejects.toMatchObject(refused(401, 'Unauthorized'))
  })

  it('signs nothing without a secret', async () => {
    await expect(createTokens([], Date.now).issue(BEARER)).rejects.toThrow('There is no secret to sign with.')
  })

  it.each<[string, object, object?]>([
    ['the time', { exp: undefined }],
    ['the id', { jti: undefined }],
    ['the conversation', { conv: undefined }],
    ['the person', { user: undefined }],
    ['the audience', { aud: undefined }],
    ['a key', {}, { kid: undefined }],
    ['a key of ours', {}, { kid: '00000000' }],
    ['the algorithm', {}, { alg: 'HS512' }],
  ])('refuses a token that is signed well and lacks %s', async (_, claims, header = {}) => {
    await expect(tokens.read(await forge(claims, header))).rejects.toMatchObject(refused(401, 'Unauthorized'))
  })

  it.each(['', 'x', 'a.b.c'])('refuses %j', async (token) => {
    await expect(tokens.read(token)).rejects.toMatchObject(refused(401, 'Unauthorized'))
  })

  it('checks the signature of a token once, and remembers a thousand of them', async () => {
    const verify = vi.spyOn(crypto.subtle, 'verify')
    const checks = async (work: () => Promise<unknown>) => {
      const before = verify.mock.calls.length
      await work()
      return verify.mock.calls.length - before
    }
    const kept = tokensAt(() => START)
    const first = await kept.issue(BEARER)
    expect([await checks(() => kept.read(first)), await checks(() => kept.read(first))]).toEqual([1, 0])
    for (let n = 0; n < 999; n += 1) await kept.read(await kept.issue(BEARER))
    expect(await checks(() => kept.read(first))).toBe(0)
    await kept.read(await kept.issue(BEARER))
    expect(await checks(() => kept.read(first))).toBe(1)
    verify.mockRestore()
  })
})

/** A token that the test's own secret signs, changed as the test says. */
async function forge(claims: object, header: object = {}): Promise<string> {
  const issued = await tokens.issue(BEARER)
  const [encoded = ''] = issued.split('.')
  const known = JSON.parse(Buffer.from(encoded, 'base64url').toString())
  const key = createHash('sha256').update(`direct-line-signing:${NEW}`).digest()
  return await new SignJWT({ ...decodeJwt(issued), ...claims }).setProtectedHeader({ ...known, ...header }).sign(key)
}

describe('newBearer', () => {
  it('names the person of the organisation, where there is one', () => {
    expect(newBearer(ANN)).toMatchObject({ person: ANN, user: expect.stringMatching(/^dl_[0-9a-f]{32}$/) })
    expect(newBearer()).not.toHaveProperty('person')
  })
})

describe('loadSigningSecret', () => {
  it('makes a secret once, for its owner alone', () => {
    const dataDir = join(newDataDir(), 'not', 'there', 'yet')
    const secret = loadSigningSecret(dataDir)
    const file = join(dataDir, 'direct-line.secret')
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
    expect([statSync(dataDir).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o700, 0o600])
    expect(loadSigningSecret(dataDir)).toBe(secret)
    expect(readFileSync(file, 'utf8')).toBe(secret)
    expect(loadSigningSecret(newDataDir())).not.toBe(secret)
  })

  it('closes a file that others can read, and reads it without the line end that editors leave', () => {
    const dataDir = newDataDir()
    const file = join(dataDir, 'direct-line.secret')
    writeFileSync(file, `${OLD}\n`)
    chmodSync(file, 0o644)
    expect(loadSigningSecret(dataDir)).toBe(OLD)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('says what to do where the file holds no secret', () => {
    const dataDir = newDataDir()
    const file = join(dataDir, 'direct-line.secret')
    writeFileSync(file, `${'s'.repeat(31)}\n`)
    expect(() => loadSigningSecret(dataDir)).toThrow(
      `${file} holds no secret. Delete it; the next start makes a new one.`,
    )
  })

  it('does not start where it cannot write', () => {
    const file = join(newDataDir(), 'file')
    writeFileSync(file, '')
    expect(() => loadSigningSecret(join(file, 'below'))).toThrow('ENOTDIR')
  })
})
