import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type FactName, type FactValue, readEvidence } from '../../../knowledge/index.ts'

type Case = { name: string; text: string; tools: string[]; codes?: string[]; facts: Record<FactName, FactValue> }

const cases: Case[] = JSON.parse(readFileSync('test/fixtures/pastes/readings.json', 'utf8'))

describe('readEvidence: tools and words', () => {
  it.each(cases)('reads $name', ({ text, tools, codes, facts }) => {
    const evidence = readEvidence(text)
    const values = Object.fromEntries(Object.entries(evidence.facts).map(([name, known]) => [name, known.value]))
    expect(values).toMatchObject(facts)
    expect(evidence.readings.map((one) => one.tool)).toEqual(expect.arrayContaining(tools))
    if (codes) expect(evidence.codes.map((one) => one.code)).toEqual(codes)
  })

  it('says why a product was chosen', () => {
    const both = cases.find((one) => one.name.startsWith('the failing one'))
    expect(readEvidence(both?.text ?? '').focus).toEqual({ product: 'Office 19, ProPlus', why: 'failing' })
  })

  it('leaves to prose what no reader explains', () => {
    const { prose } = readEvidence(
      'please help\nLICENSE NAME: Office 15, OfficeProPlusVL_KMS_Client edition\nERROR CODE: 0xC004F074\nthanks',
    )
    expect(prose).toBe('please help\nthanks')
  })

  it('tells the line a fact stands on', () => {
    const { facts } = readEvidence(
      'hello\n\nLICENSE NAME: Office 15, OfficeProPlusVL_KMS_Client edition\nLICENSE STATUS:  ---LICENSED---',
    )
    expect(facts.officeVersion).toMatchObject({ line: 3, from: 'ospp.dstatus' })
    expect(facts.licenseStatus).toMatchObject({ line: 4, printed: 'LICENSED' })
  })
})
