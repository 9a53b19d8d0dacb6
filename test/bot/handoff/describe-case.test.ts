import { describe, expect, it } from 'vitest'

import { factRows, fleetRows, headline, oneLine, utc } from '../../../bot/handoff/describe-case.ts'
import { newsOf } from './news-of.ts'

describe('headline', () => {
  it.each([
    ['dl_345f2954ebe69713b3d5f1fa72ac65c5', undefined, 'A person'],
    ['dl_345f2954ebe69713b3d5f1fa72ac65c5', 'dl_345f2954ebe69713b3d5f1fa72ac65c5', 'A person'],
    ['ann@corp.example', undefined, 'ann@corp.example'],
    ['29:1a', 'Ann Example', 'Ann Example'],
  ])('calls %s, named %s, %s', (person, who, expected) => {
    const news = newsOf({ case: { person }, draft: { ...(who !== undefined && { who }) } })
    expect(headline(news, () => undefined).who).toMatch(new RegExp(`^${expected} waits since`))
  })

  const told = (value: string | number | boolean) => ({ value, from: 'answer' })
  const office = { officeVersion: told('2016') }
  const windows = { windowsVersion: told('11') }
  it.each([
    ['nothing is known', {}, 'product not known'],
    ['Office is named', { product: told('office') }, 'Office'],
    ['its version is known', { product: told('office'), ...office, ...windows }, 'Office 2016'],
    ['only a Windows is known', windows, 'Windows 11'],
    ['both are known, and not which it is about', { ...office, ...windows }, 'Office 2016'],
    ['it is about Windows on a PC with Office', { product: told('windows'), ...office, ...windows }, 'Windows 11'],
    ['it is about a Windows nobody named', { product: told('windows'), ...office }, 'Windows'],
    ['a Windows is named in words of the person', { windowsVersion: told('Whistler') }, 'Whistler'],
  ])('names the product where %s', (_, facts, product) => {
    expect(headline(newsOf({ draft: { facts } }), () => undefined).what).toBe(`${product} · no guide found`)
  })

  it.each([
    ['by its title', 'kms', 'No KMS host (0xC004F074)', [], 'No KMS host (0xC004F074)'],
    ['by its name where it has no title any more', 'kms', undefined, [], 'kms'],
    [
      'with the codes that the title does not say',
      'kms',
      'No KMS host (0x1)',
      ['0x1', '0x2', '0x3'],
      'No KMS host (0x1) · 0x2, 0x3',
    ],
  ])('names the guide %s', (_, topic, title, codes, said) => {
    const { what } = headline(newsOf({ draft: { topic, codes } }), () => title)
    expect(what).toBe(`product not known · ${said}`)
  })

  it('says how urgent it is by what is known, most telling first', () => {
    const facts = {
      currentCount: told(3),
      hostLicensed: told(false),
      graceDays: told(2),
      licenseStatus: told('notification'),
    }
    expect(headline(newsOf({ draft: { facts } }), () => undefined).urgency).toBe(
      'Licence status: Notification · Days left: 2 days · Host is licensed: no · Current count: 3 machines',
    )
  })

  it('says that it is not known how urgent it is', () => {
    expect(headline(newsOf(), () => undefined).urgency).toBe(
      'Licence status, days left and number of computers are not known',
    )
  })

  const step = { node: 'n', title: 't', commands: [] }
  it.each([
    ['one step', { draft: { tried: [{ ...step, result: 'failed' as const }] } }, '1 step tried, the last one: failed'],
    [
      'more steps',
      { draft: { tried: ['failed' as const, 'worked' as const].map((result) => ({ ...step, result })) } },
      '2 steps tried, the last one: worked',
    ],
    ['a way to reach them', { draft: { contact: 'room 5\nor 4711' } }, 'reach: room 5 or 4711'],
    ['nothing that was tried', {}, 'nothing tried yet'],
    ['no way but the chat', { case: { channel: 'msteams' } }, 'reach: chat (msteams)'],
    ['a case that is solved', { case: { status: 'resolved' as const } }, 'A person case is resolved, was opened 1970'],
    ['a case taken back', { case: { status: 'withdrawn' as const } }, 'A person case is withdrawn, was opened 1970'],
  ])('says of who waits: %s', (_, more, said) => {
    expect(headline(newsOf(more), () => undefined).who).toContain(said)
  })
})

describe('factRows', () => {
  it.each([
    ['hostLicensed', true, 'answer', 'yes', 'what they said'],
    ['hostLicensed', false, 'configuration', 'no', 'the configuration of your organisation'],
    ['hostProducts', ['Windows 10', 'Office 2016'], 'slmgr.dlv', 'Windows 10, Office 2016', 'slmgr.vbs /dlv output'],
    ['clockDifference', 5, 'event.12288', '5 hours', 'event 12288'],
    ['licenseStatus', 'licensed', 'derived', 'Licensed', 'what is known so far'],
  ])('says %s %j from %s as %s, %s', (name, value, from, said, origin) => {
    const [row] = factRows(newsOf({ draft: { facts: { [name]: { value, from } } } }).case)
    expect(row?.slice(1)).toEqual([said, origin])
  })

  it('names the line of the paste that a fact stands in', () => {
    const graceDays = { value: 3, from: 'ospp.dstatus', line: 9 }
    expect(factRows(newsOf({ draft: { facts: { graceDays } } }).case)).toEqual([
      ['Days left', '3 days', expect.stringMatching(/, line 9$/)],
    ])
  })

  it('leaves out what an earlier release knew under a name that is gone', () => {
    expect(factRows(newsOf({ draft: { facts: { shoeSize: { value: 42, from: 'answer' } } as object } }).case)).toEqual(
      [],
    )
  })
})

describe('utc', () => {
  it('says a time to the minute, the same in every place', () => {
    expect(utc(Date.UTC(2026, 4, 1, 9, 30, 59))).toBe('2026-05-01 09:30 UTC')
  })
})

describe('oneLine', () => {
  it('makes one blank of every gap, and none at the ends', () => {
    expect(oneLine('  a \n\t b ')).toBe('a b')
  })

  it('cuts what is too long with a sign, and breaks no character apart', () => {
    expect(oneLine('abcdef', 6)).toBe('abcdef')
    expect(oneLine('abcdefg', 6)).toBe('abcde…')
    expect(oneLine('abcd😀fg', 6).isWellFormed()).toBe(true)
  })
})

describe('fleetRows', () => {
  it('names each cause with its machines, and the one of the case', () => {
    const fleet = [
      { cause: 'No KMS host', machines: 12, names: ['pc-1', 'pc-2'] },
      { cause: 'Count below 5', machines: 1, names: ['pc\n# 9'], isTopic: true as const },
    ]
    expect(fleetRows(newsOf({ draft: { fleet } }).case)).toEqual([
      'No KMS host, 12 machines: pc-1, pc-2 and 10 more',
      'Count below 5, 1 machine (this case): pc # 9',
    ])
  })

  it('says nothing where one machine is in trouble', () => {
    expect(fleetRows(newsOf().case)).toEqual([])
  })
})
