import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readEvidence } from '../../../knowledge/index.ts'

type Case = { text: string; codes: string[]; damaged?: boolean }

const cases: Case[] = JSON.parse(readFileSync('test/fixtures/pastes/codes.json', 'utf8'))

describe('readEvidence: codes', () => {
  it.each(cases)('reads $text', ({ text, codes, damaged }) => {
    const found = readEvidence(text).codes
    expect(found.map((one) => one.code)).toEqual(codes)
    expect(found.some((one) => one.damaged)).toBe(damaged ?? false)
  })

  it('names the known codes that a damaged one may stand for', () => {
    const [code] = readEvidence('0xC004F07').codes
    expect(code?.candidates).toContain('0xC004F074')
    expect(code?.candidates?.length).toBeGreaterThan(1)
  })

  it('does not let a damaged code decide', () => {
    expect(readEvidence('0xc004cf042').facts.errorCode).toBeUndefined()
  })

  it('reports every well-formed code with a prefix, known or not', () => {
    const digits = fc
      .tuple(fc.constantFrom('8', 'C', '4'), fc.stringMatching(/^[0-9A-F]{7}$/))
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(digits, fc.boolean(), (hex, lower) => {
        const text = `it fails with 0x${lower ? hex.toLowerCase() : hex}, again`
        expect(readEvidence(text).codes.map((one) => one.code)).toEqual([`0x${hex}`])
      }),
    )
  })

  it('never takes a GUID for a code', () => {
    fc.assert(
      fc.property(fc.uuid(), (guid) => {
        expect(readEvidence(`SKU ID: ${guid}`).codes).toEqual([])
      }),
    )
  })

  it('tells the line of each code', () => {
    expect(readEvidence('office 2013\r\n\r\n0xC004F074').codes).toEqual([{ code: '0xC004F074', line: 3 }])
  })
})
