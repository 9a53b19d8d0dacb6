import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCommand } from '../../../knowledge/lint/parse-command.ts'
import { cutLine } from '../../../knowledge/lint/words.ts'

function shape(template: string, shell: 'cmd' | 'powershell' = 'cmd') {
  return parseCommand(template, shell).invocations.map(({ tool, command, uses, operands }) => ({
    tool: tool?.name,
    ...(command && { command: command.word }),
    uses: uses.map(({ name, values, option }) => `${option ? '' : '?'}${[name, ...values].join(' ')}`),
    operands,
  }))
}

describe('parseCommand', () => {
  it('takes a value of ospp.vbs behind a colon', () => {
    expect(shape('cscript //nologo "{officeFolder}\\OSPP.VBS" /SetHst:{kmsHostIntended}')).toEqual([
      { tool: 'ospp.vbs', uses: ['/sethst {kmsHostIntended}'], operands: [] },
    ])
  })

  it('takes a value of slmgr.vbs behind a blank, as many as the option has', () => {
    expect(shape('cscript %windir%\\system32\\slmgr.vbs -atp {confirmationId} {hostActivationId} more')).toEqual([
      { tool: 'slmgr.vbs', uses: ['/atp {confirmationId} {hostActivationId}'], operands: ['more'] },
    ])
  })

  it('leaves an option out whose value is another option', () => {
    expect(shape('slmgr /dlv /xpr')).toEqual([{ tool: 'slmgr.vbs', uses: ['/dlv', '/xpr'], operands: [] }])
  })

  it('reads each call of a line', () => {
    expect(shape('net stop sppsvc && net start sppsvc')).toEqual([
      { tool: 'net', command: 'stop', uses: [], operands: ['sppsvc'] },
      { tool: 'net', command: 'start', uses: [], operands: ['sppsvc'] },
    ])
  })

  it('keeps quotes, hashtables and lists of PowerShell together', () => {
    expect(shape("Get-WinEvent -FilterHashtable @{LogName='A | B'; Id=8229} | Format-List A, B", 'powershell')).toEqual(
      [
        { tool: 'Get-WinEvent', uses: ["-FilterHashtable @{LogName='A | B'; Id=8229}"], operands: [] },
        { tool: 'Format-List', uses: [], operands: ['A,B'] },
      ],
    )
  })

  it('tells an option that does not exist from a word', () => {
    expect(shape('ipconfig /al now')).toEqual([{ tool: 'ipconfig', uses: ['?/al'], operands: ['now'] }])
  })

  it('takes no option from a prototype', () => {
    expect(shape('cscript ospp.vbs /constructor')).toEqual([
      { tool: 'ospp.vbs', uses: ['?/constructor'], operands: [] },
    ])
    expect(parseCommand('sc __proto__', 'cmd').invocations[0]?.command).toEqual({ word: '__proto__', known: false })
  })

  it('reads any line, quickly', () => {
    const word = fc.constantFrom(
      'cscript',
      'ospp.vbs',
      'slmgr',
      '/skms',
      '/sethst:',
      '"',
      "'",
      '{',
      '}',
      '&&',
      '|',
      '@{',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string()), { maxLength: 60 }), fc.boolean(), (words, powershell) => {
        const line = words.join(' ')
        const { calls } = cutLine(line, powershell)
        expect(calls.flat().join('').length).toBeLessThanOrEqual(line.length)
        parseCommand(line, powershell ? 'powershell' : 'cmd')
      }),
    )
  })
})
