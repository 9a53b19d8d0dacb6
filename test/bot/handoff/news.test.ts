import { describe, expect, it } from 'vitest'

import type { Case } from '../../../bot/cases/index.ts'
import { type CaseSource, type NewsOptions, readNews } from '../../../bot/handoff/news.ts'
import { ParcelRejected } from '../../../bot/handoff/parcel-failed.ts'
import { readTranscript } from '../../../bot/handoff/transcript.ts'
import { type StoredFile, type StoredLine, sha256 } from '../../../bot/store/index.ts'
import { entryOf, newsOf } from './news-of.ts'

const OPENED = Date.UTC(2026, 4, 1)
const CASE_KEY = `A-1001-${OPENED.toString(36)}`
const PNG: StoredFile = { name: 'ann.png', mediaType: 'image/png', hash: 'p', content: Buffer.from('png') }
const LOG: StoredFile = {
  name: 'ANN-PC.log',
  mediaType: 'text/plain',
  hash: 'l',
  content: Buffer.from('kms01.corp.local does not answer'),
}

function caseOf({ draft = {}, ...more }: Partial<Omit<Case, 'draft'>> & { draft?: Partial<Case['draft']> } = {}): Case {
  return newsOf({ draft, case: { openedAt: OPENED, seq: 2, ...more } }).case
}

const line = (seq: number, activity: Record<string, unknown>): StoredLine => ({ seq, at: OPENED, activity })

function sourceOf(found: Case | undefined, lines: StoredLine[] = [], files: StoredFile[] = []): CaseSource {
  return {
    case: async (number) => (number === found?.number ? found : undefined),
    lines: async (_, after, limit) => lines.filter(({ seq }) => seq > after).slice(0, limit),
    files: async () => files,
  }
}

type Read = { found?: Case; key?: string; payload?: object; lines?: StoredLine[]; files?: StoredFile[] }

function read(
  { found = caseOf(), key = 'A-1001', payload = {}, lines, files }: Read,
  options: Partial<NewsOptions> = {},
) {
  const mask = (text: string) => text.replaceAll(/SECRET-\w+/g, '[hidden]')
  const parcel = { key, payload: { number: 'A-1001', ...payload } }
  return readNews(sourceOf(found, lines, files), parcel, { mask, external: false, ...options })
}

