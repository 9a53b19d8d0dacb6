import { describe, expect, it } from 'vitest'

import { expandIpv6 } from '../../../knowledge/redact/ipv6.ts'
import {
  folded,
  isDistinct,
  isDottedHost,
  isKnownAccount,
  isKnownAuthority,
  isProduct,
  isPublicAddress,
  isPublicHost,
  mayBeName,
} from '../../../knowledge/redact/names.ts'

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
    ['pc', false],
    ['4711.de', false],
    ['10.0.corp.local', true],
    ['10a.de', true],
    ['a10.de', true],
    ['system.de', false],
    ['microsoft.something.else', false],
    ['setup.exe.de', false],
    ['backup.py.de', true],
    ['script.py', false],
    ['web.acme.py', true],
    ['web.acme.ps1', false],
    ['web.acme.something', true],
  ])('says of %s %s', (name, is) => {
    expect(isDottedHost(name)).toBe(is)
  })
})

describe('isPublicHost', () => {
  it.each([
    ['azkms.core.windows.net', true],
    ['other.core.windows.net', false],
    ['microsoft.com', true],
    ['activation.sls.microsoft.com', true],
    ['notmicrosoft.com', false],
    ['microsoft.com.acme.de', false],
    ['kms.contoso.com', true],
    ['acme.de', false],
  ])('says of %s %s', (name, is) => {
    expect(isPublicHost(name)).toBe(is)
  })
})

describe('isPublicAddress', () => {
  it.each([
    ['127.0.0.1', true],
    ['40.83.235.53', true],
    ['255.255.255.0', true],
    ['10.255.1.1', false],
    ['0.0.0.17', true],
    ['0.0.1.0', false],
    ['10.0.0.0', false],
    ['10.1.2.3', false],
  ])('says of %s %s', (address, is) => {
    expect(isPublicAddress(address)).toBe(is)
  })
})

describe('isKnownAccount', () => {
  it.each([
    ['SYSTEM', true],
    ['user-1', true],
    ['my-user-1', false],
    ['user-1x', false],
    ['anna', false],
  ])('says of %s %s', (name, is) => {
    expect(isKnownAccount(name)).toBe(is)
  })
})

describe('isKnownAuthority', () => {
  it.each([
    ['NT AUTHORITY', true],
    ['BUILTIN', true],
    ['ACME', false],
  ])('says of %s %s', (name, is) => {
    expect(isKnownAuthority(name)).toBe(is)
  })
})

describe('isProduct', () => {
  it.each([
    ['server2019', true],
    ['Windows-10', false],
    ['win32', true],
    ['sql2012r2', true],
    ['sql2012-r2', true],
    ['sql-2016_R2', true],
    ['office_2013', true],
    ['server1998', true],
    ['server2055', false],
    ['server20199', false],
    ['myserver2019', false],
    ['server2019x', false],
    ['srv2019', false],
    ['app64', true],
  ])('says of %s %s', (word, is) => {
    expect(isProduct(word)).toBe(is)
  })
})

describe('mayBeName', () => {
  it.each([
    ['pc-ann', true],
    ['x', false],
    ['4711', false],
    ['0xC004F074', false],
    ['host-3', false],
    ['pc0x1', true],
    ['1pc', true],
    ['the', false],
  ])('says of %s %s', (word, may) => {
    expect(mayBeName(word)).toBe(may)
    expect(isDistinct(word)).toBe(may)
  })

  it.each([
    ['ann', false],
    ['ANNPC', true],
    ['ann.corp', true],
    ['aNNPC', false],
    ['ANNPc', false],
    ['AN', false],
    ['ANNPC', true],
    ['ANNPCANNPCANNPC', true],
    ['ANNPCANNPCANNPCX', false],
    ['ann_pc', true],
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
    ['1:2:3:4:5:6:7:8:9', undefined],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['::2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8'],
    ['FE80:0001::00a0', 'fe80:1:0:0:0:0:0:a0'],
    ['2001:db8::1.2.3.4', '2001:db8:0:0:0:0:102:304'],
    ['1:2:3:4:5:6:255.254.253.252', '1:2:3:4:5:6:fffe:fdfc'],
    ['::1234g', undefined],
    ['::g234', undefined],
    [':1::2', undefined],
  ])('spells %s as %s', (address, groups) => {
    expect(expandIpv6(address)).toBe(groups)
    expect(expandIpv6(address)).toBe(groups)
  })
})
