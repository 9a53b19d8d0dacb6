import { describe, expect, it } from 'vitest'

import { excerpt, excerptFrom, joinLines, linesOf, oneLine, placeOf, words } from '../../knowledge/compile/excerpt.ts'
import { readFrontMatter, textOf, textsOf } from '../../knowledge/compile/front-matter.ts'
import { parseMarkdown } from '../../knowledge/compile/parse-markdown.ts'

const AT = { line: 2, column: 1 }

describe('readFrontMatter', () => {
  it.each([
    ['a code as the text it is', 'codes: 0xC004F074', ['0xC004F074']],
    ['a version as the text it is', 'codes: 2.0', ['2.0']],
    ['a word that YAML takes for a value', 'codes: [no, null, ~]', ['no', 'null', '~']],
    ['a list by lines', 'codes:\n  - one\n  - " two "', ['one', 'two']],
    ['a text over several lines', 'codes: >\n  one\n  two', ['one two']],
    ['nothing behind a key', 'codes:', []],
    ['a key without a colon', '? codes', []],
    ['blanks around a text', 'codes: "  one "', ['one']],
    ['a list in brackets over lines', 'codes: [one,\n  two]', ['one', 'two']],
    ['the first of two lists', 'more: [x]\ncodes: one', ['one']],
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
    ['an alias', 'title: x\ncodes: *a', 3, 'aliases (*name) are not allowed'],
    ['an anchor', 'title: &a x', 2, 'anchors (&name) are not allowed'],
    ['an anchor of a list', 'title: x\ncodes: &a\n  - one', 4, 'anchors (&name) are not allowed'],
    ['what is no YAML', 'title: x\ncodes: "one', 3, 'Missing closing "quote'],
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
    ['not what begins an item in another way', 'one\n* two\n+ three\n4) four', 'one\n* two\n+ three\n4) four'],
    ['what only looks like an item', 'one\n-two\n1.three\n1234567890. four', 'one -two 1.three 1234567890. four'],
    ['not what begins an item further in', 'one\n  - two', 'one\n  - two'],
    ['two blanks amid a line', 'one  two\nthree', 'one  two three'],
    ['a single blank at the end', 'one \ntwo', 'one  two'],
    ['a backslash amid a line', 'one\\ two\nthree', 'one\\ two three'],
    ['a dash and a bar amid a line', 'one\ntwo - three > four | five', 'one two - three > four | five'],
    ['no lines of code further in', 'one\n\t~~~\ntwo\nthree', 'one\n\t~~~\ntwo\nthree'],
    ['code within a line', 'one ```two``` \nthree', 'one ```two```  three'],
    ['not over a line of blanks', 'one\n  \ntwo', 'one\n  \ntwo'],
    ['nothing', '', ''],
  ])('joins %s', (_, text, joined) => {
    expect(joinLines(text)).toBe(joined)
  })
})

describe('excerpt', () => {
  it('gives the Markdown of a node without the indentation of where it stands', () => {
    const text = '1. one\n   more\n\n   ```cmd\n   a\n     b\n   ```\n2. two'
    const [list] = parseMarkdown(text).children
    const items = list?.type === 'list' ? list.children : []
    const parts = items.flatMap(({ children }) => children.map((child) => [excerpt(text, child), placeOf(child)]))
    expect(parts).toEqual([
      ['one more', { line: 1, column: 4 }],
      ['```cmd\na\n  b\n```', { line: 4, column: 4 }],
      ['two', { line: 8, column: 4 }],
    ])
    expect(list && excerpt(text, list)).toBe(text)
  })

  it('joins the lines of lists and paragraphs, not those of quotes', () => {
    const text = '- one\n  more\n\n> two\n> three\n\nfour\nfive'
    expect(parseMarkdown(text).children.map((node) => excerpt(text, node))).toEqual([
      '- one more',
      '> two\n> three',
      'four five',
    ])
  })
})

describe('excerptFrom', () => {
  it('gives what stands in a paragraph behind a part of it', () => {
    const text = 'x\n\n[a](b) and *c* d\n'
    const [, paragraph] = parseMarkdown(text).children
    const link = paragraph?.type === 'paragraph' ? paragraph.children[0] : undefined
    expect(link && paragraph && excerptFrom(text, link, paragraph)).toBe(' and *c* d')
    expect(link && words('a', link)).toEqual({ text: 'a', line: 3, column: 1 })
    expect(paragraph && linesOf(paragraph)).toEqual([3, 3])
  })
})

describe('oneLine', () => {
  it('joins lines with one blank each', () => {
    expect(oneLine('  one \n\ttwo\n')).toBe('one two')
  })
})
