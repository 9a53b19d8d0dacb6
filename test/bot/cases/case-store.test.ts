import { join } from 'node:path'
import { describe, it } from 'vitest'

import { openSqlite } from '../../../bot/store/index.ts'
import { openPostgres } from '../../../bot/store/postgres.ts'
import { POSTGRES_BINARIES, POSTGRES_MISSING, type PostgresServer, startPostgres } from '../../support/postgres.ts'
import { newDataDir } from '../test-bot.ts'
import { describeCases } from './case-conformance.ts'

describeCases(
  'openCases on SQLite',
  async () => {
    const file = join(newDataDir(), 'bot.db')
    return { bots: 1, open: (ahead) => openSqlite(file, () => Date.now() + ahead()) }
  },
  async () => {},
)

if (POSTGRES_BINARIES) {
  let server: PostgresServer | undefined
  describeCases(
    'openCases on PostgreSQL',
    async () => {
      server ??= await startPostgres()
      const url = await server.newDatabase()
      return { bots: 2, open: (ahead) => openPostgres(url, () => Date.now() + ahead()) }
    },
    async () => await server?.remove(),
  )
} else {
  describe('openCases on PostgreSQL', () => {
    it.skip(POSTGRES_MISSING, () => {})
  })
}
