import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { createPseudonyms, maskSecrets, normalise, redactOrWithhold, WITHHELD } from '../../../knowledge/index.ts'
import { CLASSES, ofForm } from './generate.ts'

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 500)
const ALL = Object.values({ ...CLASSES.secrets, ...CLASSES.identifiers }).flatMap(({ forms }) => forms)

describe('createPseudonyms', () => {
  it('gives a host one pseudonym in any spelling', () => {
    const { apply } = createPseudonyms()
    expect(apply('KMS01.corp.acme.de. is kms01.CORP.acme.de, or kms01, or \\\\KMS01\\share, or kms01:1688')).toBe(
      'host-1. is host-1, or host-1, or \\\\host-1\\share, or host-1:1688',
    )
    expect(apply('ping KMS01')).toBe('ping host-1')
  })

  it('knows two machines of one name in two domains apart', () => {
    const { apply } = createPseudonyms()
    expect(apply('srv01.a.acme.de srv01.b.acme.de srv01.a.acme.de')).toBe('host-1 host-2 host-1')
  })

  it('gives a person one pseudonym as mail address, login and profile folder', () => {
    const { apply } = createPseudonyms()
    expect(apply('anna.berg@acme.de, ACME\\anna.berg, C:\\Users\\anna.berg\\x, and anna.berg')).toBe(
      'user-1, user-1, C:\\Users\\user-1\\x, and user-1',
    )
    expect(apply('info@firm-a.de info@firm-b.de')).toBe('user-2 user-3')
  })

  it('gives an address one pseudonym however it is shortened, and leaves out the zone', () => {
    const { apply } = createPseudonyms()
    expect(apply('fe80::1:2%12 FE80:0:0:0:0:0:1:2 [fe80::0001:0002%eth0]:1688 fe80::1:3')).toBe(
      'ip-1 ip-1 [ip-1]:1688 ip-2',
    )
    expect(apply('00-15-5d-AB-02-03 00:15:5D:ab:02:03 0015.5dab.0203')).toBe('mac-1 mac-1 mac-1')
  })

  it('gives zones pseudonyms of their own', () => {
    const { apply } = createPseudonyms({ site: ['hq.acme.de', 'FINKMS'] })
    expect(apply('_vlmcs._tcp.HQ.acme.de, DC=hq,DC=acme,DC=de, finkms')).toBe(
      '_vlmcs._tcp.domain-1, DC=domain-1, host-1',
    )
  })

  it('knows no public zone or host for one of the site', () => {
    const { apply } = createPseudonyms({ site: ['contoso.com', 'acme.corp', 'FINKMS'] })
    expect(apply('finkms asks contoso.com and acme.corp, pc01.acme.corp')).toBe(
      'host-1 asks contoso.com and domain-1, host-2',
    )
  })

  it('finds the first label of a machine in a longer name that is none of ours', () => {
    const { apply } = createPseudonyms()
    expect(apply('kms01.acme.de wrote kms01.log and kms01.contoso.com')).toBe(
      'host-1 wrote host-1.log and kms01.contoso.com',
    )
  })

  it('names people and machines that a ticket names, and nobody where it names none', () => {
    const { person, machine, apply } = createPseudonyms()
    expect([person('Anna Berg'), person('anna berg'), person('')]).toEqual(['user-1', 'user-1', ''])
    expect(['zeus', 'ZEUS:1688', 'kms01.acme.de:1688', ''].map(machine)).toEqual([
      'host-1',
      'host-1:1688',
      'host-2:1688',
      '',
    ])
    expect(
      [
        '10.1.2.3',
        '10.1.2.3:1688',
        'fe80::1:2',
        '[fe80::0001:2]:1688',
        'fe80::1:3',
        '127.0.0.1',
        'kms.contoso.com',
        ':1688',
      ].map(machine),
    ).toEqual(['ip-1', 'ip-1:1688', 'ip-2', 'ip-2:1688', 'ip-3', '127.0.0.1', 'kms.contoso.com', ':1688'])
    expect(apply('10.1.2.3 is KMS01')).toBe('ip-1 is host-2')
  })

  it('begins anew with each instance', () => {
    expect(createPseudonyms().apply('10.1.1.1')).toBe('ip-1')
    expect(createPseudonyms().apply('10.1.1.2')).toBe('ip-1')
  })

  it('gives facts the pseudonyms of the text, and leaves secret ones out', () => {
    const { apply, facts } = createPseudonyms()
    apply('kms01.acme.de has 10.1.2.3')
    expect(
      facts({
        kmsHostAsked: { value: 'KMS01.acme.de', from: 'event.12288', printed: 'KMS01.acme.de:1688', line: 3 },
        kmsHostsPublished: { value: ['kms01.acme.de:1688', 'azkms.core.windows.net:1688'], from: 'nslookup.srv' },
        dnsSuffix: { value: 'emea.acme.de', from: 'ipconfig' },
        kmsHostAddress: { value: '10.1.2.3', from: 'ping' },
        errorCode: { value: '0xC004F074', from: 'words' },
        makKey: { value: 'anything', from: 'words' },
        currentCount: { value: 5, from: 'slmgr.dlv' },
      }),
    ).toEqual({
      kmsHostAsked: { value: 'host-1', from: 'event.12288', printed: 'host-1:1688', line: 3 },
      kmsHostsPublished: { value: ['host-1:1688', 'azkms.core.windows.net:1688'], from: 'nslookup.srv' },
      dnsSuffix: { value: 'domain-1', from: 'ipconfig' },
      kmsHostAddress: { value: 'ip-1', from: 'ping' },
      errorCode: { value: '0xC004F074', from: 'words' },
      currentCount: { value: 5, from: 'slmgr.dlv' },
    })
  })

  it('gives facts of any other type what the text gets, and leaves out what is no fact', () => {
    const { facts } = createPseudonyms()
    const unknown = { nothing: { value: 'x', from: 'words' }, kmsHostAsked: undefined } as object
    expect(
      facts({
        ...unknown,
        officeFolder: { value: 'C:\\Users\\anna\\Office16', from: 'words' },
        windowsVersion: { value: 'anna2@acme.de', from: 'words' },
        hostProducts: { value: ['of anna2@acme.de'], from: 'words' },
        product: { value: 'office', from: 'words' },
        kmsPortIntended: { value: 1688, from: 'words' },
      }),
    ).toEqual({
      officeFolder: { value: 'C:\\Users\\user-1\\Office16', from: 'words' },
      windowsVersion: { value: 'user-2', from: 'words' },
      hostProducts: { value: ['of user-2'], from: 'words' },
      product: { value: 'office', from: 'words' },
      kmsPortIntended: { value: 1688, from: 'words' },
    })
  })

  it('goes into cards and activities', () => {
    const card = { type: 'AdaptiveCard', body: [{ text: 'on srv01.acme.de', wrap: true, size: 3, none: null }] }
    expect(createPseudonyms().record(card)).toEqual({
      type: 'AdaptiveCard',
      body: [{ text: 'on host-1', wrap: true, size: 3, none: null }],
    })
  })

  it('says nothing rather than too much when a value goes on without end', () => {
    const endless: { self?: unknown } = {}
    endless.self = endless
    expect(createPseudonyms().record(endless)).toBe(WITHHELD)
  })

  it('changes nothing that it has changed already, and no number of lines', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ALL).chain(ofForm), { minLength: 1, maxLength: 4 }), (canaries) => {
        const text = canaries.map((one) => one.text).join('\nand\n')
        const { apply } = createPseudonyms()
        const once = apply(text)
        expect(apply(once)).toBe(once)
        expect(once.split('\n')).toHaveLength(text.split('\n').length)
        const { masked } = maskSecrets(normalise(text))
        expect(maskSecrets(normalise(masked)).masked).toBe(masked)
      }),
      { numRuns: RUNS },
    )
  })
})

describe('redactOrWithhold', () => {
  it('gives the redacted text', () => {
    expect(redactOrWithhold('secret', () => 'fine')).toBe('fine')
  })

  it('withholds the text when anything goes wrong', () => {
    const fail = () => {
      throw new RangeError('Maximum call stack size exceeded')
    }
    expect(redactOrWithhold('secret', fail)).toBe(WITHHELD)
    expect(redactOrWithhold('secret', () => undefined as unknown as string)).toBe(WITHHELD)
  })
})
