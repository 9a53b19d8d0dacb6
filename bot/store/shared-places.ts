import { type Kysely, sql } from 'kysely'

import { type SharedPlaces, waitAfter, withPost } from '../thread-rate.ts'
import { postgresDialect } from './dialect.ts'
import type { Schema } from './schema.ts'
import { sha256 } from './state-record.ts'

const TABLE = sql.table('thread_posts')
const HOUR = 3_600_000

/**
 * Counts the posts of all bots on one database to each thread. Unlogged: a crash of the server forgives, and no post
 * waits for a disk.
 */
export async function openSharedPlaces(db: Kysely<Schema>, clock: () => number): Promise<Required<SharedPlaces>> {
  await db.transaction().execute(async (trx) => {
    // Replicas that start at once would trip over each other's table.
    await postgresDialect.lock(trx, 'thread posts')
    await sql`create unlogged table if not exists ${TABLE} (
      thread text primary key, posts text not null, last bigint not null
    )`.execute(trx)
  })
  let cleaned = 0
  return {
    reserve: async (thread, patience) => {
      const now = clock()
      if (now - cleaned > HOUR) {
        cleaned = now
        await sql`delete from ${TABLE} where last < ${now - HOUR}`.execute(db)
      }
      return await db.transaction().execute((trx) => reserve(trx, sha256(`posts\n${thread}`), patience))
    },
  }
}

type Found = { posts: string | null; now: number }

async function reserve(trx: Kysely<Schema>, thread: string, patience: number): Promise<number> {
  await postgresDialect.lock(trx, `posts ${thread}`)
  // By the database's clock itself: what each bot takes for its time differs by some milliseconds.
  const { rows } = await sql<Found>`
    select (select posts from ${TABLE} where thread = ${thread}) as posts,
      floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(trx)
  const [{ posts: found, now } = { posts: null, now: 0 }] = rows
  const posts: number[] = JSON.parse(found ?? '[]')
  const wait = waitAfter(posts, now)
  if (wait > patience) return wait
  const at = now + wait
  const kept = JSON.stringify(withPost(posts, at))
  await sql`insert into ${TABLE} (thread, posts, last) values (${thread}, ${kept}, ${at})
    on conflict (thread) do update set posts = excluded.posts, last = excluded.last`.execute(trx)
  return wait
}
