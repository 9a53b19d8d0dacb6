import { scryptSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'

import { hashPassword, isPassword, isPasswordHash } from '../../../bot/desk/password.ts'

const PASSWORD = 'correct horse battery staple'

describe('hashPassword', () => {
  it('makes a hash that knows the password again, another one each time', async () => {
    const [one, other] = [await hashPassword(PASSWORD), await hashPassword(PASSWORD)]
    expect(one).not.toBe(other)
    expect(isPasswordHash(one)).toBe(true)
    expect(await isPassword(PASSWORD, one)).toBe(true)
    expect(await isPassword(`${PASSWORD} `, one)).toBe(false)
  })

  it('takes a letter with its mark for the same, however the keyboard sends it', async () => {
    expect(await isPassword('re\u0301sume\u0301 of a desk', await hashPassword('résumé of a desk'))).toBe(true)
  })
})

describe('isPasswordHash', () => {
  const salt = 'A'.repeat(22)
  const hash = 'A'.repeat(43)
  it.each([
    ['a password', PASSWORD],
    ['a cost that is too low', `scrypt:1024:8:1:${salt}:${hash}`],
    ['a cost that stops the bot', `scrypt:4194304:8:1:${salt}:${hash}`],
    ['a cost that is no power of two', `scrypt:32769:8:1:${salt}:${hash}`],
    ['another length', `scrypt:32768:8:1:${salt}:${hash}A`],
    ['something before it', `xscrypt:32768:8:1:${salt}:${hash}`],
    ['too little salt', `scrypt:32768:8:1:${'A'.repeat(15)}:${hash}`],
    ['twice the cost that a bot can bear', `scrypt:262144:8:1:${salt}:${hash}`],
    ['blocks of another size', `scrypt:32768:9:1:${salt}:${hash}`],
    ['no pass', `scrypt:32768:8:0:${salt}:${hash}`],
    ['too many passes', `scrypt:32768:8:6:${salt}:${hash}`],
    ['nothing', ''],
  ])('refuses %s', (_, text) => {
    expect(isPasswordHash(text)).toBe(false)
  })

  it.each([
    [16384, 1],
    [131072, 1],
    [32768, 5],
  ])('takes a cost of %d with %d passes', (n, p) => {
    expect(isPasswordHash(`scrypt:${n}:8:${p}:${salt}:${hash}`)).toBe(true)
  })
})

describe('isPassword', () => {
  it('knows a password by a hash of another cost', async () => {
    const salt = Buffer.from('0123456789abcdef')
    const hash = scryptSync(PASSWORD, salt, 32, { N: 16384, r: 8, p: 1, maxmem: 2 ** 26 })
    const text = `scrypt:16384:8:1:${salt.toString('base64url')}:${hash.toString('base64url')}`
    expect(await isPassword(PASSWORD, text)).toBe(true)
    expect(await isPassword('', text)).toBe(false)
  })

  it('has no password behind what is no hash', async () => {
    await expect(isPassword(PASSWORD, 'scrypt:…')).rejects.toThrow()
  })
})
