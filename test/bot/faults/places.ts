import { POSTGRES_BINARIES, POSTGRES_MISSING, type PostgresServer, startPostgres } from '../../support/postgres.ts'
import { newDataDir } from '../test-bot.ts'

/** Settings of a bot with a database that nobody has used. */
export type Place = { title: string; settings: () => Promise<Record<string, string>>; remove: () => Promise<void> }

const SECRET = 'the-secret-that-the-replicas-of-a-test-share'

/** The embedded database. */
export const embedded: Place = {
  title: 'SQLite',
  settings: async () => ({ DATA_DIR: newDataDir() }),
  remove: async () => {},
}

/** A server of its own, started when it is first needed. */
export function onPostgres(): Place & { server: () => Promise<PostgresServer> } {
  let server: Promise<PostgresServer> | undefined
  const started = () => {
    server ??= startPostgres()
    return server
  }
  return {
    title: 'PostgreSQL',
    server: started,
    settings: async () => ({
      DATA_DIR: newDataDir(),
      DATABASE_URL: await (await started()).newDatabase(),
      DIRECT_LINE_SECRET: SECRET,
    }),
    remove: async () => await (await server)?.remove(),
  }
}

/** Why PostgreSQL's half of a test does not run; empty when it does. */
export const WITHOUT_POSTGRES = POSTGRES_BINARIES ? '' : POSTGRES_MISSING
