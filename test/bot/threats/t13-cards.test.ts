import { beforeAll, describe, expect, it } from 'vitest'

import { loadKnowledge } from '../../../bot/knowledge.ts'
import type { Knowledge, Reply } from '../../../dialogs/index.ts'
import { checkCard } from '../../dialogs/card-check.ts'
import { startTalk } from '../../dialogs/talk.ts'

const LURES = [
  '[APPROVED](https://evil.example/a)',
  '[x](javascript:alert(1))',
  '![p](https://evil.example/p.png)',
  '<https://evil.example/>',
  '<at>Everyone</at>',
  '<script>alert(1)</script>',
  '**bold** _it_ ~~no~~',
  '# heading\n- list',
  'evil.example/<b>x</b>',
  '`code` ``` fence',
  '{{DATE(2026-01-01)}} $' + '{host} {kmsHostIntended}',
  '\u202eevil\u202c \u200bhidden\u200b',
]
const PLACES: ((lure: string) => string)[] = [
  (lure) => lure,
  (lure) => `0xC004F074 office 2013 ${lure}`,
  (lure) => `my pc is called ${lure} and says 0xC004F042`,
  (lure) => `LICENSE NAME: ${lure}\nERROR CODE: 0xC004F074\nKMS machine name from DNS: ${lure}:1688`,
  (lure) => `something odd happened with ${lure}, what now?`,
]
let knowledge: Knowledge
beforeAll(async () => {
  knowledge = await loadKnowledge()
})

/** Every string of a card with the property it stands in, outside of places that show text as it is. */
function marked(card: unknown): string[] {
  if (Array.isArray(card)) return card.flatMap(marked)
  if (typeof card !== 'object' || card === null) return []
  const { type } = card as { type?: unknown }
  if (type === 'RichTextBlock' || type === 'CodeBlock') return []
  return Object.entries(card).flatMap(([name, value]) =>
    typeof value === 'string' && ['text', 'title', 'value', 'url', 'label'].includes(name) ? [value] : marked(value),
  )
}

function expectHarmless(reply: Reply, profile: 'webchat' | 'teams'): void {
  if (!reply.card) return
  checkCard(reply, profile)
  const text = JSON.stringify(reply.card)
  expect(text.length).toBeLessThanOrEqual(28 * 1024)
  for (const url of text.matchAll(/"url":"([^"]*)"/g)) {
    expect(URL.parse(url[1] ?? '')?.protocol).toBe('https:')
    expect(url[1]).not.toContain('evil')
  }
  for (const one of marked(reply.card)) expect(one).not.toMatch(/\]\(|<at>|<script|evil\.example/)
  expect(text).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B-\u200F\uFEFF]/)
}

describe('T13 cards with words of people', () => {
  it.each(['webchat', 'teams'] as const)('make no link, mention or Markdown of 60 lures, for %s', (profile) => {
    for (const lure of LURES) {
      for (const place of PLACES) {
        const talk = startTalk(knowledge, profile).say(place(lure))
        const further = talk.say(lure)
        const asked = further.say('person')
        for (const { turn } of [talk, further, asked]) for (const reply of turn.replies) expectHarmless(reply, profile)
      }
    }
  })
})
