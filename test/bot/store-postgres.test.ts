import { Client } from 'pg'
import { describe, expect, it } from 'vitest'

import { conversationKey } from '../../bot/store/index.ts'
import { openPostgres } from '../../bot/store/postgres.ts'
import { POSTGRES_BINARIES, POSTGRES_MISSING, type PostgresServer, startPostgres } from '../support/postgres.ts'
import { describeStore } from './store-conformance.ts'

if (POSTGRES_BINARIES) {
  let server: PostgresServer | undefined
  describeStore(
    'openPostgres',
    async () => {
      server ??= await startPostgres()
      const url = await server.newDatabase()
      return {
        open: (ahead = () => 0) => openPostgres(url, () => Date.now() + ahead()),
        sql: async (text) => {
          const client = new Client({ connectionString: url })
          await client.connect()
          const { rows } = await client.query(text).finally(() => client.end())
          return rows
        },
      }
    },
    async () => await server?.remove(),
  )
} else {
  describe('openPostgres', () => {
    it.skip(POSTGRES_MISSING, () => {})
  })
}

describe.skipIf(!POSTGRES_BINARIES)('openPostgres', () => {
  it('lets replicas start at once, take turns in one conversation, and hear of each other', async () => {
    const own = await startPostgres()
    const url = await own.newDatabase()
    const stores = await Promise.all([1, 2, 3].map(() => openPostgres(url)))
    const heard: string[] = []
    for (const store of stores) store.onChange((conversation) => heard.push(conversation))
    const name = { channel: 'directline', conversation: 'c' }
    const opening = { name, person: 'p', locale: 'en' }
    const conversation = conversationKey(name)
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        stores[n % 3]?.turn({ conversation, activity: `a${n}` }, opening, ({ seq }) => ({
          lines: [{ activity: { seq: seq + 1 } }],
          effects: [],
          outbox: [],
          answer: {},
        })),
      ),
    )
    expect(await stores[0]?.lines(conversation, 0, 100)).toHaveLength(30)
    while (heard.length < 30) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(new Set(heard)).toEqual(new Set([conversation]))
    await Promise.all(stores.map((store) => store.close()))
    await own.remove()
  })
})
