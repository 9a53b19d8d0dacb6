import { join } from 'node:path'

import { createDispatcher, type Dispatcher, type Sink } from '../../../bot/handoff/index.ts'
import { conversationKey, openSqlite, type Store } from '../../../bot/store/index.ts'
import { newDataDir } from '../test-bot.ts'

/** An outbox with a clock that the test moves, and a log that the test reads. */
export type Outbox = {
  store: Store
  events: string[]
  advance(ms: number): void
  put(keys: string[]): Promise<void>
  dispatch(sink: Sink): Dispatcher
}

export async function openOutbox(): Promise<Outbox> {
  let ahead = 0
  const clock = () => Date.now() + ahead
  const store = await openSqlite(join(newDataDir(), 'bot.db'), clock)
  const events: string[] = []
  const write = ({ event }: { event: string }) => void events.push(event)
  const log = { info: write, warn: write, error: write }
  return {
    store,
    events,
    advance: (ms) => {
      ahead += ms
    },
    put: async (keys) => {
      const name = { channel: 'directline', conversation: 'c' }
      const key = { conversation: conversationKey(name), activity: `put ${keys.join()}` }
      const outbox = keys.map((one) => ({ kind: 'mail', key: one, payload: {} }))
      await store.turn(key, { name, person: 'p', locale: 'en' }, () => ({ lines: [], effects: [], outbox, answer: {} }))
    },
    dispatch: (mail) => createDispatcher({ store, sinks: { mail }, clock, log, random: () => 0.5 }),
  }
}