describe('readNews', () => {
  it.each([
    ['the opening', 'A-1001', {}, 'opened', CASE_KEY],
    ['words', 'A-1001/3', { entry: 'e1' }, 'added', `${CASE_KEY}/3`],
    ['a change', 'A-1001/4', { entry: null, move: 'claim' }, 'changed', `${CASE_KEY}/4`],
    ['the person taking it back', 'A-1001/5', { move: 'withdraw' }, 'withdrawn', `${CASE_KEY}/5`],
    [
      'the person taking it back, as earlier releases said it',
      'A-1001/5',
      { news: 'withdrawn' },
      'withdrawn',
      `${CASE_KEY}/5`,
    ],
  ])('tells %s under a key that is the same for every copy', async (_, key, payload, kind, expected) => {
    expect(await read({ key, payload })).toMatchObject({ kind, key: expected, caseKey: CASE_KEY })
  })

  it('brings what was said, and who brought it about', async () => {
    const found = caseOf({ entries: [entryOf({ id: 'e0' }), entryOf()] })
    const news = await read({ found, key: 'A-1001/1', payload: { entry: 'e1', via: 'tickets' } })
    expect([news.entry, news.via]).toEqual([entryOf(), 'tickets'])
    const without = await read({ found, key: 'A-1001/1', payload: { entry: 'gone', via: null } })
    expect([Object.hasOwn(without, 'entry'), Object.hasOwn(without, 'via')]).toEqual([false, false])
  })

  it.each<[string, object]>([
    ['no number', { number: undefined }],
    ['a number of somebody else', { number: 'X-1' }],
    ['a number with more behind it', { number: 'A-1001/../..' }],
    ['more before its number', { number: ' A-1001' }],
    ['an entry that is too long', { entry: 'x'.repeat(201) }],
  ])('takes no parcel that names %s', async (_, payload) => {
    await expect(read({ payload })).rejects.toThrow('The parcel A-1001 names no case.')
    await expect(read({ payload })).rejects.toBeInstanceOf(ParcelRejected)
  })

  it('says that there is no such case any more', async () => {
    await expect(read({ payload: { number: 'A-1002' } })).rejects.toThrow('There is no case A-1002.')
  })

  it('tells those inside where the case is, and nobody else', async () => {
    const pageOf = (number: string) => `https://help.corp.example/desk/cases/${number}`
    expect(await read({}, { pageOf })).toMatchObject({ page: pageOf('A-1001') })
    expect(await read({}, { pageOf: () => undefined })).not.toHaveProperty('page')
    expect(await read({}, { pageOf, external: true })).not.toHaveProperty('page')
  })

  it('has no secrets in anything it says', async () => {
    const found = caseOf({
      entries: [entryOf({ text: 'SECRET-1' })],
      draft: {
        words: 'SECRET-2',
        tried: [{ node: 'n', title: 'SECRET-3', result: 'failed', commands: ['x SECRET-4'] }],
      },
    })
    const lines = [
      line(1, { text: 'SECRET-5', attachments: [{ content: { body: [{ text: 'SECRET-6' }], n: 1, x: null } }] }),
    ]
    const news = await read({ found, lines, key: 'A-1001/1', payload: { entry: 'e1' } })
    expect(JSON.stringify(news)).not.toContain('SECRET')
    expect(news.entry?.text).toBe('[hidden]')
    expect(news.case.draft.tried[0]?.commands).toEqual(['x [hidden]'])
    expect(news.transcript).toEqual([
      { text: '[hidden]', attachments: [{ content: { body: [{ text: '[hidden]' }], n: 1, x: null } }] },
    ])
  })

  it('withholds what cannot be searched for secrets', async () => {
    const mask = () => {
      throw new Error('odd')
    }
    const news = await read({ found: caseOf({ draft: { words: 'SECRET-2' } }) }, { mask })
    expect(JSON.stringify(news)).not.toContain('SECRET')
  })

  it.each([
    ['agreed to', true, 1],
    ['was not asked about', undefined, 1],
    ['did not agree to', false, 0],
  ])('brings the conversation and the files that the person %s', async (_, transcript, count) => {
    const consent = transcript === undefined ? {} : { consent: { transcript } as Case['draft']['consent'] }
    const found = caseOf({ draft: consent as Partial<Case['draft']> })
    const news = await read({ found, lines: [line(1, { text: 'hi' })], files: [LOG] })
    expect([news.transcript.length, news.files.length, news.withheld]).toEqual([count, count, 0])
  })
})

