import fc from 'fast-check'
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
import { finding, quote } from '../../knowledge/compile/finding.ts'
import { readFrontMatter } from '../../knowledge/compile/front-matter.ts'
import { conditionsOf, effective, readSources, slotsOf, soundConditions } from '../../knowledge/compile/meaning.ts'
import { didYouMean } from '../../knowledge/compile/nearest.ts'
import { parseMarkdown } from '../../knowledge/compile/parse-markdown.ts'
import { readAlert, readInfo, readSettings } from '../../knowledge/compile/setting.ts'
import { isPossible, possibleValues } from '../../knowledge/compile/values.ts'
import type { FactType } from '../../knowledge/facts.ts'

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

describe('didYouMean', () => {
  it.each([
    ['elevatd', ['elevated', 'risk'], 'elevated'],
    ['ELEVATED', ['elevated'], 'elevated'],
    ['risky', ['risk', 'risks', 'risky2'], 'risk'],
    ['on', ['no', 'one'], 'one'],
    ['when', ['then', 'wean'], 'then'],
    ['abc', ['xyz', 'abcdef'], undefined],
    ['abcd', ['xbyd'], 'xbyd'],
    ['abcdef', ['xbydzf'], undefined],
    ['abcdefghi', ['xbydefzhi'], 'xbydefzhi'],
    ['abcdefghi', ['xbydefzhj'], undefined],
    ['', ['ab', 'a'], 'a'],
    ['a'.repeat(90), ['a'.repeat(91)], 'a'.repeat(91)],
    ['a'.repeat(91), ['a'.repeat(91)], undefined],
  ])('takes %s among %j for %s', (word, candidates, meant) => {
    const advice = meant === undefined ? '; look it up' : `; did you mean "${meant}"?`
    expect(didYouMean(word, candidates, 'look it up')).toBe(advice)
  })

  it('takes a word for the one that the fewest changes make of it', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 7 })
    fc.assert(
      fc.property(word, fc.array(word, { minLength: 1, maxLength: 5 }), (wrong, candidates) => {
        const distances = candidates.map((one) => distance(wrong, one))
        const least = Math.min(...distances)
        const meant =
          least <= Math.max(2, Math.floor(wrong.length / 3)) ? candidates[distances.indexOf(least)] : undefined
        expect(didYouMean(wrong, candidates, 'x')).toBe(meant === undefined ? '; x' : `; did you mean "${meant}"?`)
      }),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 100) },
    )
  })
})

/** The number of changes that make one word of another, straight from the definition. */
function distance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length
  const [restA, restB] = [a.slice(1), b.slice(1)]
  if (a[0] === b[0]) return distance(restA, restB)
  return 1 + Math.min(distance(restA, restB), distance(a, restB), distance(restA, b))
}

const TYPES: Record<string, FactType> = {
  boolean: { kind: 'boolean' },
  year: { kind: 'choice', values: ['2013', '2016'] },
  oddYear: { kind: 'choice', values: ['2013a', 'x2013'] },
  product: { kind: 'choice', values: ['office', '2013'] },
  count: { kind: 'integer', unit: 'PCs' },
  number: { kind: 'number' } as FactType,
  port: { kind: 'port' },
  code: { kind: 'code' },
  text: { kind: 'text' },
}

describe('isPossible', () => {
  it.each([
    ['boolean', 'true false ? !? !true', 'maybe TRUE <5 1'],
    ['year', '2013 2013|2016 !2013|2016 <2016 >=2013 ?', '2014 2013|2014 2013| | ! <x <2013|2016'],
    ['product', 'office office|2013 !office', 'windows <2013'],
    ['count', '5 -5 2.5 <5 <=5 >5 >=25 >=-1 <2.5 !<5 1|2', 'five <five 5x x5 <5x 5. .5 <<5 |'],
    ['number', '2.5 <2.5 2.25 <2.25', 'x'],
    ['port', '1688 >1024', 'smtp 1688> 1|<5'],
    ['oddYear', '2013a x2013', '<2013'],
    ['code', '0xC004F074 0x0 !0x0|0x1', '0xc004f074 C004F074 0x 0xC004F0741 0xC004F074x x0x1 <0x1'],
    ['text', 'anything a|b ! <'.replace(' ! <', ''), '| a| < <5 !'],
  ])('says of a fact of the type %s that %s are possible, but not %s', (type, possible, impossible) => {
    const of = TYPES[type] ?? { kind: 'text' }
    for (const is of possible.split(' ')) expect(isPossible(is, of), is).toBe(true)
    for (const is of ['', ...impossible.split(' ')]) expect(isPossible(is, of), is).toBe(false)
  })

  it('does not mind blanks', () => {
    expect(isPossible('2013 | 2016', TYPES['year'] ?? { kind: 'text' })).toBe(true)
    expect(isPossible('>=  5', TYPES['count'] ?? { kind: 'text' })).toBe(true)
    expect(isPossible('!  ', TYPES['text'] ?? { kind: 'boolean' })).toBe(false)
  })
})

describe('possibleValues', () => {
  it.each([
    ['boolean', 'true, false or ?'],
    ['year', '2013, 2016, several with |, a comparison such as <5, or ?'],
    ['product', 'office, 2013, several with |, or ?'],
    ['count', 'a number, <5, >=25 or ?'],
    ['port', 'a number, <5, >=25 or ?'],
    ['code', 'a code such as 0xC004F074, or ?'],
    ['text', 'a text, several with |, or ?'],
  ])('tells what a fact of the type %s can be', (type, said) => {
    expect(possibleValues(TYPES[type] ?? { kind: 'path' })).toBe(said)
  })
})

describe('finding', () => {
  it('stands where the words do, and quotes them in one line of sixty signs', () => {
    expect(finding({ path: 'a.md' }, { ...AT, text: 'x' } as typeof AT, 'no')).toEqual({
      file: 'a.md',
      message: 'no',
      ...AT,
    })
    expect(quote('a\n \tb')).toBe('"a b"')
    expect(quote('x'.repeat(60))).toBe(`"${'x'.repeat(60)}"`)
    expect(quote('x'.repeat(61))).toBe(`"${'x'.repeat(60)}…"`)
  })
})

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
