import { describe, expect, it } from 'vitest'

import type { IdentifierKind } from '../../../knowledge/redact/identifier.ts'
import { createNameBook } from '../../../knowledge/redact/name-book.ts'

/** What a new book calls each of the names in turn: `host kms01`, `user anna@acme`. */
function called(...names: string[]): string[] {
  const book = createNameBook()
  return names.map((one) => {
    const [, kind = '', name = '', within] = /^(\w+) ([^@]+)(?:@(.*))?$/.exec(one) ?? []
    return book.pseudonym({ kind: kind as IdentifierKind, name, ...(within !== undefined && { within }) })
  })
}

describe('createNameBook', () => {
  it.each([
    [
      'counts each kind by itself',
      ['host a1', 'host b1', 'user anna', 'ip 10.0.0.1'],
      ['host-1', 'host-2', 'user-1', 'ip-1'],
    ],
    [
      'knows a host in any case, with and without the dot',
      ['host KMS01', 'host kms01.', 'host kms01'],
      ['host-1', 'host-1', 'host-1'],
    ],
    [
      'takes a short name for the first long one',
      ['host kms01.a.acme.de', 'host kms01', 'host kms01.a.acme.de'],
      ['host-1', 'host-1', 'host-1'],
    ],
    [
      'takes the first long name for a short one before',
      ['host kms01', 'host kms01.a.acme.de', 'host kms01.b.acme.de'],
      ['host-1', 'host-1', 'host-2'],
    ],
    [
      'takes a short name for the first of two long ones',
      ['host srv.a.acme.de', 'host srv.b.acme.de', 'host srv'],
      ['host-1', 'host-2', 'host-1'],
    ],
    [
      'takes two labels for a zone',
      ['host acme.de', 'host acme.de', 'domain acme.de'],
      ['domain-1', 'domain-1', 'domain-1'],
    ],
    ['knows a zone that was named before', ['domain hq.acme.de', 'host HQ.acme.de'], ['domain-1', 'domain-1']],
    [
      'knows a zone in the form of a directory',
      ['domain acme,dc=corp,DC=de', 'domain acme.corp.de', 'domain acme, dc=corp'],
      ['domain-1', 'domain-1', 'domain-2'],
    ],
    [
      'knows a login by the first label of its domain',
      ['user anna@acme.de', 'user Anna@ACME', 'user anna@other'],
      ['user-1', 'user-1', 'user-2'],
    ],
    [
      'takes a login without a domain for the first one',
      ['user anna@acme', 'user anna', 'user anna@.'],
      ['user-1', 'user-1', 'user-1'],
    ],
    [
      'gives a login without a domain to the first domain named',
      ['user anna', 'user anna@acme', 'user anna@other'],
      ['user-1', 'user-1', 'user-2'],
    ],
    [
      'knows a MAC address however it is parted',
      ['mac 00-15-5D-01-02-03', 'mac 00155d.010203', 'mac 00-15-5D-01-02-04'],
      ['mac-1', 'mac-1', 'mac-2'],
    ],
    [
      'knows a phone number however it is parted',
      ['phone 089/123-456', 'phone (089) 123456', 'phone 089 123457'],
      ['phone-1', 'phone-1', 'phone-2'],
    ],
    [
      'knows an address however it is shortened',
      ['ip fe80::1', 'ip FE80:0:0:0:0:0:0:1', 'ip 10.1.1.1', 'ip 10.1.1.1'],
      ['ip-1', 'ip-1', 'ip-2', 'ip-2'],
    ],
    ['tells a person and a host of one name apart', ['user zeus', 'host zeus'], ['user-1', 'host-1']],
    ['knows a security id in any case', ['sid S-1-5-21-1', 'sid s-1-5-21-1'], ['sid-1', 'sid-1']],
  ])('%s', (_, names, pseudonyms) => {
    expect(called(...names)).toEqual(pseudonyms)
  })

  it.each([
    ['a login of four letters', 'user', 'anna', 'user-1'],
    ['a login of three letters, which may be a word', 'user', 'bob', undefined],
    ['a login of three letters with a digit', 'user', 'bo1', 'user-1'],
    ['an account that every Windows has', 'user', 'administrator', undefined],
    ['a machine that may be a word', 'host', 'zeus', undefined],
    ['a machine with a digit', 'host', 'zeus1', 'host-1'],
    ['a machine in capitals', 'host', 'ZEUS', 'host-1'],
    ['an address', 'ip', '10.1.1.1', undefined],
  ] as const)('looks in words for %s: %s %s', (_, kind, name, pseudonym) => {
    const book = createNameBook()
    book.pseudonym({ kind, name })
    expect(book.wordPseudonym(name)).toBe(pseudonym)
    expect(book.wordPseudonym(name.toUpperCase())).toBe(pseudonym)
  })

  it('finds the first label of a machine in words, and whom had the word first', () => {
    const book = createNameBook()
    book.pseudonym({ kind: 'host', name: 'kms01.a.acme.de' })
    book.pseudonym({ kind: 'host', name: 'kms01.b.acme.de' })
    expect(book.wordPseudonym('KMS01')).toBe('host-1')
    expect(book.wordPseudonym('kms02')).toBeUndefined()
  })
})
