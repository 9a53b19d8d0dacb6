import type Database from 'better-sqlite3'

import { patiently } from './patiently.ts'
import { StorageUnavailable } from './storage-unavailable.ts'

/** A transaction among those that are committed together. */
export type Member = {
  /** Resolves when everything that the transaction wrote and saw is on the disk. */
  commit(): Promise<void>
  rollback(): void
}

/** One connection whose transactions run one at a time, and are committed together when they come together. */
export type GroupCommit = {
  begin(): Promise<Member>
  /** Runs one statement; its result is given when everything that it wrote and saw is on the disk. */
  join<T>(isWrite: boolean, work: () => T): Promise<T>
  /** Runs what cannot be part of a transaction. */
  alone<T>(work: () => T): Promise<T>
  /** Resolves when nothing is open any more. */
  flush(): Promise<void>
}

type Group = { since: number; done: Promise<void>; settle: () => void; fail: (error: unknown) => void }
type Session = {
  database: Database.Database
  run: (sql: string) => void
  /** Gives the connection to one after the other. */
  lock: { enter(): Promise<void>; leave(): void }
  group: Group | undefined
  isScheduled: boolean
}

// In milliseconds: who came first should not wait for ever new ones.
const LONGEST_GROUP = 10

/**
 * Groups what one round of the event loop brings. Waiting for the disk holds the only thread, and takes as long for
 * twenty turns as for one.
 */
export function createGroupCommit(database: Database.Database, run: (sql: string) => void): GroupCommit {
  const session: Session = { database, run, lock: createLock(), group: undefined, isScheduled: false }
  return {
    begin: () => begin(session),
    join: async (isWrite, work) => {
      const { result, done } = await inside(session, async () => {
        const group = isWrite ? await openGroup(session) : session.group
        // Boxed: a promise would be waited for while nobody else can come in.
        return { result: group ? work() : await patiently(work), done: group?.done }
      })
      await done
      return result
    },
    alone: (work) =>
      inside(session, async () => {
        await commitGroup(session)
        return await patiently(work)
      }),
    flush: () => flush(session),
  }
}

async function begin(session: Session): Promise<Member> {
  const { database, run, lock } = session
  await lock.enter()
  // Whoever opens a group is alone in it until the end: undoing the group is enough.
  const isFirst = session.group === undefined
  try {
    await openGroup(session)
    if (!isFirst) run('savepoint one')
  } catch (error) {
    leave(session)
    throw error
  }
  let isIn = true
  return {
    commit: async () => {
      if (!isFirst) run('release one')
      isIn = false
      const done = session.group?.done
      leave(session)
      await done
    },
    rollback: () => {
      if (!isIn) return
      isIn = false
      try {
        if (isFirst) undoGroup(session)
        else if (database.inTransaction) for (const sql of ['rollback to one', 'release one']) run(sql)
      } finally {
        leave(session)
      }
    },
  }
}

function undoGroup(session: Session): void {
  const { database, run, group } = session
  session.group = undefined
  group?.settle()
  if (database.inTransaction) run('rollback')
}

async function inside<T>(session: Session, work: () => Promise<T>): Promise<T> {
  await session.lock.enter()
  try {
    return await work()
  } finally {
    leave(session)
  }
}

/** Makes room for the next, and has the group committed when everybody whose request is there already has come along. */
function leave(session: Session): void {
  const { database, group, lock } = session
  // Some faults, a full disk among them, have ended the transaction, and what all of them wrote.
  if (group && !database.inTransaction) {
    session.group = undefined
    group.fail(new StorageUnavailable('The database gave a transaction up.'))
  }
  lock.leave()
  if (!session.group) return
  if (performance.now() - session.group.since > LONGEST_GROUP) void flush(session)
  else if (!session.isScheduled) setImmediate(() => void flush(session))
  session.isScheduled = true
}

async function flush(session: Session): Promise<void> {
  await session.lock.enter()
  session.isScheduled = false
  await commitGroup(session)
  session.lock.leave()
}

async function openGroup(session: Session): Promise<Group> {
  if (session.group) return session.group
  await patiently(() => session.run('begin immediate'))
  const { promise: done, resolve: settle, reject: fail } = Promise.withResolvers<void>()
  // Who was in it hears of a failure; there may be nobody.
  done.catch(() => {})
  session.group = { since: performance.now(), done, settle, fail }
  return session.group
}

async function commitGroup(session: Session): Promise<void> {
  const { database, run, group } = session
  if (!group) return
  session.group = undefined
  try {
    await patiently(() => run('commit'))
    group.settle()
  } catch (error) {
    if (database.inTransaction) run('rollback')
    group.fail(error)
  }
}

function createLock(): Session['lock'] {
  const waiting: (() => void)[] = []
  let isTaken = false
  return {
    enter: async () => {
      if (isTaken) await new Promise<void>((resolve) => waiting.push(resolve))
      isTaken = true
    },
    leave: () => {
      const next = waiting.shift()
      if (next) next()
      else isTaken = false
    },
  }
}
