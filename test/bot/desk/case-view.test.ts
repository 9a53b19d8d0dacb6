import { describe, expect, it } from 'vitest'

import type { Case } from '../../../bot/cases/index.ts'
import { toCaseView } from '../../../bot/desk/case-view.ts'
import type { StoredLine } from '../../../bot/store/index.ts'
import type { Facts } from '../../../knowledge/index.ts'

const GRAPH = { version: 'v', documents: [], topics: [], nodes: {}, tables: [] }

const caseWith = (facts: Facts): Case => ({
  number: 'A-1',
  conversation: 'hash',
  channel: 'directline',
  person: 'ada@contoso.example',
  locale: 'de',
  status: 'open',
  version: 1,
  draft: { number: 'A-1', codes: [], facts, tried: [], question: 'What now?' },
  seq: 3,
  openedAt: 1,
  changedAt: 1,
  entries: [],
  links: [],
})

const line = (role: 'user' | 'bot', text: string, more: object = {}): StoredLine => ({
  seq: 1,
  at: 1,
  activity: { type: 'message', text, from: { role, name: role === 'user' ? 'Ada' : 'Bot' }, ...more },
})

describe('toCaseView', () => {
  it('shows the very line a fact came from', () => {
    const facts: Facts = { errorCode: { value: '0xC004F074', from: 'ospp.act', line: 2 } }
    const paste = line('user', 'LICENSE NAME: Office 15\n  ERROR CODE: 0xC004F074')
    const { facts: rows } = toCaseView(caseWith(facts), [line('user', 'hi\nthere'), paste], GRAPH)
    expect(rows).toEqual([
      { label: 'Error', value: '0xC004F074', source: 'ospp.vbs /act output', line: 2, quote: 'ERROR CODE: 0xC004F074' },
    ])
  })

  it('takes the newest paste that says so, and shows no line that does not', () => {
    const facts: Facts = {
      currentCount: { value: 4, from: 'slmgr.dlv', line: 1 },
      kmsHostAsked: { value: 'kms01', from: 'event.12288', line: 9 },
    }
    const lines = [line('user', 'Current count: 4 (old)'), line('user', 'Current count: 4 (new)')]
    const { facts: rows } = toCaseView(caseWith(facts), lines, GRAPH)
    expect(rows.map(({ quote }) => quote)).toEqual(['Current count: 4 (new)', undefined])
  })

  it('reads cards by what they say, and leaves out what nobody said', () => {
    const card = { type: 'message', summary: 'Which Office is it?', attachments: [{}], from: { role: 'bot' } }
    const lines = [
      { seq: 1, at: 1, activity: { type: 'event', name: 'webchat/join', from: { role: 'user' } } },
      { seq: 2, at: 2, activity: card },
      line('user', '2013'),
    ]
    const { transcript, name } = toCaseView(caseWith({}), lines, GRAPH)
    expect(transcript.map(({ by, text }) => [by, text])).toEqual([
      ['bot', 'Which Office is it?'],
      ['person', '2013'],
    ])
    expect(name).toBe('Ada')
  })

  it('shows what the person added, and says when they kept the conversation to themselves', () => {
    const one = caseWith({})
    const consent = { at: 1, transcript: false }
    const draft = { ...one.draft, who: 'Ada L.', contact: 'ext. 42', words: 'since Monday', consent }
    const view = toCaseView({ ...one, draft }, [], GRAPH)
    expect(view).toMatchObject({ name: 'Ada L.', contact: 'ext. 42', words: 'since Monday', withheld: true })
  })

  it('keeps inner names of the conversation to itself', () => {
    expect(JSON.stringify(toCaseView(caseWith({}), [], GRAPH))).not.toContain('hash')
  })
})
