import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { conversationKey, openSqlite, type Store } from '../../../bot/store/index.ts'
import { openPostgres } from '../../../bot/store/postgres.ts'
import type { Effect, Milestone } from '../../../dialogs/index.ts'
import { POSTGRES_BINARIES, startPostgres } from '../../support/postgres.ts'
import { newDataDir } from '../test-bot.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
// PostgreSQL's clock counts, so that both start from the same one.
const TODAY = Math.floor(Date.now() / DAY)
const START = TODAY * DAY
const ALL = { since: START - DAY, ahead: 0 }
const [FIRST, SECOND, THIRD] = ['t#first', 't#second', 't#third']

const databases: [string, (clock: () => number) => Promise<{ store: Store; end?: () => Promise<void> }>][] = [
  ['SQLite', async (clock) => ({ store: await openSqlite(`${newDataDir()}/bot.db`, clock) })],
]
if (POSTGRES_BINARIES)
  databases.push([
    'PostgreSQL',
    async (clock) => {
      const server = await startPostgres()
      return { store: await openPostgres(await server.newDatabase(), clock), end: () => server.remove() }
    },
  ])

describe.each(databases)('createInsightStore on %s', (_, open) => {
  let store: Store
  let end: (() => Promise<void>) | undefined
  let now = Date.now()

  const nameOf = (conversation: string) => ({ channel: 'directline', conversation })

  const pass = (conversation: string, at: number, ...passed: Milestone[]) => conclude(conversation, at, passed, [])

  async function conclude(conversation: string, at: number, passed: Milestone[], effects: Effect[]): Promise<void> {
    now = at
    const name = nameOf(conversation)
    const key = { conversation: conversationKey(name), activity: `${at}` }
    const after = { lines: [], effects, outbox: [], answer: {}, passed }
    await store.turn(key, { name, person: `person of ${conversation}`, locale: 'en' }, () => after)
  }
  const node = (id: string): Milestone => ({ kind: 'node', topic: 't', node: id })
  const topic: Milestone = { kind: 'topic', topic: 't', node: FIRST }
  const question: Milestone = { kind: 'question', topic: 't', node: FIRST }

  beforeAll(async () => {
    const opened = await open(() => now)
    store = opened.store
    end = opened.end
    const code: Milestone = { kind: 'code', code: '0xC004F074' }
    await pass('solved', START + HOUR, code, topic, node(FIRST), question)
    await pass('solved', START + 2 * HOUR, node(SECOND), { kind: 'solved', topic: 't', node: SECOND })
    await pass('handed', START + 23 * HOUR, code, topic, node(FIRST), question)
    await pass('handed', START + 25 * HOUR, node(SECOND), question)
    await pass('handed', START + 26 * HOUR, node(FIRST), { kind: 'person', topic: 't', node: FIRST })
    await pass('left', START + 3 * DAY, topic, node(FIRST), node(SECOND), node(THIRD))
    await pass('running', START + 4 * DAY, topic, node(FIRST))
  })
  afterAll(async () => {
    await store.close()
    await end?.()
  })

  it('counts a code once for each conversation of a day', async () => {
    expect(await store.codesByDay(ALL)).toEqual([{ day: TODAY, code: '0xC004F074', conversations: 2 }])
  })

  it('cuts days where whoever looks has midnight', async () => {
    const days = await store.codesByDay({ ...ALL, ahead: 2 * HOUR })
    expect(days.map(({ day, conversations }) => [day, conversations])).toEqual([
      [TODAY, 1],
      [TODAY + 1, 1],
    ])
  })

  it('tells cases that were solved alone from those that went to a person, by day and by how much they were asked', async () => {
    expect(await store.caseCounts(ALL)).toEqual([
      { day: TODAY, topic: 't', questions: 1, cases: 1, alone: 1, person: 0 },
      { day: TODAY, topic: 't', questions: 2, cases: 1, alone: 0, person: 1 },
      { day: TODAY + 3, topic: 't', questions: 0, cases: 1, alone: 0, person: 0 },
      { day: TODAY + 4, topic: 't', questions: 0, cases: 1, alone: 0, person: 0 },
    ])
  })

  it('tells where the people of a topic came to, and where they ended; who may still go on has left nowhere', async () => {
    const places = await store.funnel('t', ALL, START + 4 * DAY - HOUR)
    expect(places).toEqual([
      { node: FIRST, reached: 4, alone: 0, person: 1, left: 0 },
      { node: SECOND, reached: 3, alone: 1, person: 0, left: 0 },
      { node: THIRD, reached: 1, alone: 0, person: 0, left: 1 },
    ])
    expect(places.reduce((sum, { alone, person, left }) => sum + alone + person + left, 0)).toBe(3)
  })

  it('keeps one opinion of a conversation on an answer: the last, with its reason', async () => {
    const opinions: Effect[] = [
      { kind: 'recordFeedback', node: FIRST, graph: 'v1', helpful: true },
      { kind: 'recordFeedback', node: FIRST, graph: 'v1', helpful: false },
      { kind: 'recordFeedback', node: FIRST, graph: 'v1', helpful: false, words: 'Hard to follow' },
      { kind: 'recordFeedback', node: SECOND, graph: 'v1', helpful: true },
    ]
    for (const [index, effect] of opinions.entries()) await conclude('solved', START + 5 * HOUR + index, [], [effect])
    const said = (await store.opinions(START, 10)).map(({ at: _, ...opinion }) => opinion)
    expect(said).toEqual([
      { node: SECOND, graph: 'v1', helpful: true },
      { node: FIRST, graph: 'v1', helpful: false, words: 'Hard to follow' },
    ])
  })

  it('counts nothing from before', async () => {
    expect(await store.codesByDay({ since: START + DAY, ahead: 0 })).toEqual([])
  })

  it('keeps numbers and no way back to anybody when conversations are removed', async () => {
    const before = await store.caseCounts(ALL)
    now = START + 40 * DAY
    await store.purge(now)
    expect(await store.conversation(conversationKey(nameOf('solved')))).toBeUndefined()
    expect(await store.caseCounts(ALL)).toEqual(before)
    await pass('solved', now, { kind: 'solved', topic: 't', node: THIRD })
    // A conversation of the same name is another one now.
    const cases = (await store.caseCounts(ALL)).reduce((sum, one) => sum + one.cases, 0)
    expect(cases).toBe(5)
  })

  it('keeps sessions and reads of experts until they are erased or old', async () => {
    const session = { person: 'ada', name: 'Ada', groups: ['it'], createdAt: now, seenAt: now }
    await store.beginSession('one', session)
    await store.seeSession('one', now + 1)
    expect(await store.session('one')).toEqual({ ...session, seenAt: now + 1 })
    expect(await store.colleagues()).toEqual([{ id: 'ada', name: 'Ada', groups: ['it'] }])
    await store.endSession('one')
    expect(await store.session('one')).toBeUndefined()
    const read = { person: 'ada', what: 'case', target: 'A-1' }
    for (const at of [now, now + 5, now + 20]) await store.noteRead(read, at, 10)
    expect((await store.deskReads(10)).map(({ at }) => at - now)).toEqual([20, 0])
    await store.beginSession('two', session)
    await store.purge(now + 366 * DAY)
    expect(await store.deskReads(10)).toEqual([])
    expect(await store.session('two')).toBeUndefined()
  })
})
