import { describe, expect, it } from 'vitest'

import { isInside } from '../../dialogs/trust.ts'

describe('isInside', () => {
  it.each([
    'kms01',
    '10.1.2.3:1688',
    '192.168.0.9',
    '172.31.0.1',
    'kms.corp.local',
    'KMS01.contoso.example',
    'fd00::5',
  ])('takes %s for the organisation', (host) => expect(isInside(host, {})).toBe(true))

  it.each(['kms.evil.com', '8.8.8.8', '172.32.0.1', 'kms.local.evil.com', 'kms.notcontoso.com', '2001:db8::1'])(
    'does not take %s for the organisation',
    (host) => expect(isInside(host, {}, ['contoso.com'])).toBe(false),
  )

  it('takes names under the DNS suffix of the PC and under configured domains', () => {
    const facts = { dnsSuffix: { value: 'ad.contoso.com', from: 'ipconfig' } }
    expect(isInside('kms01.ad.contoso.com', facts)).toBe(true)
    expect(isInside('kms01.fabrikam.com', facts, ['Fabrikam.com'])).toBe(true)
    expect(isInside('kms01.com', { dnsSuffix: { value: 'com', from: 'ipconfig' } })).toBe(false)
  })
})
