import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { groupQuestions } from '../../../bot/desk/group-questions.ts'

const GROUPS: string[][] = JSON.parse(
  readFileSync(new URL('../../fixtures/questions/groups.json', import.meta.url), 'utf8'),
)
const miss = (text: string, at = 1, reason = 'unclear') => ({ text, at, reason })
const textsOf = (texts: string[]) => groupQuestions(texts.map((text) => miss(text))).map(({ texts: own }) => own)

describe('groupQuestions', () => {
  it('puts together what is about the same, in other words and orders', () => {
    const found = textsOf(GROUPS.flat()).map((group) => group.map(({ text }) => text).sort())
    expect(found.sort()).toEqual(GROUPS.map((group) => [...group].sort()).sort())
  })

  it('counts the same text once for each time it was asked, however it is spelled', () => {
    const [group] = groupQuestions([miss('Printer offline', 1), miss('printer  OFFLINE', 5, 'foreign')])
    expect(group).toEqual({
      texts: [{ text: 'Printer offline', count: 2 }],
      count: 2,
      reasons: ['foreign', 'unclear'],
      last: 5,
    })
  })

  it('names a group by what is said most often, and puts the largest first', () => {
    const asked = ['teams has no sound', 'my printer is offline', 'printer offline', 'printer offline']
    const groups = groupQuestions(asked.map((text) => miss(text)))
    expect(groups.map(({ texts, count }) => [texts[0]?.text, count])).toEqual([
      ['printer offline', 3],
      ['teams has no sound', 1],
    ])
  })

  it('keeps every text once, whatever they are', () => {
    const texts = fc.array(fc.string({ unit: 'binary' }), { maxLength: 30 })
    fc.assert(
      fc.property(texts, (all) => {
        const groups = groupQuestions(all.map((text) => miss(text)))
        expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(all.length)
      }),
    )
  })

  it('groups a thousand pastes in a moment', () => {
    const words = Array.from({ length: 500 }, (_, index) => `word${index * 7919}`)
    const texts = Array.from({ length: 1000 }, (_, index) =>
      Array.from({ length: 60 }, (_, at) => words[(index * 31 + at * at * 17) % words.length]).join(' '),
    )
    const start = process.cpuUsage()
    textsOf(texts)
    const { user, system } = process.cpuUsage(start)
    expect((user + system) / 1000).toBeLessThan(3000)
  })
})
