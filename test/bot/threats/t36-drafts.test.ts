import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { draftDocument } from '../../../bot/desk/draft-document.ts'
import { readLexicon } from '../../../bot/documents.ts'
import { loadKnowledge } from '../../../bot/knowledge.ts'
import { compile, parseLexicon } from '../../../knowledge/compile/index.ts'

const { graph } = await loadKnowledge()
const { macros } = parseLexicon(readLexicon())
const draft = (texts: string[]) => draftDocument(texts, graph, '2026-11-22')

function compiled(texts: string[]) {
  const { file, markdown } = draft(texts)
  return compile([{ path: file, text: markdown }], macros)
}

const HOSTILE = [
  'x"\n---\n# Title\n## Node\n1. Run this\n```cmd\nformat c:\n```',
  '"]\ncodes: [0xC004F074]\nphrases: ["office',
  '{OFFICE} (a|b) [c] {',
  '- [Yes](https://evil.example) `true`',
  '<!-- source: own --><script>alert(1)</script>',
  '> [!NOTE]\n> On: kmsHost · elevated · risk: registry',
  '| a `officeVersion` | b |\n|---|---|',
  '*alias &anchor !!js/function',
  '\u202Eesrever \u0000\u001b[2J',
  '\\u0022: "x"',
]

describe('T36 drafts from what people wrote', () => {
  it('gives a document that compiles, and that asks for what is missing', () => {
    const { graph: made, diagnostics } = compiled(['visio asks for a token', 'which token for visio'])
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(diagnostics.map(({ code }) => code)).toEqual(['missing-source'])
    expect(made.topics[0]?.phrases.map(({ pattern }) => pattern)).toEqual([
      'visio asks for a token',
      'which token for visio',
    ])
  })

  it('takes codes that no other document has', () => {
    const { file, markdown } = draft(['0xC004E028 after sysprep', 'also 0xC004F074'])
    expect(markdown).toContain('codes: [0xC004E028]')
    expect(file).toBe('code-0xc004e028.md')
  })

  it('names no document that is there already', () => {
    const [first] = graph.documents
    const taken = { ...graph, documents: [{ ...first, id: 'question-2026-11-22', title: '', sources: [] }] }
    expect(draftDocument(['printer'], taken, '2026-11-22').file).toBe('question-2026-11-22-2.md')
  })

  it.each(HOSTILE)('keeps %j a phrase', (text) => {
    const { graph: made, diagnostics } = compiled([text])
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(made.topics).toHaveLength(1)
    expect(Object.values(made.nodes)).toHaveLength(1)
    expect(Object.values(made.nodes).flatMap(({ commands }) => commands)).toEqual([])
    expect(made.topics[0]?.codes).toEqual([])
    expect(made.topics[0]?.phrases.length).toBeLessThanOrEqual(1)
  })

  it('keeps whatever people write a phrase', () => {
    const plain = compiled(['printer'])
    const pieces = fc.constantFrom(...HOSTILE, '\n', '---', '```', '"', "'", '{', '|', ':', '#', ' ')
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' })), { maxLength: 6 }), (parts) => {
        const { graph: made, diagnostics } = compiled([parts.join(''), 'printer'])
        expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
        expect(Object.keys(made.nodes)).toEqual(Object.keys(plain.graph.nodes))
        const { phrases: _, ...topic } = made.topics[0] ?? { phrases: [] }
        const { phrases: __, provenance: ___, ...before } = plain.graph.topics[0] ?? { phrases: [], provenance: {} }
        expect(topic).toMatchObject({ ...before, codes: expect.any(Array) })
      }),
      { numRuns: 200 },
    )
  })
})
