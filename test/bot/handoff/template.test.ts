import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { fillAddress, fillTemplate, namesIn, valueAt } from '../../../bot/handoff/rest/template.ts'

const SHAPE = { strip: ['{noformat}', '[code]'], limits: { short: 20 } }
const TEMPLATE = {
  fields: { summary: '{title}', text: 'a {title} b {title}', list: ['{codes}', 'x'], number: 3, none: null },
}

const ANY = fc.constantFrom(...'{}[]"\\:,$&`\'title codes\n\0\u2028\ud800é')

describe('fillTemplate', () => {
  it('puts values into texts, and a list where nothing else stands', () => {
    expect(fillTemplate(TEMPLATE, { title: 't', codes: ['a', 'b'] }, SHAPE)).toEqual({
      fields: { summary: 't', text: 'a t b t', list: [['a', 'b'], 'x'], number: 3, none: null },
    })
  })

  it('lets no value become structure, nor be filled in again', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: ANY }), fc.constantFrom('"},{"a":1', '{title}', '{codes}', '$&')),
        (title) => {
          const filled = fillTemplate(TEMPLATE, { title, codes: ['c'] }, { strip: [], limits: {} })
          const fields = { summary: title, text: `a ${title} b ${title}`, list: [['c'], 'x'], number: 3, none: null }
          return JSON.stringify(filled) === JSON.stringify({ fields })
        },
      ),
    )
  })

  it('writes two braces as one', () => {
    expect(fillTemplate('{{noformat}} {title}', { title: '{{x}}' }, SHAPE)).toBe('{noformat} {{x}}')
  })

  it('breaks up marks, however they are nested', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('{noformat}', '[CODE]', '{no', 'format}', '[co', 'de]', 'x')), (parts) => {
        const filled = String(fillTemplate('{title}', { title: parts.join('') }, SHAPE)).toLowerCase()
        return !filled.includes('{noformat}') && !filled.includes('[code]')
      }),
    )
  })

  it('breaks up marks so that people still read them', () => {
    expect(fillTemplate('{title}', { title: 'a {noformat} [CODE] b' }, SHAPE)).toBe('a { noformat} [ CODE] b')
    expect(fillTemplate('{title}', { title: 'aXb a.b' }, { strip: ['a.b'], limits: {} })).toBe('aXb a .b')
  })

  it('leaves empty what is not known', () => {
    expect(fillTemplate(['{title}', 'a {title} b'], {}, SHAPE)).toEqual(['', 'a  b'])
  })

  it.each([
    ['x{codes}', 'xa,b'],
    ['{codes}x', 'a,bx'],
  ])('makes a text of a list where something stands beside it: %s', (template, filled) => {
    expect(fillTemplate(template, { codes: ['a', 'b'] }, SHAPE)).toBe(filled)
  })

  it('cuts what is too long, within the limit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 15, maxLength: 60, size: 'max' }), (short) => {
        const filled = String(fillTemplate('{short}', { short }, { strip: [], limits: SHAPE.limits }))
        const isWhole = short.length <= 20 && filled === short
        return filled.length <= 20 && filled.isWellFormed() && (isWhole || filled.endsWith('…'))
      }),
    )
  })

  const lines = 'several words\n'.repeat(20)
  const said = '\n(cut here; the whole case is at the desk)'
  it.each([
    ['says so on a line of its own', lines, 100, lines.slice(0, 100 - said.length) + said],
    ['says so with a sign where the text is one line', 'word '.repeat(40), 100, `${'word '.repeat(20).slice(0, 99)}…`],
    [
      'says so with a sign where there is little room',
      lines,
      2 * said.length,
      `${lines.slice(0, 2 * said.length - 1)}…`,
    ],
  ])('%s', (_, short, limit, filled) => {
    expect(fillTemplate('{short}', { short }, { strip: [], limits: { short: limit } })).toBe(filled)
  })
})

describe('fillAddress', () => {
  it('keeps every value in its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-composite', minLength: 1 }), (key) => {
        fc.pre(!/^\.{1,2}$/.test(key))
        const url = fillAddress('{base}/a/{key}/b?q={key}', 'https://x.example/api', { key })
        expect([url.origin, url.pathname.split('/').length, url.searchParams.get('q'), url.hash]).toEqual([
          'https://x.example',
          5,
          key,
          '',
        ])
      }),
    )
  })

  it('takes dots within a piece, and nothing for what is not known', () => {
    const address = fillAddress('{base}/a/{key}/{more}/{less}', 'https://x.example', { key: '..a', more: 'a..' })
    expect(address.href).toBe('https://x.example/a/..a/a../')
  })

  it.each(['.', '..'])('does not let %j lead elsewhere', (key) => {
    expect(() => fillAddress('{base}/a/{key}', 'https://x.example', { key })).toThrow('no piece of an address')
  })
})

describe('namesIn', () => {
  it('finds names anywhere in a template', () => {
    expect(namesIn({ a: ['{one} {{two}}', { b: 'x{set.three}' }, 3, null, true] })).toEqual(['one', 'set.three'])
  })
})

describe('valueAt', () => {
  it('finds own values only', () => {
    const value = { result: [{ sys_id: 'x' }] }
    expect([
      valueAt(value, 'result.0.sys_id'),
      valueAt(value, 'result.1.sys_id'),
      valueAt(value, 'constructor.name'),
      valueAt({ result: null }, 'result.0'),
    ]).toEqual(['x', undefined, undefined, undefined])
  })
})
