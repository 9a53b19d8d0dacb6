import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

import { PATIENCE, scale } from '../../soak/scale.ts'
import { startTestBot } from '../test-bot.ts'
import { open, until } from './kills.ts'
import { onPostgres, WITHOUT_POSTGRES } from './places.ts'
import { expectOnce, postUntilTaken, through, UNLIMITED } from './traffic.ts'

const TURNS = scale(200, 2000)
const place = onPostgres()
afterAll(place.remove)

describe.skipIf(WITHOUT_POSTGRES)('F10 two replicas racing on one conversation', () => {
  it(
    `apply every turn, one after the other, and open one ticket ${WITHOUT_POSTGRES}`,
    async () => {
      const settings = await place.settings()
      const bots = await Promise.all([1, 2].map(() => startTestBot(settings, { limits: UNLIMITED })))
      const client = await open(bots[0]?.bot.url ?? '', settings)
      const clients = bots.map(({ bot }) => through(bot.url, client))
      const ids = Array.from({ length: TURNS }, (_, n) => `m${n}`)
      await Promise.all(
        ids.map((id, n) => {
          const order = n % 2 === 0 ? clients : clients.toReversed()
          return postUntilTaken(order, id, n === 100 ? 'ticket' : id)
        }),
      )
      await expectOnce(client, ids)
      const folder = join(settings['DATA_DIR'] ?? '', 'tickets')
      await until(() => existsSync(join(folder, 'A-1001', 'ticket.json')))
      expect(readdirSync(folder)).toEqual(['A-1001'])
      await Promise.all(bots.map(({ stop }) => stop()))
    },
    PATIENCE,
  )
})
