import { describe, expect, it } from 'vitest'

import {
  type Corpus,
  createCorpus,
  eachSection,
  isProcedure,
  nameOf,
  targetOf,
} from '../../knowledge/compile/corpus.ts'
import type { Draft, Section } from '../../knowledge/compile/draft.ts'
import { readFrontMatter } from '../../knowledge/compile/front-matter.ts'

const AT = { line: 7, column: 3 }

describe('Corpus', () => {
  const heading = (slug: string, anchor: string, ...was: string[]) =>
    ({
      slug,
      anchor,
      comments: [...was.map((text) => ({ key: 'was', text })), { key: 'id', text: 'no-alias' }],
    }) as unknown as Section
  const topic = {
    id: 'topic',
    sections: [heading('start', 'start-product'), heading('end', 'end', 'stop, start', 'halt')],
  }
  const other = { id: 'other', sections: [heading('end', 'end'), heading('end', 'end-again')] }
  const documents = [topic, other] as unknown as Draft[]
  const corpus: Corpus = createCorpus({ documents } as unknown as Corpus)

  it.each([
    ['#end', 'topic#end'],
    ['topic.md', 'topic#start'],
    ['other.md', 'other#end'],
    ['other', 'other#end'],
    ['../de/other.md#end', 'other#end'],
    ['#start-product', 'topic#start'],
    ['#stop', 'topic#end'],
    ['#halt', 'topic#end'],
    ['#start', 'topic#start'],
    ['other.md#end-again', undefined],
    ['#no-alias', undefined],
    ['#', undefined],
    ['nobody.md', undefined],
    ['https://example.com/topic.md', undefined],
    ['//topic.md', undefined],
    ['mailto:topic.md', undefined],
  ])('finds behind %s the node %s', (url, id) => {
    expect(targetOf(corpus, topic as unknown as Draft, url)).toBe(id)
  })

  it('names no node behind a link that leaves the documents', () => {
    expect(nameOf(topic as unknown as Draft, 'https://example.com/#end')).toBeUndefined()
    expect(nameOf(topic as unknown as Draft, 'other.md#a#b')).toBe('other#a')
    expect(nameOf(topic as unknown as Draft, 'a.md.txt')).toBe('a.md.txt')
  })

  it('walks all nodes in order, also those whose id is taken', () => {
    expect([...eachSection(corpus)].map(({ id }) => id)).toEqual(['topic#start', 'topic#end', 'other#end', 'other#end'])
    expect([...eachSection(corpus)].map(({ section: one }) => one)).toEqual([...topic.sections, ...other.sections])
  })

  it.each([
    ['kind: procedure', true],
    ['kind: topic', false],
    ['title: procedure', false],
  ])('says of a document with %s that it is only linked to: %s', (yaml, is) => {
    expect(isProcedure({ frontMatter: readFrontMatter(yaml, AT) } as Draft)).toBe(is)
  })

  it('keeps the first of two nodes of one id', () => {
    expect([...corpus.nodes.keys()]).toEqual(['topic#start', 'topic#end', 'other#end'])
    expect(corpus.nodes.get('other#end')?.section).toBe(other.sections[0])
  })
})
