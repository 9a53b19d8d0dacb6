import { describe, expect, it } from 'vitest'
import { compile } from '../../knowledge/compile/index.ts'
import { coverage } from '../../knowledge/index.ts'
import { MACROS, readFixtures } from '../support/documents.ts'

const rows = coverage(compile(readFixtures('valid'), MACROS).graph)
const of = (name: string) => rows.find(({ source }) => source === name)

describe('coverage', () => {
  it('has a row for each source, one for our own words and one for all', () => {
    expect(rows.map(({ source }) => source)).toEqual(['000', '001', '002', 'own', 'all'])
  })

  it('counts lines once, however many nodes restate them', () => {
    expect(of('001')).toEqual({
      source: '001',
      topics: 1,
      codes: 2,
      nodes: 1,
      questions: 1,
      commands: 0,
      ranges: 1,
      lines: 6,
    })
  })

  it('counts a command once, however many steps show it', () => {
    const { graph } = compile(readFixtures('valid'), MACROS)
    const shown = Object.values(graph.nodes).flatMap(({ commands }) => commands.map(({ template }) => template))
    expect(shown.length).toBeGreaterThan(new Set(shown).size)
    expect(of('all')?.commands).toBe(new Set(shown).size)
  })

  it('leaves nothing out of the whole', () => {
    const parts = rows.filter(({ source }) => source !== 'all')
    const sum = (column: 'lines' | 'ranges') => parts.reduce((total, row) => total + row[column], 0)
    expect({ lines: of('all')?.lines, ranges: of('all')?.ranges }).toEqual({
      lines: sum('lines'),
      ranges: sum('ranges'),
    })
  })
})
