import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import { CompileFailed, compileBeside } from '../../bot/compile-beside.ts'
import type { LoadedKnowledge } from '../../bot/knowledge.ts'
import { createLiveKnowledge } from '../../bot/live-knowledge.ts'
import { type Compiled, createMatcher } from '../../knowledge/index.ts'
import { FIXTURES } from '../support/documents.ts'

function compiled(version: string): Compiled {
  return { graph: { version, documents: [], topics: [], nodes: {}, tables: [] }, diagnostics: [] }
}

function loaded({ graph, diagnostics }: Compiled): LoadedKnowledge {
  const matcher = {
    match: () => {
      throw new Error('Nothing is matched here.')
    },
  }
  return { graph, diagnostics, matcher, ready: 'trained', trained: Promise.resolve() }
}

describe('createLiveKnowledge', () => {
  it('exchanges the knowledge only when it is loaded', async () => {
    let finish = () => {}
    const gate = new Promise<void>((resolve) => {
      finish = resolve
    })
    const live = createLiveKnowledge(loaded(compiled('one')), {
      compile: async () => compiled('two'),
      load: async (next) => {
        await gate
        return loaded(next)
      },
    })
    const outcome = live.reload()
    await new Promise((resolve) => setImmediate(resolve))
    expect(live.current().graph.version).toBe('one')
    finish()
    expect(await outcome).toMatchObject({ status: 'reloaded', version: 'two' })
    expect(live.current().graph.version).toBe('two')
  })

  it('takes two calls one after the other', async () => {
    const versions = ['two', 'three']
    let inside = 0
    const live = createLiveKnowledge(loaded(compiled('one')), {
      compile: async () => {
        inside += 1
        await new Promise((resolve) => setTimeout(resolve, 5))
        expect(inside).toBe(1)
        inside -= 1
        return compiled(versions.shift() ?? '')
      },
      load: async (next) => loaded(next),
    })
    const outcomes = await Promise.all([live.reload(), live.reload()])
    expect(outcomes.map(({ version }) => version)).toEqual(['two', 'three'])
  })

  it('goes on with what it has when the documents cannot be compiled', async () => {
    const live = createLiveKnowledge(loaded(compiled('one')), {
      compile: async () => {
        throw new CompileFailed('The folder is gone.')
      },
      load: async (next) => loaded(next),
    })
    expect(await live.reload()).toEqual({
      status: 'failed',
      version: 'one',
      diagnostics: [],
      reason: 'The folder is gone.',
    })
  })
})

describe('compileBeside', () => {
  it('compiles a folder in a process of its own', async () => {
    const { graph, diagnostics } = await compileBeside(`${FIXTURES}valid`)
    expect({ topics: graph.topics.length, diagnostics }).toEqual({ topics: 5, diagnostics: [] })
  })

  it('finds what a matcher without a model is built from, as the matcher itself would', async () => {
    const { graph, lexicon, prepared } = await compileBeside(`${FIXTURES}valid`, { prepare: true })
    const text = 'excel 2013: 0xC004F074, and nobody can reach the licence server'
    const [ready, own] = [prepared, undefined].map((one) => createMatcher(graph, lexicon, undefined, one))
    expect(prepared?.words.documents).toBeGreaterThan(graph.topics.length)
    expect(ready?.match(text, { facts: {} })).toEqual(own?.match(text, { facts: {} }))
  })

  it('says why a folder cannot be read', async () => {
    await expect(compileBeside(join(FIXTURES, 'nowhere'))).rejects.toThrow(/ENOENT.*nowhere/)
  })

  it('reports a document of 100 MB without reading all of it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'documents-'))
    writeFileSync(join(folder, 'large.md'), Buffer.alloc(100 * 1024 * 1024, 'words '))
    const { diagnostics } = await compileBeside(folder)
    expect(diagnostics.map(({ code }) => code)).toEqual(['oversized-document'])
  })
})
