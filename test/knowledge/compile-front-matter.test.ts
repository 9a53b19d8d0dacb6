import { describe, expect, it } from 'vitest'

import { joinLines } from '../../knowledge/compile/excerpt.ts'
import { readFrontMatter, textOf, textsOf } from '../../knowledge/compile/front-matter.ts'

const AT = { line: 2, column: 1 }

describe('readFrontMatter', () => {
  it.each([
    ['a code as the text it is', 'codes: 0xC004F074', ['0xC004F074']],
    ['a version as the text it is', 'codes: 2.0', ['2.0']],
    ['a word that YAML takes for a value', 'codes: [no, null, ~]', ['no', 'null', '~']],
    ['a list by lines', 'codes:\n  - one\n  - " two "', ['one', 'two']],
    ['a text over several lines', 'codes: >\n  one\n  two', ['one two']],
    ['nothing behind a key', 'codes:', []],
    ['an empty text', 'codes: ["", one, "  "]', ['one']],
    ['no such key', 'other: x', []],
    ['an empty block', '', []],
    ['a comment alone', '# codes: x', []],
  ])('reads %s', (_, yaml, texts) => {
    const frontMatter = readFrontMatter(yaml, AT)
    expect(frontMatter.problems).toEqual([])
    expect(textsOf(frontMatter, 'codes').map(({ text }) => text)).toEqual(texts)
    expect(textOf(frontMatter, 'codes')).toBe(texts[0])
  })

  it('knows where in the document each text stands', () => {
    const { entries } = readFrontMatter('title: A\nphrases:\n  - no host\n  - "count"', AT)
    expect(entries.map(({ text, line, column }) => [text, line, column])).toEqual([
      ['title', 2, 1],
      ['phrases', 3, 1],
    ])
    expect(entries[1]?.values.map(({ line, column }) => [line, column])).toEqual([
      [4, 5],
      [5, 5],
    ])
  })

  it.each([
    ['a list for a key', 'title: x\n? [a, b]\n: y', 3, 'a key must be one word'],
    ['fields for a value', 'title: { a: b }', 2, '`title` must be a text or a list of texts'],
    ['a list in a list', 'codes:\n  - one\n  - [two]', 4, '`codes` must be a text or a list of texts'],
    ['a list in place of keys', '- title', 2, 'it must be a list of `key: value` lines'],
    ['an anchor', 'title: &a x', 2, 'anchors (&name) are not allowed'],
  ])('tells of %s, and where', (_, yaml, line, text) => {
    expect(readFrontMatter(yaml, AT).problems).toMatchObject([{ text, line }])
  })
})

describe('joinLines', () => {
  it.each([
    ['the lines of a paragraph', 'one\n  two\nthree', 'one two three'],
    ['not over an empty line', 'one\n\ntwo', 'one\n\ntwo'],
    ['not where the author breaks with blanks', 'one  \ntwo', 'one  \ntwo'],
    ['not where the author breaks with a backslash', 'one\\\ntwo', 'one\\\ntwo'],
    ['not what begins an item', 'one\n- two\n2. three', 'one\n- two\n2. three'],
    ['not what begins a quote or a table', 'one\n> two\n| three', 'one\n> two\n| three'],
    ['no lines of code', 'one\n```\ntwo\nthree\n```', 'one\n```\ntwo\nthree\n```'],
    ['nothing', '', ''],
  ])('joins %s', (_, text, joined) => {
    expect(joinLines(text)).toBe(joined)
  })
})
