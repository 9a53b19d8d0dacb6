import { describe, expect, it } from 'vitest'
import { findTool, TOOLS } from '../../../knowledge/lint/tools/index.ts'

describe('TOOLS', () => {
  it('has the options of both activation scripts', () => {
    expect(Object.keys(TOOLS.get('ospp.vbs')?.options ?? {})).toHaveLength(40)
    expect(Object.keys(TOOLS.get('slmgr.vbs')?.options ?? {})).toHaveLength(39)
  })

  it('starts every option with the first mark of its program', () => {
    for (const tool of TOOLS.values()) {
      const grammars = [tool, ...Object.values(tool.commands ?? {})]
      for (const name of grammars.flatMap(({ options = {} }) => Object.keys(options))) {
        expect(`${tool.name} ${name[0]}`).toBe(`${tool.name} ${tool.marks[0]}`)
      }
    }
  })

  it('runs exactly the seven settings of a KMS host on the KMS host', () => {
    const host = Object.entries(TOOLS.get('slmgr.vbs')?.options ?? {}).filter(
      ([, { machine }]) => machine === 'kmsHost',
    )
    expect(host.map(([name]) => name).sort()).toEqual(['/cdns', '/cpri', '/sai', '/sdns', '/spri', '/sprt', '/sri'])
  })
})

describe('findTool', () => {
  it.each([
    ['"{officeFolder}\\ospp.vbs"'.slice(1, -1), 'ospp.vbs'],
    ['C:\\Windows\\System32\\SLMGR.VBS', 'slmgr.vbs'],
    ['slmgr', 'slmgr.vbs'],
    ['ping.exe', 'ping'],
    ['test-netconnection', 'Test-NetConnection'],
    ['nothing', undefined],
  ])('finds %s', (word, name) => {
    expect(findTool(word)?.name).toBe(name)
  })
})
