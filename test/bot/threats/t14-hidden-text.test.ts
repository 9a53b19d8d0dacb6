import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'

import { loadKnowledge } from '../../../bot/knowledge.ts'
import type { Knowledge } from '../../../dialogs/index.ts'
import { startTalk } from '../../dialogs/talk.ts'

let knowledge: Knowledge
beforeAll(async () => {
  knowledge = await loadKnowledge()
})

const HIDDEN = /[\u202A-\u202E\u2066-\u2069\u200B-\u200F\uFEFF]|(?![\n\t])\p{Cc}|\p{M}{4}/u
const trick = fc.constantFrom('\u202e', '\u2066', '\u200b', '\u200f', '\ufeff', '\0', '\u001b[2J', '\u0085', '\ud800')
const piece = fc.oneof(
  trick,
  fc.constant('e\u0301\u0302\u0303\u0304\u0305'),
  fc.string({ unit: 'binary', maxLength: 20 }),
)
const words = fc
  .tuple(fc.array(piece, { maxLength: 12 }), fc.constantFrom('', '0xC004F074 ', 'office 2013 kms host ', 'person '))
  .map(([pieces, before]) => `${before}${pieces.join('kms01')}`)

describe('T14 text that hides or reorders', () => {
  it('never comes back in what the bot says', () => {
    fc.assert(
      fc.property(words, (text) => {
        const { replies } = startTalk(knowledge).say(text).turn
        for (const { text: said, card } of replies) {
          expect(said).not.toMatch(HIDDEN)
          expect(said.isWellFormed()).toBe(true)
          for (const one of strings(card)) expect(one).not.toMatch(HIDDEN)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('is told the same as the text without it', () => {
    const plain = startTalk(knowledge).say('0xC004F074 in office 2013')
    expect(startTalk(knowledge).say('0xC0\u200b04F074\u202e in of\u00adfice 2013').text).toBe(plain.text)
  })
})

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : []
}
