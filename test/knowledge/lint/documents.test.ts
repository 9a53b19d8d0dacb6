import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDocuments, readLexicon } from '../../../bot/documents.ts'
import { compile, parseLexicon } from '../../../knowledge/compile/index.ts'
import { formatDiagnostic, LIMITS } from '../../../knowledge/index.ts'
import { MACROS, readFixtures } from '../../support/documents.ts'

describe('compile', () => {
  it('finds nothing wrong with the documents of the bot', () => {
    const today = new Date().toISOString().slice(0, 10)
    const { diagnostics } = compile(readDocuments(), parseLexicon(readLexicon()).macros, LIMITS, today)
    expect(diagnostics.map(formatDiagnostic)).toEqual([])
  })

  it('says where, whatever is lost from a good document or doubled in it, and never passes on a loose end', () => {
    const valid = readFixtures('valid')
    const change = fc.record({
      document: fc.nat(valid.length - 1),
      line: fc.nat(80),
      way: fc.constantFrom('drop', 'double', 'cut', 'swap'),
    })
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const sources = valid.map(({ path, text }, index) => ({
          path,
          text: changes.filter(({ document }) => document === index).reduce(mutate, text),
        }))
        const { graph, diagnostics } = compile(sources, MACROS, LIMITS, '2026-11-22')
        for (const { file, line, column, message } of diagnostics) {
          const lines = sources.find(({ path }) => path === file)?.text.split('\n').length ?? 0
          expect({ message, inside: line >= 1 && line <= lines + 1 && column >= 1 }).toEqual({ message, inside: true })
        }
        for (const { choices } of Object.values(graph.nodes)) {
          for (const { target } of choices) expect(graph.nodes).toHaveProperty([target])
        }
      }),
      { numRuns: 150 },
    )
  })
})

type Change = { line: number; way: string }

function mutate(text: string, { line, way }: Change): string {
  const lines = text.split('\n')
  const at = line % lines.length
  const words = lines[at] ?? ''
  if (way === 'drop') lines.splice(at, 1)
  if (way === 'double') lines.splice(at, 0, words)
  if (way === 'cut') lines[at] = words.slice(0, words.length / 2)
  if (way === 'swap') [lines[at], lines[at + 1]] = [lines[at + 1] ?? '', words]
  return lines.join('\n')
}
