import type { Case } from '../../../bot/cases/index.ts'
import type { News } from '../../../bot/handoff/news.ts'

type More = { draft?: Partial<Case['draft']>; case?: Partial<Case> } & Partial<Omit<News, 'case'>>

/** News of a case that nothing is known about but what the test says. */
export function newsOf({ draft = {}, case: more = {}, ...news }: More = {}): News {
  return {
    kind: 'opened',
    key: 'A-1001-0',
    caseKey: 'A-1001-0',
    transcript: [{ text: 'hello' }],
    files: [],
    withheld: 0,
    ...news,
    case: {
      number: 'A-1001',
      conversation: 'c',
      channel: 'directline',
      person: 'dl_1',
      locale: 'en',
      status: 'open',
      version: 0,
      seq: 1,
      openedAt: 0,
      changedAt: 0,
      entries: [],
      links: [],
      ...more,
      draft: { number: 'A-1001', codes: [], facts: {}, tried: [], question: 'Which host is right?', ...draft },
    },
  }
}

type Entry = Case['entries'][number]

/** Words that were said about a case on the first of May. */
export function entryOf(more: Partial<Entry> = {}): Entry {
  return {
    id: 'e1',
    at: Date.UTC(2026, 4, 1, 9, 30),
    by: 'expert',
    kind: 'answer',
    text: 'Use kms02.',
    delivery: 'pending',
    ...more,
  }
}
