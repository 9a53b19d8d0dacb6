import { afterEach, describe, expect, it } from 'vitest'

import { type After, conversationKey, openSqlite, type Store } from '../../bot/store/index.ts'
import { newDataDir } from './test-bot.ts'

const AFTER: After = {
  state: { schema: 1 },
  lines: [{ activity: { text: 'hi' } }],
  effects: [],
  outbox: [],
  answer: {},
}

let store: Store
afterEach(() => store.close())

/** A store that says which statements it runs, and fails where `observe` throws. */
async function open(observe: (sql: string) => void): Promise<void> {
  store = await openSqlite(`${newDataDir()}/bot.db`, Date.now, observe)
}

function turn(n: number, work: () => After = () => AFTER) {
  const name = { channel: 'directline', conversation: `c${n}` }
  const key = { conversation: conversationKey(name), activity: 'a' }
  return store.turn(key, { name, person: 'dl_1', locale: 'en' }, work)
}

const linesOf = (n: number) => store.lines(conversationKey({ channel: 'directline', conversation: `c${n}` }), 0, 10)

const twenty = Array.from({ length: 20 }, (_, n) => n)

describe('createGroupCommit', () => {
  it('waits for the disk once for turns that come together', async () => {
    let commits = 0
    await open((sql) => {
      if (sql === 'commit') commits += 1
    })
    commits = 0
    await Promise.all(twenty.map((n) => turn(n)))
    expect(commits).toBeLessThan(10)
    for (const n of twenty) expect(await linesOf(n)).toHaveLength(1)
  })

  it('undoes a turn that fails, and no other', async () => {
    await open(() => {})
    const fail = () => {
      throw new Error('Asked to fail')
    }
    const outcomes = await Promise.allSettled(twenty.map((n) => turn(n, n % 3 === 0 ? fail : undefined)))
    expect(outcomes.map(({ status }) => status === 'rejected')).toEqual(twenty.map((n) => n % 3 === 0))
    for (const n of twenty) expect(await linesOf(n)).toHaveLength(n % 3 === 0 ? 0 : 1)
  })

  it('acknowledges none of the turns whose commit fails, and takes them when they come again', async () => {
    let isBroken = false
    await open((sql) => {
      if (sql === 'commit' && isBroken) throw new Error('The disk is gone')
    })
    isBroken = true
    const outcomes = await Promise.allSettled(twenty.map((n) => turn(n)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toEqual([])
    isBroken = false
    for (const n of twenty) expect(await linesOf(n)).toEqual([])
    for (const n of twenty) expect(await turn(n)).toMatchObject({ replayed: false })
  })

  it('shows nobody what is not on the disk yet', async () => {
    let commits = 0
    await open((sql) => {
      if (sql === 'commit') commits += 1
    })
    commits = 0
    const taken = turn(1)
    const read = linesOf(1).then((lines) => ({ lines: lines.length, commits }))
    expect(await read).toEqual({ lines: 1, commits: 1 })
    await taken
  })
})
