import { describe, expect, it } from 'vitest'

import { expandIpv6 } from '../../../knowledge/redact/ipv6.ts'
import { folded, isDistinct, isDottedHost, mayBeName } from '../../../knowledge/redact/names.ts'

describe('folded', () => {
  it('compares names without capitals, and without the dot at the end of a whole name', () => {
    expect(['KMS01.Corp.Example.', 'kms01.corp.example'].map(folded)).toEqual(Array(2).fill('kms01.corp.example'))
  })
})

describe('isDottedHost', () => {
  it.each([
    ['kms01.corp.local', true],
    ['corp.local', true],
    ['kms01.corp.contoso', true],
    ['slmgr.vbs', false],
    ['10.0.19045', false],
    ['ospp.vbs.txt', false],
    ['contoso.something', false],
  ])('says of %s %s', (name, is) => {
    expect(isDottedHost(name)).toBe(is)
  })
})

describe('mayBeName', () => {
  it.each([
    ['pc-ann', true],
    ['x', false],
    ['4711', false],
    ['0xC004F074', false],
    ['host-3', false],
  ])('says of %s %s', (word, may) => {
    expect(mayBeName(word)).toBe(may)
    expect(isDistinct(word)).toBe(may)
  })

  it.each([
    ['ann', false],
    ['ANNPC', true],
    ['ann.corp', true],
  ])('looks for %s anywhere: %s', (word, is) => {
    expect(isDistinct(word)).toBe(is)
  })
})

describe('expandIpv6', () => {
  it.each([
    ['2001:DB8::1', '2001:db8:0:0:0:0:0:1'],
    ['::', '0:0:0:0:0:0:0:0'],
    ['::ffff:10.0.0.1', '0:0:0:0:0:ffff:a00:1'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
    ['1:2:3:4:5:6:7', undefined],
    ['1:2:3:4:5:6:7:8::', undefined],
    ['1::2::3', undefined],
    ['fe80::12345', undefined],
    ['fe80::xyz', undefined],
  ])('spells %s as %s', (address, groups) => {
    expect(expandIpv6(address)).toBe(groups)
    expect(expandIpv6(address)).toBe(groups)
  })
})
