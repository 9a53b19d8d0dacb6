import { array, assert, constantFrom, property } from 'fast-check'
import { describe, expect, it } from 'vitest'

import { joinCutLines } from '../../../knowledge/redact/cut-lines.ts'

const WIDTHS = [72, 76, 78, 79, 80, 100, 119, 120, 132]
/** Text of that length in which hardly a sign is like the one before it. */
const line = (length: number) => 'abcdefghijklmnopqrstuvwxyz'.repeat(6).slice(0, length)

describe('joinCutLines', () => {
  it('joins the lines of the widths at which programs cut, and knows where each sign was', () => {
    const length = constantFrom(0, 1, 26, 71, 73, 77, 81, 99, 133, ...WIDTHS)
    assert(
      property(array(length, { minLength: 1, maxLength: 8 }), (lengths) => {
        const given = lengths.map(line).join('\n')
        const isFull = (at: number) => at < lengths.length - 1 && WIDTHS.includes(lengths[at] ?? 0)
        const parts = lengths.map((one, at) => line(one) + (isFull(at) || at === lengths.length - 1 ? '' : '\n'))
        const whole = joinCutLines(given)
        expect(whole?.text).toBe(lengths.some((_, at) => isFull(at)) ? parts.join('') : undefined)
        if (whole === undefined) return
        const origins = Array.from(parts.join(''), (_, at) => whole.origin(at))
        expect(origins.map((at) => given[at]).join('')).toBe(parts.join(''))
        expect(origins).toEqual(origins.toSorted((a, b) => a - b))
      }),
    )
  })

  it.each([
    ['marks were put before cut lines', `> ${line(72)}\n> rest`],
    ['the marks were cut as well', `> ${line(70)}\n> rest`],
    ['mail was quoted twice', `> > ${line(72)}\n> > rest`],
    ['mail was quoted in another way', `| ${line(72)}\n| rest`],
  ])('leaves out the marks of quoted mail where %s', (_, text) => {
    expect(joinCutLines(text)?.text).toBe(`${text.slice(0, text.indexOf('\n'))}rest`)
  })

  it('leaves out five marks at most', () => {
    expect(joinCutLines(`${line(72)}\n>>>>>>rest`)?.text).toBe(`${line(72)}>rest`)
  })

  it('joins no line that the marks alone make long enough, and none at the end', () => {
    expect(joinCutLines(`> ${line(69)}\n> rest`)).toBeUndefined()
    expect(joinCutLines(`short\n${line(72)}`)).toBeUndefined()
    expect(joinCutLines('')).toBeUndefined()
  })

  it('tells a stretch that goes over a cut from one beside it', () => {
    const whole = joinCutLines(`${line(72)}\n${line(72)}\nrest`)
    expect(whole?.isCut(70, 72)).toBe(false)
    expect(whole?.isCut(71, 73)).toBe(true)
    expect(whole?.isCut(72, 74)).toBe(false)
    expect(whole?.isCut(140, 146)).toBe(true)
    expect(whole?.isCut(144, 148)).toBe(false)
    expect([71, 72, 143, 144, 147].map((at) => whole?.origin(at))).toEqual([71, 73, 144, 146, 149])
  })
})
