import { describe, expect, it } from 'vitest'
import { compile } from '../../knowledge/compile/index.ts'
import type { DialogGraph } from '../../knowledge/index.ts'
import { golden, MACROS, readFixtures } from '../support/documents.ts'

const sources = readFixtures('valid')

function partOf({ topics, nodes, tables, documents }: DialogGraph, id: string): object {
  return {
    document: documents.find((document) => document.id === id),
    topic: topics.find((topic) => topic.id === id),
    nodes: Object.fromEntries(Object.entries(nodes).filter(([, { provenance }]) => provenance.document === id)),
    tables: tables.filter(({ provenance }) => provenance.document === id),
  }
}

describe('compile', () => {
  it('finds nothing wrong with the valid fixtures', () => {
    expect(sources.length).toBeGreaterThan(3)
    expect(compile(sources, MACROS).diagnostics).toEqual([])
  })

  it.each(sources.map(({ path }) => path.replace('.md', '')))('gives the graph beside %s.md', (id) => {
    const json = `${JSON.stringify(partOf(compile(sources, MACROS).graph, id), null, 2)}\n`
    expect(json).toBe(golden(`valid/${id}.graph.json`, json))
  })

  it('gives the same graph whatever the order of the documents and the kind of line ends', () => {
    const windows = sources.map(({ path, text }) => ({ path, text: `\uFEFF${text.replaceAll('\n', '\r\n')}` }))
    expect(compile(windows.reverse(), MACROS).graph).toEqual(compile(sources, MACROS).graph)
  })

  it('changes the hash of a node and the version of the graph when a word changes, and no other hash', () => {
    const changed = sources.map(({ path, text }) => ({ path, text: text.replace('Some words', 'Other words') }))
    const { graph } = compile(sources, MACROS)
    const after = compile(changed, MACROS).graph
    const moved = Object.keys(graph.nodes).filter((id) => graph.nodes[id]?.hash !== after.nodes[id]?.hash)
    expect(moved).toEqual(['topic#compare-the-names'])
    expect(after.version).not.toBe(graph.version)
  })

  it('keeps the hash when lines move', () => {
    const moved = sources.map(({ path, text }) => ({ path, text: text.replace(/^## /gm, '\n\n## ') }))
    const { graph } = compile(sources, MACROS)
    const after = compile(moved, MACROS).graph
    expect(Object.values(after.nodes).map(({ hash }) => hash)).toEqual(
      Object.values(graph.nodes).map(({ hash }) => hash),
    )
  })

  it('leaves out a document with an error, and the links to it', () => {
    const broken = sources.map(({ path, text }) => ({
      path,
      text: path === 'lookup.md' ? text.replace('On: client', 'On: nowhere') : text,
    }))
    const link = { path: 'more.md', text: more('[Look it up](lookup.md)\n- [Go on](topic.md)') }
    const after = compile([...broken, link], MACROS)
    expect(after.diagnostics.map(({ code, file }) => `${file} ${code}`)).toEqual(['lookup.md unknown-machine'])
    expect(Object.keys(after.graph.nodes).filter((id) => id.startsWith('lookup'))).toEqual([])
    expect(after.graph.nodes['more#do-more']?.choices).toEqual([
      { label: 'Go on', target: 'topic#is-office-on-the-host-itself' },
    ])
  })
})

function more(choices: string): string {
  return `---\ntitle: More\nproducts: [office]\n---\nMore.\n\n## Do more\n<!-- source: own -->\nDo it.\n- ${choices}\n`
}
