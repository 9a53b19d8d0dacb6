import { describe, expect, it } from 'vitest'

import type { Case, CaseStatus } from '../../../bot/cases/index.ts'
import { renderCase, renderNotice } from '../../../bot/teams-channel/case-card.ts'
import { libraryProblems } from '../../dialogs/card-check.ts'
import { buttonsOf, wordsOf } from './teams-server.ts'

const LURES = [
  '[APPROVED](https://evil.example/a)',
  '[x](javascript:alert(1))',
  '<https://evil.example/>',
  '<at>Everyone</at>',
  '<script>alert(1)</script>',
  '**bold** _it_ ~~no~~',
  '# heading\n- list',
  '{{DATE(2026-01-01)}} {host}',
  '\u202eevil\u202c \u200bhidden\u200b',
  '"}],"actions":[{"type":"Action.OpenUrl","url":"https://evil.example"}]',
  'e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301',
  'x'.repeat(40_000),
]

/** A case in which somebody wrote this wherever one can write. */
function caseOf(words: string, changes: Partial<Case> = {}): Case {
  return {
    ...{ number: 'A-7', conversation: 'c', channel: 'msteams', person: '12345678-1234-1234-1234-123456789abc' },
    ...{ locale: 'en', status: 'claimed', version: 3, seq: 1, openedAt: 0, changedAt: 0, links: [] },
    owner: { id: 'anna', name: words, via: 'teams' },
    draft: {
      ...{ number: 'A-7', topic: words, codes: [words], who: words, contact: words, words, question: words },
      facts: {
        kmsHostIntended: { value: words, from: 'words', line: 1 },
        product: { value: 'office', from: 'answer' },
      },
      tried: [{ node: 'n', title: words, result: 'failed', commands: [words] }],
      collect: [{ shell: 'cmd', text: 'cscript ospp.vbs /dstatus' }],
    },
    entries: [
      { id: '1', at: 0, by: 'person', kind: 'words', text: words, delivery: 'told' },
      { id: '2', at: 0, by: 'expert', author: words, kind: 'answer', text: words, delivery: 'failed' },
    ],
    ...changes,
  } as Case
}

const OPTIONS = { titleOf: () => undefined, page: 'https://bot.example/desk/cases/A-7', note: 'A note.' }
const shown = (found: Case) => renderCase(found, OPTIONS) as Parameters<typeof wordsOf>[0]
const titles = (status: CaseStatus, owner?: Case['owner']) =>
  buttonsOf(shown(caseOf('x', { status, owner } as Partial<Case>))).map(({ title }) => title)

/** Texts outside of what shows text as it is. */
function marked(card: unknown): string[] {
  if (Array.isArray(card)) return card.flatMap(marked)
  if (typeof card !== 'object' || card === null) return []
  const { type } = card as { type?: unknown }
  if (type === 'RichTextBlock' || type === 'CodeBlock') return []
  return Object.entries(card).flatMap(([name, value]) =>
    typeof value === 'string' && ['text', 'title', 'value', 'url', 'label'].includes(name) ? [value] : marked(value),
  )
}

describe('renderCase', () => {
  it.each(LURES.map((lure) => [lure.slice(0, 30), lure]))('T13 shows %j as text', (_, lure) => {
    const [attachment] = renderCase(caseOf(lure), OPTIONS).attachments as { content: object }[]
    const card = attachment?.content ?? {}
    expect(libraryProblems(card)).toEqual([])
    const written = JSON.stringify(card)
    expect(written.length).toBeLessThanOrEqual(25 * 1024)
    for (const one of marked(card)) expect(one).not.toMatch(/\]\(|<at>|<script|evil|x{50}/)
    const hosts = [...written.matchAll(/"url":"([^"]*)"/g)].map((found) => URL.parse(found[1] ?? '')?.hostname)
    expect(new Set(hosts)).toEqual(new Set(['teams.microsoft.com', 'bot.example']))
    expect(written).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B-\u200F\uFEFF]|\u0301{4}/)
  })

  it('offers what can be done as the case stands, never more than Teams shows', () => {
    const owner = { id: 'anna', name: 'Anna', via: 'teams' } as const
    const acting = ['Answer', 'Ask for information', 'Resolve', 'Chat with the person', 'Command to collect more']
    expect(titles('open')).toEqual(['Claim', ...acting])
    expect(titles('claimed', owner)).toEqual(['Assign to me', ...acting])
    expect(titles('waiting', owner)).toHaveLength(6)
    expect(titles('resolved', owner)).toEqual(['Reopen', 'Chat with the person'])
    expect(titles('withdrawn')).toEqual(['Chat with the person'])
  })

  it('says how it stands, and what came of a click', () => {
    expect(wordsOf(shown(caseOf('Anna')))).toMatch(/^A-7 {2}Anna has it[\s\S]*A note\./)
    expect(wordsOf(shown(caseOf('Anna', { status: 'waiting' })))).toContain('Anna waits for the person')
    expect(wordsOf(shown(caseOf('x', { status: 'withdrawn' })))).toContain('withdrawn by the person')
  })

  it('says of an answer whether it arrived', () => {
    expect(wordsOf(shown(caseOf('hello')))).toMatch(/hello: hello {2}1970-01-01 00:00 UTC {2}did not arrive/)
  })
})

describe('renderNotice', () => {
  it.each(LURES.map((lure) => [lure.slice(0, 30), lure]))('T13 shows %j as text', (_, lure) => {
    const [attachment] = renderNotice('Ann on A-7: ', lure).attachments as { content: object }[]
    expect(marked(attachment?.content)).toEqual([])
    expect(libraryProblems(attachment?.content)).toEqual([])
    expect(JSON.stringify(attachment).length).toBeLessThanOrEqual(25 * 1024)
  })
})
