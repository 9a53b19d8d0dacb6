import { type Kysely, type RawBuilder, sql } from 'kysely'

import type { Schema } from './schema.ts'

/** From when on is counted, and by how much the days of whoever looks are ahead of UTC, both in milliseconds. */
export type Span = { since: number; ahead: number }

/** `day`: days since 1970. */
export type CodeOfDay = { day: number; code: string; conversations: number }
/** Cases that began on a day with a topic and were asked so many questions. `alone`: solved without a person. */
export type CaseCount = {
  day: number
  topic: string
  questions: number
  cases: number
  alone: number
  person: number
}
/** How many conversations came to a place of a topic, and how many of them ended there. */
export type Place = { node: string; reached: number; alone: number; person: number; left: number }
export type Miss = { text: string; reason: string; at: number }
export type Opinion = { node: string; graph: string; helpful: boolean; words?: string; at: number }

/** What can be counted, and what was not understood. */
export type InsightStore = {
  codesByDay(span: Span): Promise<CodeOfDay[]>
  caseCounts(span: Span): Promise<CaseCount[]>
  /** The places of a topic in the order people come to them; who was there after `until` may still go on. */
  funnel(topic: string, span: Span, until: number): Promise<Place[]>
  /** Newest first. */
  misses(since: number, limit: number): Promise<Miss[]>
  opinions(since: number, limit: number): Promise<Opinion[]>
}

/** Counts in the database, so that nothing but numbers leaves it. */
export function createInsightStore(db: Kysely<Schema>): InsightStore {
  return {
    codesByDay: (span) => codesByDay(db, span),
    caseCounts: (span) => caseCounts(db, span),
    funnel: (topic, span, until) => funnel(db, topic, span, until),
    misses: async (since, limit) =>
      await db
        .selectFrom('misses')
        .select(['text', 'reason', 'at'])
        .where('at', '>=', since)
        .orderBy('at', 'desc')
        .limit(limit)
        .execute(),
    opinions: async (since, limit) => {
      const query = db.selectFrom('feedback').select(['node', 'graph', 'helpful', 'words', 'at'])
      const rows = await query.where('at', '>=', since).orderBy('at', 'desc').limit(limit).execute()
      return rows.map(({ helpful, words, ...row }) => ({ ...row, helpful: helpful === 1, ...(words && { words }) }))
    },
  }
}

// A parameter arrives as a real number in SQLite, and dividing by it would not give whole days.
function dayOf(at: RawBuilder<unknown>, { ahead }: Span): RawBuilder<number> {
  return sql<number>`(${at} + cast(${ahead} as bigint)) / 86400000`
}

async function codesByDay(db: Kysely<Schema>, span: Span): Promise<CodeOfDay[]> {
  const { rows } = await sql<CodeOfDay>`
    select ${dayOf(sql.ref('at'), span)} as day, code, count(distinct conversation) as conversations
    from events where kind = 'code' and code is not null and at >= ${span.since}
    group by 1, 2 order by 1, 2`.execute(db)
  return rows.map(({ day, code, conversations }) => ({
    day: Number(day),
    code,
    conversations: Number(conversations),
  }))
}

// SQLite would rather walk all conversations there ever were by their index than the days that are asked about.
const conversation = sql`conversation || ''`

// A case: what one conversation has to do with one topic.
async function caseCounts(db: Kysely<Schema>, span: Span): Promise<CaseCount[]> {
  const { rows } = await sql<CaseCount>`
    select ${dayOf(sql.ref('began'), span)} as day, topic, questions, count(*) as cases,
      sum(solved * (1 - person)) as alone, sum(person) as person
    from (
      select topic, min(at) as began,
        max(case when kind = 'solved' then 1 else 0 end) as solved,
        max(case when kind = 'person' then 1 else 0 end) as person,
        sum(case when kind = 'question' then 1 else 0 end) as questions
      from events where topic is not null and at >= ${span.since} group by ${conversation}, topic
    ) as cases group by 1, 2, 3 order by 1, 2, 3`.execute(db)
  return rows.map(({ topic, ...counts }) => ({
    day: Number(counts.day),
    topic,
    questions: Number(counts.questions),
    cases: Number(counts.cases),
    alone: Number(counts.alone),
    person: Number(counts.person),
  }))
}

async function funnel(db: Kysely<Schema>, topic: string, span: Span, until: number): Promise<Place[]> {
  const { rows } = await sql<Place>`
    with walk as (
      select conversation, node, at,
        row_number() over (partition by conversation order by at, place) as step,
        row_number() over (partition by conversation order by at desc, place desc) as back
      from events where kind = 'node' and topic = ${topic} and at >= ${span.since}
    ), ends as (
      select ${conversation} as conversation,
        max(case when kind = 'solved' then 1 else 0 end) as solved,
        max(case when kind = 'person' then 1 else 0 end) as person
      from events where topic = ${topic} and at >= ${span.since} group by ${conversation}
    )
    select walk.node as node, count(distinct walk.conversation) as reached,
      sum(case when back = 1 and solved = 1 and person = 0 then 1 else 0 end) as alone,
      sum(case when back = 1 and person = 1 then 1 else 0 end) as person,
      sum(case when back = 1 and solved = 0 and person = 0 and walk.at < ${until} then 1 else 0 end) as "left"
    from walk join ends on ends.conversation = walk.conversation
    group by walk.node order by avg(step), 1`.execute(db)
  return rows.map(({ node, reached, alone, person, left }) => ({
    node,
    reached: Number(reached),
    alone: Number(alone),
    person: Number(person),
    left: Number(left),
  }))
}
