import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CODES, lookUpCode } from '../../knowledge/codes.ts'

const folder = new URL('../../knowledge/documents/', import.meta.url)
const documents = new Set(readdirSync(folder).map((name) => name.replace(/\.md$/, '')))
const entries = [...CODES.values()]

/** The front matter of a document, as text. */
function frontMatter(id: string): string {
  return readFileSync(new URL(`${id}.md`, folder), 'utf8').split('\n---', 1)[0] ?? ''
}

/** The codes that the front matter of a document lists. */
function codesOf(id: string): string[] {
  const line = /^codes:(.*)$/m.exec(frontMatter(id))?.[1] ?? ''
  return line.match(/0x[0-9A-F]+/g) ?? []
}

describe('CODES', () => {
  it('holds the 38 codes of the articles and those that people meet besides', () => {
    expect(entries.filter((entry) => entry.topics.length > 0)).toHaveLength(39)
    expect(entries.length).toBeGreaterThanOrEqual(103)
  })

  it.each(entries)('$code says in one sentence what it means and what comes next', (entry) => {
    for (const sentence of [entry.meaning, entry.next.says]) expect(sentence).toMatch(/^\S.*[^.]\.$/)
    expect(new Set(entry.messages).size).toBe(entry.messages.length)
  })

  it('leads only to documents that exist and list the code', () => {
    const topics = entries.flatMap((entry) => entry.topics.map((topic) => ({ code: entry.code, topic })))
    const wrong = topics.filter(({ code, topic }) => !documents.has(topic) || !codesOf(topic).includes(code))
    expect(wrong).toEqual([])
    const targets = entries.flatMap(({ next }) => (next.kind === 'topic' ? [next.topic] : []))
    expect(targets.filter((target) => !documents.has(target))).toEqual([])
  })

  it('names every topic that lists a code', () => {
    const listed = [...documents].flatMap((id) => codesOf(id).map((code) => ({ id, code })))
    const missing = listed.filter(({ id, code }) => !lookUpCode(code)?.topics.includes(id))
    expect(missing).toEqual([])
  })

  it('keeps a path of its own away from codes that no article treats', () => {
    expect(lookUpCode('0xC004F211')?.topics).toEqual([])
    expect(lookUpCode('0xC004F025')).toMatchObject({ topics: [], next: { kind: 'topic', topic: 'windows-0x80070005' } })
  })
})

describe('lookUpCode', () => {
  it('finds a code in any case, with or without 0x', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CODES.keys()), fc.func(fc.boolean()), fc.boolean(), (code, upper, bare) => {
        const mixed = [...code].map((sign, at) => (upper(at) ? sign.toUpperCase() : sign.toLowerCase())).join('')
        expect(lookUpCode(bare ? mixed.slice(2) : mixed)?.code).toBe(code)
      }),
    )
  })

  it('tells the symbol, where Microsoft published one', () => {
    expect(lookUpCode('0xC004F074')?.symbol).toBe('SL_E_VL_BINDING_SERVICE_UNAVAILABLE')
    expect(lookUpCode('0x8004FE21')?.symbol).toBeUndefined()
  })

  it('knows nothing of a code that is not one of activation', () => {
    expect(lookUpCode('0x80240017')).toBeUndefined()
    expect(lookUpCode('')).toBeUndefined()
  })
})