describe('readNews for those outside', () => {
  const account = (id: string, role: string) => ({ id, name: id, role, aadObjectId: id })
  const lines = [
    line(1, {
      type: 'message',
      id: 'kms01|7',
      replyToId: 'kms01|6',
      timestamp: 't',
      conversation: { id: 'secret-room' },
      from: account('ann@corp.local', 'user'),
      recipient: account('bot-of-corp', 'bot'),
      text: 'kms01.corp.local is dead, says ann@corp.local',
    }),
    line(2, { type: 'message', id: 'kms01|8', from: account('bot-of-corp', 'bot'), text: 'Which host?' }),
  ]
  const found = caseOf({
    person: 'ann@corp.local',
    conversation: 'secret-room',
    owner: { id: 'ada', name: 'Ada Admin', via: 'desk' },
    links: [{ sink: 'jira', remote: 'IT-7' }],
    entries: [entryOf({ author: 'Ada Admin', text: 'Use kms02.corp.local.' })],
    draft: {
      who: 'Ann Example',
      contact: 'room 5',
      facts: { kmsHostAsked: { value: 'kms01.corp.local', from: 'event.12288', line: 3 } },
      fleet: [{ cause: 'kms01.corp.local is dead', machines: 3, names: ['ANN-PC'], isTopic: true }],
      question: 'Is kms01.corp.local right?',
    },
  })
  const outside = (files: StoredFile[] = []) =>
    read({ found, lines, files, key: 'A-1001/1', payload: { entry: 'e1' } }, { external: true, site: ['corp.local'] })

  it('says the same with other names, the same ones everywhere', async () => {
    const news = await outside()
    const told = JSON.stringify(news)
    expect(told).not.toMatch(/kms0|corp|\bann\b|\bada\b|room|jira|IT-7/i)
    const host = String(news.case.draft.facts.kmsHostAsked?.value)
    expect(host).toMatch(/^host-\d+/)
    expect(news.case.draft.question).toBe(`Is ${host} right?`)
    expect(news.case.draft.fleet).toEqual([
      { cause: `${host} is dead`, machines: 3, names: [expect.stringMatching(/^host-\d+$/)], isTopic: true },
    ])
    expect(news.transcript[0]?.['text']).toContain(`${host} is dead`)
    expect(news.entry?.text).toMatch(/^Use host-\d+\S*\.$/)
    expect(news.case.draft.who).toMatch(/^user-\d+$/)
  })

  it('says of the case what is nobody’s name', async () => {
    const { case: told } = await outside()
    expect(told).toMatchObject({
      number: 'A-1001',
      conversation: '',
      person: '',
      links: [],
      channel: 'directline',
      openedAt: OPENED,
    })
    expect([Object.hasOwn(told, 'owner'), Object.hasOwn(told.draft, 'contact')]).toEqual([false, false])
    expect(told.entries.map((entry) => Object.hasOwn(entry, 'author'))).toEqual([false])
  })

  it('says only whose side spoke', async () => {
    const { transcript } = await outside()
    const user = { id: 'user', name: 'user', role: 'user' }
    const bot = { id: 'bot', name: 'bot', role: 'bot' }
    expect(transcript).toMatchObject([
      { id: '7', timestamp: 't', conversation: { id: 'case' }, from: user, recipient: bot },
      { id: '8', from: bot, recipient: user, text: 'Which host?' },
    ])
    expect(transcript.map((activity) => Object.hasOwn(activity, 'replyToId'))).toEqual([false, false])
  })

  it('keeps back pictures, and gives texts other names', async () => {
    const { files, withheld } = await outside([PNG, LOG])
    expect(withheld).toBe(1)
    expect(files).toMatchObject([{ name: 'file-1.txt', mediaType: 'text/plain' }])
    const [{ content, hash } = LOG] = files
    expect(content.toString()).toMatch(/^host-\d+\S* does not answer$/)
    expect(hash).toBe(sha256(content))
    expect(await read({ files: [PNG, LOG] })).toMatchObject({ files: [PNG, LOG], withheld: 0 })
  })

  it('has a case that names nobody', async () => {
    const news = await read({ found: caseOf({ draft: {} }) }, { external: true })
    expect(news.case.draft).toEqual({
      number: 'A-1001',
      codes: [],
      facts: {},
      tried: [],
      question: 'Which host is right?',
    })
  })
})

describe('readTranscript', () => {
  it('reads all lines up to one, page by page, without the notes of the channel', async () => {
    const lines = Array.from({ length: 1203 }, (_, n) => line(n + 1, { text: `${n + 1}`, channelData: { x: 1 } }))
    const asked: number[] = []
    const store: Pick<CaseSource, 'lines'> = {
      lines: async (conversation, after, limit) => {
        expect(conversation).toBe('c')
        asked.push(after)
        return lines.slice(after, after + limit)
      },
    }
    const read = await readTranscript(store, 'c', 1201)
    expect(read).toEqual(Array.from({ length: 1201 }, (_, n) => ({ text: `${n + 1}` })))
    expect(asked).toEqual([0, 500, 1000])
    expect(await readTranscript(store, 'c', 500)).toHaveLength(500)
    expect(asked).toEqual([0, 500, 1000, 0])
  })

  it('ends where there is no more', async () => {
    expect(await readTranscript(sourceOf(undefined, [line(1, { text: 'hi' })]), 'c', 9)).toEqual([{ text: 'hi' }])
  })
})
