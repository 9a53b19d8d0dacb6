import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, describe, expect, it } from 'vitest'

import { startTestBot } from '../test-bot.ts'
import { KillableBot, open, openAny, until } from './kills.ts'
import { openOutbox } from './outbox.ts'
import { embedded, onPostgres, WITHOUT_POSTGRES } from './places.ts'
import { postOnce } from './traffic.ts'

const place = onPostgres()
afterAll(place.remove)

/** Has a bot write a ticket and killed while it hands it over. */
async function killInSend(settings: Record<string, string>): Promise<void> {
  const bot = new KillableBot()
  const client = await open((await bot.start('before-send', 1, settings)) ?? '', settings)
  await postOnce(client, 'm1', 'ticket')
  await bot.ended()
  expect(bot.child.signalCode).toBe('SIGKILL')
}

const ticketOf = (dataDir: string) => existsSync(join(dataDir, 'tickets', 'A-1001', 'ticket.json'))

describe('F18 dispatcher killed in the middle of a hand-over', () => {
  it('is followed up as soon as the bot is back, on SQLite', async () => {
    const settings = await embedded.settings()
    await killInSend(settings)
    expect(ticketOf(settings['DATA_DIR'] ?? '')).toBe(false)
    const { config, store, stop } = await startTestBot(settings)
    await until(() => ticketOf(config.dataDir))
    await until(async () => (await store.backlog()).waiting === 0)
    await stop()
  })

  it.skipIf(WITHOUT_POSTGRES)(
    `is followed up by another replica within 35 seconds, and its late mark is refused ${WITHOUT_POSTGRES}`,
    async () => {
      const settings = await place.settings()
      await killInSend(settings)
      const client = new Client({ connectionString: settings['DATABASE_URL'] ?? '' })
      await client.connect()
      const { rows } = await client.query('select id, lease from outbox where done_at is null')
      await client.end()
      const [{ id, lease } = { id: '', lease: '' }] = rows as { id: string; lease: string }[]
      expect(lease).not.toBeNull()
      let ahead = 0
      const store = await openAny(settings, () => Date.now() + ahead)
      const { config, stop } = await startTestBot(settings, { store })
      // Whoever holds the lease might still be at it.
      ahead = 25_000
      await new Promise((resolve) => setTimeout(resolve, 300))
      expect(ticketOf(config.dataDir)).toBe(false)
      ahead = 31_000
      await until(() => ticketOf(config.dataDir))
      await until(async () => (await store.backlog()).waiting === 0)
      expect(await store.finish(id, lease, store.now())).toBe(false)
      expect(await store.extend(id, lease, store.now())).toBe(false)
      await stop()
    },
  )
})

describe('F18 dispatcher dead with a lease', () => {
  it('has its parcel taken over after 30 seconds, and its late mark refused', async () => {
    const { store, advance, put, dispatch } = await openOutbox()
    await put(['A-1'])
    const stale = await store.take('mail', 'dead', store.now())
    const sent: string[] = []
    const dispatcher = dispatch(async ({ key }) => void sent.push(key))
    advance(29_000)
    await dispatcher.settle()
    expect(sent).toEqual([])
    advance(2000)
    await dispatcher.settle()
    expect(sent).toEqual(['A-1'])
    expect(await store.finish(stale?.id ?? '', 'dead', store.now())).toBe(false)
    expect(await store.backlog()).toEqual({ waiting: 0, parked: 0 })
    await dispatcher.stop()
    await store.close()
  })

  it('gives its parcel back at once when it is stopped and cannot finish', async () => {
    const { store, put, dispatch } = await openOutbox()
    await put(['A-1'])
    const begun = Promise.withResolvers<void>()
    const hanging = dispatch(() => {
      begun.resolve()
      return new Promise(() => {})
    })
    hanging.wake()
    await begun.promise
    await hanging.stop(50)
    const sent: string[] = []
    const next = dispatch(async ({ key }) => void sent.push(key))
    await next.settle()
    expect(sent).toEqual(['A-1'])
    await next.stop()
    await store.close()
  })
})
