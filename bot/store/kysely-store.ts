import { type Kysely, sql } from 'kysely'

import { createCaseStore } from './cases.ts'
import { createDeliveryStore } from './deliveries.ts'
import { createDeskStore } from './desk.ts'
import type { Dialect } from './dialect.ts'
import { createFileStore } from './files.ts'
import { createInsightStore } from './insights.ts'
import { createInstallStore } from './installs.ts'
import { createOutboxStore } from './outbox.ts'
import { createRetentionStore } from './retention.ts'
import type { Schema } from './schema.ts'
import type { Store } from './store.ts'
import { createTurnStore } from './turns.ts'

/** The store on a database that has been migrated. */
export function createStore(db: Kysely<Schema>, clock: () => number, dialect: Dialect): Store {
  return {
    ...createTurnStore(db, clock, dialect),
    ...createDeliveryStore(db, clock, dialect),
    ...createOutboxStore(db, dialect),
    ...createFileStore(db, clock),
    ...createRetentionStore(db),
    ...createInsightStore(db),
    ...createDeskStore(db),
    ...createInstallStore(db, clock),
    now: clock,
    openCases: (options) => createCaseStore({ db, clock, dialect }, options),
    onChange: () => {},
    spend: async (id, expiresAt) => {
      await db.deleteFrom('spent').where('expires_at', '<', clock()).execute()
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('spent')
        .values({ id, expires_at: expiresAt })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow()
      return numInsertedOrUpdatedRows === 1n
    },
    check: async () => {
      // A write, since a full or read-only disk still answers reads.
      await sql`update counters set value = value where name = 'ticket'`.execute(db)
    },
    close: () => db.destroy(),
  }
}
