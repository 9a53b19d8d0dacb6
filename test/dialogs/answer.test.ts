import { describe, expect, it } from 'vitest'

import { hearEcho, hearOption, hearStatements, hearValue, hearYesNo, isAbout, likest } from '../../dialogs/answer.ts'
import { hearIntent } from '../../dialogs/intent.ts'
import { languageFor } from '../../dialogs/languages/index.ts'

const en = languageFor('en')
const options = ['Office 2010', 'Office 2013', 'A setting on each PC', 'One record, added by hand'].map(
  (label, index) => ({
    pick: `way:${index}`,
    label,
  }),
)

describe('hearYesNo', () => {
  it.each([
    'yes',
    'Yep, it is',
    'ok we do have a MAK',
    'sure',
    'there is one',
    'ja',
    'thats correct',
    'its the same machine, sure',
  ])('hears yes in "%s"', (text) => expect(hearYesNo(en, text)).toBe(true))
  it.each([
    'no',
    'nope',
    'not meant for office, it is off',
    'no there is no other kms',
    "we don't have one",
    'nein',
    'kms is not there',
  ])('hears no in "%s"', (text) => expect(hearYesNo(en, text)).toBe(false))
  it.each(["I don't know", 'no idea', 'not sure', 'dunno', '?', 'how can I find out? how do I see that'])(
    'hears that "%s" is nobody knowing',
    (text) => expect(hearYesNo(en, text)).toBe('?'),
  )
  it('hears neither in a text about something else', () => {
    expect(hearYesNo(en, 'dns has port = 1688')).toBeUndefined()
    expect(
      hearYesNo(en, 'the output of the other command on the server says that a record has been found here'),
    ).toBeUndefined()
  })
})

describe('hearOption', () => {
  it.each([
    ['2', 1],
    ['the second', 1],
    ['yes the first one', 0],
    ['option 3', 2],
    ['the last', 3],
    ['office 2013', 1],
  ])('takes "%s" for option %i', (text, index) => expect(hearOption(en, text, options)).toBe(options[index]))
  it('takes no option for a number that is none', () => {
    expect(hearOption(en, '9', options)).toBeUndefined()
  })
})

describe('likest', () => {
  it('finds the option by its own words', () => {
    expect(likest(en, 'can I do it per client?', options)?.option).toBe(options[2])
    expect(likest(en, 'by hand please', options)?.option).toBe(options[3])
    expect(likest(en, 'office', options)?.option).toBeUndefined()
  })
})

describe('hearValue', () => {
  it('hears hosts, ports and numbers in a sentence', () => {
    expect(hearValue('kmsHostIntended', 'ping to 10.1.2.3 works')).toBe('10.1.2.3')
    expect(hearValue('kmsHostIntended', 'it is kms01.corp.example:1688.')).toBe('kms01.corp.example')
    expect(hearValue('kmsHostIntended', 'oldkms:1688')).toBe('oldkms')
    expect(hearValue('kmsHostIntended', 'no clue at all')).toBeUndefined()
    expect(hearValue('listeningPort', 'it says 1689')).toBe(1689)
    expect(hearValue('currentCount', 'only 3 so far')).toBe(3)
    expect(hearValue('officeVersion', 'the 2016 one')).toBe('2016')
  })
})

describe('hearStatements', () => {
  it('hears several facts in one sentence', () => {
    expect(hearStatements(en, 'no other kms, we have MAK')).toEqual({
      otherKmsHostAvailable: false,
      makAvailable: true,
    })
    expect(hearStatements(en, 'not meant for office, it has been switched off years ago actually')).toEqual({
      hostIntendedForOffice: false,
      hostStillActive: false,
    })
  })
})

describe('hearIntent', () => {
  it.each([
    ['go back', 'back'],
    ['Start over', 'restart'],
    ['why?', 'why'],
    ['skip this', 'skip'],
    ['I don’t have admin rights', 'cannot'],
    ["I can't run this", 'cannot'],
    ['can I talk to a person', 'person'],
    ['still the same error', 'failing'],
    ["no, it didn't work", 'failing'],
    ['great, it works now', 'solved'],
    ['it worked, thanks', 'worked'],
    ['thanks a lot', 'thanks'],
    ['next', 'next'],
  ])('hears "%s" as %s', (text, intent) => expect(hearIntent(en, text)).toBe(intent))
  it.each([
    'the backup KMS host is gone',
    'office does not start over vpn',
    'why does 0xC004F074 appear on our helpdesk PC?',
  ])('hears no control word in "%s"', (text) => expect(hearIntent(en, text)).toBeUndefined())
})

describe('hearEcho', () => {
  const question = 'Is the KMS host key installed on the host?'
  it.each([
    ['the host key is installed', true],
    ['ok, the key is installed on the host', true],
    ['no the host key is not installed', false],
    ['nslookup finds no kms host', undefined],
    ['installed', undefined],
  ])('hears in "%s" the question over again: %s', (text, is) => expect(hearEcho(en, text, question)).toBe(is))
})

describe('hearStatements', () => {
  it.each([
    ['it is a pilot with 8 pcs', 8],
    ['all twelve machines', 12],
    ['we have 22 office 2010 clients from one image', 22],
    ['about 40 machines left to do', 40],
  ])('counts the machines of "%s"', (text, count) => expect(hearStatements(en, text).computerCount).toBe(count))
  it.each([
    'office 2010 pcs',
    'windows 10 clients',
    'kms needs at least 25 clients',
    'all 64 bit machines',
    'only 2 pcs fail',
    'trouble with 2 pcs',
  ])('counts no machines in "%s"', (text) => expect(hearStatements(en, text).computerCount).toBeUndefined())
  it.each([
    ['office is not on the kms host', 'officeOnKmsHost', false],
    ['the pc is not the kms host', 'officeOnKmsHost', false],
    ['no more servers will come', 'countWillReach', false],
    ['more pcs will come next month', 'countWillReach', true],
    ['the license pack is installed', 'hostPrepared', true],
    ['office product on it is unlicensed', 'hostLicensed', false],
    ['local admin', 'adminRights', true],
  ] as const)('hears in "%s" that %s is %s', (text, fact, is) => expect(hearStatements(en, text)[fact]).toBe(is))
})

describe('isAbout', () => {
  const question = ['Does your organisation have a KMS host?']
  it.each(['no kms host here', 'we never bought one', 'no', 'not yet', "we don't have it"])(
    'takes "%s" for an answer',
    (text) => expect(isAbout(en, text, question, 'pointing')).toBe(true),
  )
  it.each(['no vpn', 'the pc came without windows', 'non-existent domain'])('takes "%s" for something else', (text) =>
    expect(isAbout(en, text, question, 'pointing')).toBe(false),
  )
})
