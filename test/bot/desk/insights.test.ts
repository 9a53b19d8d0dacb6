import { describe, expect, it } from 'vitest'

import { gatherInsights, groupOpinions, TABLES } from '../../../bot/desk/insights.ts'
import { openSqlite } from '../../../bot/store/index.ts'
import type { DialogGraph } from '../../../knowledge/index.ts'
import { seedCounts } from '../../support/seeded-counts.ts'
import { newDataDir } from '../test-bot.ts'

const GRAPH: DialogGraph = { version: 'v2', documents: [], topics: [], nodes: {}, tables: [] }
const NOW = Date.now()

describe('gatherInsights', () => {
  it('says the same in each picture, table and file', async () => {
    const file = `${newDataDir()}/bot.db`
    await seedCounts(file, NOW)
    const store = await openSqlite(file)
    const insights = await gatherInsights(store, GRAPH, { days: 31, ahead: 0 }, NOW)
    const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0)

    expect(insights.days).toHaveLength(31)
    expect(sum(insights.outcomes.map(({ cases }) => cases))).toBe(160)
    expect(sum(insights.questions.map(({ cases }) => cases))).toBe(160)
    expect(sum(insights.topics.map(({ cases }) => cases))).toBe(160)
    expect(insights.funnel?.places[0]?.reached).toBe(160)
    expect(sum(insights.codes.flatMap(({ counts }) => counts))).toBe(160)
    const ends = insights.funnel?.places.map(({ alone, person, left }) => alone + person + left) ?? []
    // Those of the last hour may still go on.
    expect(sum(ends)).toBeGreaterThan(140)
    expect(sum(ends)).toBeLessThanOrEqual(160)

    const rows = (name: string) => TABLES[name]?.(insights).rows ?? []
    expect(Object.keys(TABLES).filter((name) => rows(name).length === 0)).toEqual([])
    expect(sum(rows('outcomes').map(([, cases]) => Number(cases)))).toBe(160)
    for (const [, cases, alone, person, neither] of rows('outcomes').map((row) => row.map(Number)))
      expect((alone ?? 0) + (person ?? 0) + (neither ?? 0)).toBe(cases)
    await store.close()
  })

  it('has nothing to show of a bot nobody has talked to', async () => {
    const store = await openSqlite(`${newDataDir()}/bot.db`)
    const insights = await gatherInsights(store, GRAPH, { days: 7, ahead: 0 }, NOW)
    expect(insights).toMatchObject({ codes: [], outcomes: [], questions: [], topics: [], unanswered: [] })
    expect(insights).not.toHaveProperty('funnel')
    await store.close()
  })
})

describe('groupOpinions', () => {
  const opinion = (node: string, helpful: boolean, words?: string, graph = 'v2') => ({
    node,
    graph,
    helpful,
    at: 1,
    ...(words !== undefined && { words }),
  })

  it('puts the least helpful answer first, with the reasons', () => {
    const answers = groupOpinions(
      [opinion('a#x', true), opinion('b#y', false, 'did not work'), opinion('b#y', false), opinion('b#y', true)],
      GRAPH,
    )
    expect(answers.map(({ node, helpful, unhelpful }) => [node, helpful, unhelpful])).toEqual([
      ['b#y', 1, 2],
      ['a#x', 1, 0],
    ])
    expect(answers[0]?.reasons).toEqual([{ words: 'did not work', at: 1, older: false }])
  })

  it('says which reasons are about an earlier version of the documents', () => {
    const [answer] = groupOpinions([opinion('a#x', false, 'wrong host', 'v1')], GRAPH)
    expect(answer?.reasons).toMatchObject([{ older: true }])
  })
})
