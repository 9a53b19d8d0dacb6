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
  ])('refuses %s', (_, text) => {
    expect(isPasswordHash(text)).toBe(false)
  })
})
