import { describe, expect, it } from 'vitest'

import type { Section } from '../../knowledge/compile/draft.ts'
import { conditionsOf, effective, readSources, slotsOf, soundConditions } from '../../knowledge/compile/meaning.ts'
import { parseMarkdown } from '../../knowledge/compile/parse-markdown.ts'
import { readAlert, readInfo, readSettings } from '../../knowledge/compile/setting.ts'

const AT = { line: 7, column: 3 }
const settings = (...words: string[]) => words.flatMap((text) => readSettings(text, AT) ?? [])
const section = (...words: string[]) => ({ settings: settings(...words) }) as unknown as Section
const command = (info: string) => ({ settings: readInfo(info, AT) }) as Parameters<typeof effective>[1]

describe('effective', () => {
  it.each([
    ['On: client · elevated · risk: setting', { runOn: 'client', elevated: true, risk: 'setting' }],
    ['On: nowhere · risk: high · elevated: false', { elevated: false, risk: 'reads' }],
    ['On: kmsHost · undo:', { runOn: 'kmsHost', elevated: false, risk: 'reads' }],
    [
      'risk: mak · undo: none · when: officeVersion 2013',
      { risk: 'mak', elevated: false, undo: 'none', when: ['2013'] },
    ],
    ['risk: reads · undo: none', { risk: 'reads', elevated: false }],
  ])('reads the note %s', (note, { undo, when = [], ...rest }: Record<string, unknown>) => {
    const { undo: found, when: conditions, ...others } = effective(section(note))
    expect({ ...others, undo: found?.value, when: conditions.map(({ is }) => is) }).toEqual({ ...rest, undo, when })
  })

  it('puts the keys of a fence over those of its note, but for its conditions', () => {
    const note = section('On: client · elevated · risk: setting · undo: none · when: officeBits 64')
    expect(effective(note, command('on=kmsHost elevated=false risk=mak when=product:office'))).toMatchObject({
      runOn: 'kmsHost',
      elevated: false,
      risk: 'mak',
      undo: { value: 'none' },
      when: [{ fact: 'product', is: 'office' }],
    })
    expect(effective(note, command(''))).toMatchObject({ runOn: 'client', elevated: true, risk: 'setting', when: [] })
    expect(effective(note, command('risk=reads'))).not.toHaveProperty('undo')
    expect(effective(note, command('risk=reads undo="set it again"'))).toMatchObject({
      undo: { value: 'set it again' },
    })
  })
})

describe('conditionsOf', () => {
  it.each([
    ['when: officeVersion 2013, officeBits 64', ['officeVersion is 2013', 'officeBits is 64']],
    ['when: officeVersion: 2016|2019', ['officeVersion is 2016|2019']],
    ['when: currentCount <5 · on: client', ['currentCount is <5']],
    ['when: currentCount  >= 25', ['currentCount is >= 25']],
    ['when: !x', [' is !x']],
    ['when: product', ['product is ']],
    ['when: kmsHostAsked a:b c', ['kmsHostAsked is a:b c']],
    ['on: client', []],
  ])('reads %s', (note, said) => {
    const conditions = conditionsOf(settings(note))
    expect(conditions.map(({ fact, is }) => `${fact} is ${is}`)).toEqual(said)
    for (const { line } of conditions) expect(line).toBe(AT.line + 1)
  })
})

describe('soundConditions', () => {
  it('keeps what names a fact', () => {
    const named = ['product', 'weather'].map((fact) => ({ fact, is: 'office', ...AT }))
    expect(soundConditions(named)).toEqual([{ fact: 'product', is: 'office' }])
  })
})

describe('slotsOf', () => {
  it('names each fact in braces once, and nothing else in braces', () => {
    expect(slotsOf('{kmsHostIntended}:{kmsPortIntended} {kmsHostIntended} {weather} {1x} (product) {product}')).toEqual(
      ['kmsHostIntended', 'kmsPortIntended', 'product'],
    )
  })
})

