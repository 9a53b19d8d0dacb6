import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { fillCommand, isWellFormed } from '../../dialogs/commands.ts'
import { type Command, FACTS, type FactName, isFactName } from '../../knowledge/index.ts'

const command = (template: string, slots: FactName[], risk: Command['risk'] = 'setting'): Command => ({
  template,
  shell: 'cmd',
  runOn: 'client',
  elevated: true,
  risk,
  slots,
})
const SETHST = command('cscript "{officeFolder}\\ospp.vbs" /sethst:{kmsHostIntended}', [
  'officeFolder',
  'kmsHostIntended',
])
const mark = (fact: FactName) => fact
const NAMES = Object.keys(FACTS).filter(isFactName)

describe('fillCommand', () => {
  it('fills slots with well-formed values', () => {
    const values: Partial<Record<FactName, string>> = {
      officeFolder: 'C:\\Program Files (x86)\\Microsoft Office\\Office14',
      kmsHostIntended: 'kms01.corp.example',
    }
    const { text, open } = fillCommand(SETHST, (fact) => values[fact], mark)
    expect(text).toBe(
      'cscript "C:\\Program Files (x86)\\Microsoft Office\\Office14\\ospp.vbs" /sethst:kms01.corp.example',
    )
    expect(open).toEqual([])
  })

  it('marks what is missing', () => {
    expect(fillCommand(SETHST, () => undefined, mark)).toEqual({
      text: 'cscript "<officeFolder>\\ospp.vbs" /sethst:<kmsHostIntended>',
      open: ['officeFolder', 'kmsHostIntended'],
    })
  })

  it('never lets a host that was only seen into a command that sets something', () => {
    const asked = command('slmgr /skms {kmsHostAsked}', ['kmsHostAsked'])
    expect(fillCommand(asked, () => 'kms01', mark).open).toEqual(['kmsHostAsked'])
    expect(fillCommand({ ...asked, risk: 'reads' }, () => 'kms01', mark).text).toBe('slmgr /skms kms01')
  })

  it('never fills a secret', () => {
    const key = 'ABCDE-23456-FGHJK-78912-MNPQR'
    expect(fillCommand(command('slmgr /ipk {makKey}', ['makKey']), () => key, mark).text).toBe('slmgr /ipk <makKey>')
  })

  it('never lets a hostile value end or extend a command', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc
        .tuple(
          fc.constantFrom('kms01', '10.0.0.1', '1688', 'C:\\x'),
          fc.constantFrom('&', '|', '"', '>', '%a%', '\n', ';', '`', '$(', '^', ' /x'),
          fc.string(),
        )
        .map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), hostile, (fact, value) => {
        const { text } = fillCommand(command(`tool "{${fact}}" /end`, [fact]), () => value, mark)
        const filled = text.slice('tool "'.length, -'" /end'.length)
        expect(filled).not.toMatch(/["&|;%^`$!\r\n]/)
        if (filled !== `<${fact}>`) expect(filled).not.toMatch(/[<>]/)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('isWellFormed', () => {
  it.each<[FactName, string, boolean]>([
    ['kmsHostIntended', 'kms01', true],
    ['kmsHostIntended', 'fd00::1', true],
    ['kmsHostIntended', 'kms01 & calc', false],
    ['kmsHostIntended', '-kms', false],
    ['kmsPortIntended', '1688', true],
    ['kmsPortIntended', '65536', false],
    ['kmsPortIntended', '0', false],
    ['officeFolder', 'C:\\Program Files\\Microsoft Office\\Office16', true],
    ['officeFolder', '\\\\evil\\share', false],
    ['officeFolder', 'C:\\%TEMP%', false],
    ['skuId', '2e28138a-847f-42bc-9752-61b03fff33cd', true],
    ['setupKey', 'VYBBJ-TRJPB-QFQRF-QFT4D-H3GVB', true],
    ['officeVersion', '2013', true],
    ['officeVersion', '2014', false],
    ['confirmationId', '123456', false],
  ])('%s: %s is %s', (fact, value, is) => {
    expect(isWellFormed(fact, value)).toBe(is)
  })
})
