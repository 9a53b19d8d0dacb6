import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { openSqlite } from '../../bot/store/index.ts'
import { Connector } from './connector.ts'
import { newDataDir, startTestBot, type TestBot } from './test-bot.ts'

const TAKE_PARCEL = 'update "outbox" set'

let running: TestBot
let connector: Connector
let statements: string[]

beforeEach(async () => {
  statements = []
  connector = await new Connector().start()
  const DATA_DIR = newDataDir()
  const store = await openSqlite(join(DATA_DIR, 'bot.db'), Date.now, (sql) => statements.push(sql))
  running = await startTestBot({ DATA_DIR, BOT_EMULATOR: '1' }, { store })
})
afterEach(async () => {
  await running.stop()
  await connector.stop()
})

/** Says one thing after the other in a new conversation, and gives the statements of all but the first turn. */
async function statementsAfterHello(...texts: string[]): Promise<string[]> {
  const conversation = { id: randomUUID() }
  for (const text of ['hello', ...texts]) {
    if (text === texts[0]) statements = []
    const people = { from: { id: 'user-1' }, recipient: { id: 'bot-1' }, conversation }
    const activity = { type: 'message', id: randomUUID(), channelId: 'emulator', serviceUrl: connector.url, ...people }
    const { status } = await fetch(`${running.bot.url}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...activity, text }),
    })
    expect(status).toBe(200)
  }
  return statements.map((sql) => sql.split(' ').slice(0, 3).join(' '))
}

// What the bot looks for by the clock, whoever writes.
const ROUNDS = ['select "key", "channel",', TAKE_PARCEL]

describe('a turn', () => {
  it('is committed with its reply on its way, and once more when the reply is there', async () => {
    const found = await statementsAfterHello('again')
    expect(found.filter((sql) => !ROUNDS.includes(sql))).toEqual([
      'begin immediate',
      'select "state", "state_schema",',
      'update "conversations" set',
      'insert into "transcript"',
      'insert into "transcript"',
      'insert into "turns"',
      'commit',
      'begin immediate',
      'update "transcript" set',
      'commit',
    ])
    expect(connector.texts()).toEqual(['1: hello', '2: again'])
  })

  it('looks for parcels when it has some for other systems', async () => {
    expect(await statementsAfterHello('ticket')).toContain(TAKE_PARCEL)
  })

  it('looks for none when it has none', async () => {
    const found = await statementsAfterHello('one', 'two', 'three', 'four', 'five', 'six')
    // A round can come by in the meantime.
    expect(found.filter((sql) => sql === TAKE_PARCEL).length).toBeLessThan(6)
  })
})