describe('readSources', () => {
  const range = (document: string, ...lines: number[]) => ({ document, lines })
  it.each([
    ['000 L5-7', [range('000', 5, 7)]],
    ['000 L5 - L7, L9, a.b-c L1–2', [range('000', 5, 7), range('000', 9, 9), range('a.b-c', 1, 2)]],
    ['000 L7-7', [range('000', 7, 7)]],
    ['000 L7-5', [undefined]],
    ['000  L123456 - L123457', [range('000', 123456, 123457)]],
    ['L5', [undefined]],
    ['000 5', [undefined]],
    ['x 000 L5', [undefined]],
    ['000 L5x', [undefined]],
    ['000 L1234567', [undefined]],
    ['own', []],
    ['own, 000 L5', [undefined, range('000', 5, 5)]],
  ])('reads %s', (text, ranges) => {
    expect(readSources([{ text, ...AT }])).toEqual(ranges)
  })

  it('takes no document from the comment before', () => {
    expect(readSources(['000 L5', 'L6'].map((text) => ({ text, ...AT })))).toEqual([range('000', 5, 5), undefined])
  })
})

describe('readSettings', () => {
  it.each([
    ['On: client · ELEVATED · undo: set it: again', ['on=client', 'elevated=', 'undo=set it: again']],
    ['risk: setting · a remark', ['risk=setting', 'a remark=']],
    ['a remark: risk', undefined],
    ['on:client', ['on=client']],
    ['On: client ·  elevated', ['on=client', 'elevated=']],
    ['On: client · my risk:mak', ['on=client', 'my risk:mak=']],
    ['when: officeVersion\n  2013', ['when=officeVersion 2013']],
  ])('reads %j', (note, read) => {
    expect(readSettings(note, AT)?.map(({ key, value }) => `${key}=${value}`)).toEqual(read)
  })

  it('knows where each key stands, and which value is a link alone', () => {
    const note = 'On: client ·\nundo: [forget](#forget)\n· risk: x · undo: [a](#b) c · undo: or [a](#b)'
    expect(readSettings('On: client · undo: [forget](#forget)', AT)).toEqual([
      { key: 'on', value: 'client', line: 8, column: 5 },
      {
        key: 'undo',
        value: '[forget](#forget)',
        line: 8,
        column: 18,
        link: expect.objectContaining({ label: 'forget', url: '#forget', line: 8, column: 18 }),
      },
    ])
    expect(readSettings(note, AT)?.map(({ line, column }) => [line, column])).toEqual([
      [8, 5],
      [9, 5],
      [10, 7],
      [10, 17],
      [10, 35],
    ])
    expect(
      readSettings(note, AT)
        ?.slice(3)
        .flatMap(({ link }) => link ?? []),
    ).toEqual([])
  })
})

describe('readAlert', () => {
  it.each([
    ['> [!NOTE]\n> On: client', { kind: 'NOTE', text: 'On: client' }],
    ['> [!warning]  \n>one\n>  two\n>\n> three', { kind: 'WARNING', text: 'one\n two\n\nthree' }],
    ['> [!TIP]', { kind: 'TIP', text: '' }],
    ['1. a\n   > [!NOTE]\n   > b > c', { kind: 'NOTE', text: 'b > c' }],
    ['> [!NOTE] and more', undefined],
    ['> \\[!NOTE]\n> escaped', undefined],
    ['> said\n> [!NOTE]', undefined],
  ])('reads %j', (text, alert) => {
    const [first] = parseMarkdown(text).children
    const quote = first?.type === 'list' ? first.children[0]?.children[1] : first
    expect(quote?.type === 'blockquote' && readAlert(text, quote)).toEqual(alert)
  })
})

describe('readInfo', () => {
  it('reads bare, quoted and empty values, and which are links', () => {
    const read = readInfo('on=kmsHost ELEVATED undo="[again](#x)" risk="" when=product:office', AT)
    expect(read.map(({ key, value }) => `${key}=${value}`)).toEqual([
      ...['on=kmsHost', 'elevated=', 'undo=[again](#x)', 'risk=', 'when=product:office'],
    ])
    expect(read.flatMap(({ link }) => link ?? [])).toEqual([{ label: 'again', url: '#x', ...AT }])
  })
})
