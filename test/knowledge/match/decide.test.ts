import { describe, expect, it } from 'vitest'

import { createAnalyser } from '../../../knowledge/match/analyse.ts'
import { cutText } from '../../../knowledge/match/segments.ts'
import { codesOfPiece } from '../../../knowledge/match/vague.ts'
import { lexicon, matcher } from './trained.ts'

const decide = (text: string) => {
  const { decision, topics, also } = matcher.match(text, { facts: {} })
  return [decision, ...topics.slice(0, decision === 'ambiguous' ? 3 : 1).map(({ id }) => id), ...also].join(' ')
}

describe('cutText', () => {
  const cut = (text: string) => {
    const analysis = createAnalyser(lexicon).analyse(text)
    const { segments, counted } = cutText(analysis)
    return { parts: segments.map(({ from, to }) => analysis.folded.slice(from, to).trim()), counted }
  }

  it('cuts at sentences, items and turns', () => {
    expect(cut('the key is blocked. 1) word is red 2) visio asks again').parts.length).toBe(3)
  })

  it('leaves a short answer whole', () => {
    expect(cut('yes, it is').parts).toEqual(['yes, it is'])
  })

  it.each(['two problems: the one. the other', 'PC A: this happens. PC B: that happens', '1) this here 2) that there'])(
    'hears that there are several: %s',
    (text) => expect(cut(text).counted).toBe(true),
  )
})

describe('decide', () => {
  it.each([
    ['Word 2013 says 0xC004F038; Windows on another PC says 0xC004F038', 'office-count-below-5', 'windows-0xC004F038'],
    ['windows: 0xC004F039 on the laptops, office: 0xC004F042', 'windows-0xC004F039', 'office-0xC004F042'],
    [
      'two issues: Windows says the RPC server is unavailable. The MAK of another Windows server has exceeded its limit.',
      'windows-0x800706BA',
      'windows-0xC004C020',
    ],
    ['Word and Windows as well as Visio: 0xC004F039 in both', 'office-0xC004F039', 'windows-0xC004F039'],
    ['neither Windows nor Excel activates, 0xC004F041', 'windows-0xC004F041', 'office-0xC004F041'],
  ])('names every problem of: %s', (text, main, further) => {
    expect(decide(text)).toBe(`accepted ${main} ${further}`)
  })

  it('names one problem where only one product has it', () => {
    expect(decide('both Visio clients on Windows 10 show 0xC004F042')).toBe('accepted office-0xC004F042')
  })

  it.each([
    ['I run a parish. It rained all week.', 'Our choir meets on Thursdays.'],
    ['Dear all, the cook left and nobody has his list.', 'My aunt says hello.'],
  ])('hears a problem between %s and %s', (before, behind) => {
    const problem = 'Windows says the multiple activation key has no activations left'
    expect(decide(`${before} ${problem}. ${behind}`)).toBe(decide(problem))
  })

  it.each(['KMS error, please help', 'Problem mit KMS, bitte um Hilfe'])(
    'asks, and calls no person, for: %s',
    (text) => {
      expect(decide(text)).toBe('ambiguous')
    },
  )

  it('leaves a printer that is to be activated to others', () => {
    expect(decide('the printer can not activate its network card, 0x80070005')).toBe('rejected')
  })

  it.each([
    'Word wants activation again',
    'there is an activation message on some computers',
    'activation error on my laptop since Tuesday, I lost the code',
    '0xC004',
    'the code starts with 0xC004F0, the rest is cut off',
    'one of our 80 visio 2016 pcs never activates against the kms, the others are fine',
  ])('asks about everything for: %s', (text) => expect(decide(text)).toBe('ambiguous'))

  it('asks which of the codes a last part means', () => {
    expect(decide('F042?')).toBe('ambiguous office-0xC004F042 windows-0xC004F042')
  })

  it.each([
    'robocopy 0x80070005 on a share',
    'expand of the msu ends with 0x8007000D, wusa says so too',
    'telnet sql01 1433: could not open connection to the host',
    'nslookup -type=srv _kerberos._tcp.corp.example: non-existent domain',
    'svn checkout: DNS name does not exist',
  ])('leaves to others: %s', (text) => expect(decide(text)).toBe('rejected'))

  it.each([
    ['http://support.microsoft.com/kb/2870357#Error0xC004F042', 'office-0xC004F042'],
    ['0xC004F074 for licence 85dd8b5f-eaa4-4af3-a628-cce9e77c9a03', 'office-0xC004F074'],
    ['Windows works fine, but Excel 2013 shows 0xC004F074', 'office-0xC004F074'],
  ])('reads the product from: %s', (text, topic) => expect(decide(text)).toBe(`accepted ${topic}`))
})

describe('codesOfPiece', () => {
  it.each([
    ['0xc004f07', 'C004F074'],
    ['f06c', 'C004F06C'],
    ['8007232', '8007232B'],
  ])('finds what %s is a piece of', (piece, code) => expect(codesOfPiece(piece)).toContain(`0x${code}`))

  it('finds nothing in words', () => expect(codesOfPiece('the cab is here')).toBeUndefined())
})
