import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'

import type { Schema } from './schema.ts'

/** Somebody of IT who is signed in at the desk. */
export type DeskSession = { person: string; name: string; groups: string[]; createdAt: number; seenAt: number }

/** What of the desk somebody looks at; `target` is a case or nothing. */
export type DeskRead = { person: string; what: string; target: string }

/** Who is signed in at the desk, and who read what there. Sessions are known by the hash of what the browser holds. */
export type DeskStore = {
  beginSession(id: string, session: DeskSession): Promise<void>
  session(id: string): Promise<DeskSession | undefined>
  seeSession(id: string, at: number): Promise<void>
  endSession(id: string): Promise<void>
  /** Notes that somebody reads something; a second look within `quiet` milliseconds is the same. */
  noteRead(read: DeskRead, at: number, quiet: number): Promise<void>
  deskReads(limit: number): Promise<(DeskRead & { at: number })[]>
  /** Those who were at the desk lately. */
  colleagues(): Promise<{ id: string; name: string; groups: string[] }[]>
}

/** The sessions and reads of the desk. */
export function createDeskStore(db: Kysely<Schema>): DeskStore {
  const sessions = (id: string) => db.updateTable('desk_sessions').where('id', '=', id)
  return {
    beginSession: async (id, { person, name, groups, createdAt, seenAt }) => {
      const kept = { id, person, name, groups: JSON.stringify(groups), created_at: createdAt, seen_at: seenAt }
      await db.insertInto('desk_sessions').values(kept).execute()
    },
    session: async (id) => {
      const row = await db.selectFrom('desk_sessions').selectAll().where('id', '=', id).executeTakeFirst()
      if (!row) return undefined
      const { person, name, groups, created_at: createdAt, seen_at: seenAt } = row
      return { person, name, groups: JSON.parse(groups), createdAt, seenAt }
    },
    seeSession: async (id, at) => void (await sessions(id).set({ seen_at: at }).execute()),
    endSession: async (id) => void (await db.deleteFrom('desk_sessions').where('id', '=', id).execute()),
    colleagues: async () => {
      const rows = db.selectFrom('desk_sessions').select(['person as id', 'name', 'groups']).orderBy('seen_at')
      const known = (await rows.execute()).map((row) => ({ ...row, groups: JSON.parse(row.groups) }))
      return [...new Map(known.map((row) => [row.id, row])).values()].sort((one, other) => (one.id < other.id ? -1 : 1))
    },
    noteRead: async (read, at, quiet) => {
      const rows = db.selectFrom('desk_reads').select('id').where('person', '=', read.person)
      const same = rows
        .where('what', '=', read.what)
        .where('target', '=', read.target)
        .where('at', '>', at - quiet)
      if (await same.limit(1).executeTakeFirst()) return
      await db
        .insertInto('desk_reads')
        .values({ ...read, id: randomUUID(), at })
        .execute()
    },
    deskReads: async (limit) => {
      const rows = db.selectFrom('desk_reads').select(['person', 'what', 'target', 'at'])
      return await rows.orderBy('at', 'desc').limit(limit).execute()
    },
  }
}
