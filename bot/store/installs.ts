import type { Kysely } from 'kysely'

import type { Schema } from './schema.ts'

/** A team that the bot was added to, and how it is reached there. */
export type Install = { tenant: string; team: string; serviceUrl: string; bot: string }

/** Where the bot may speak first. */
export type InstallStore = {
  keepInstall(install: Install): Promise<void>
  forgetInstall(tenant: string, team: string): Promise<void>
  /** The teams of an organisation, the latest first. */
  installs(tenant: string): Promise<Install[]>
  /** Forgets how a conversation is reached: the bot was removed from it. */
  forgetReference(conversation: string): Promise<void>
}

/** The installs of a database. */
export function createInstallStore(db: Kysely<Schema>, clock: () => number): InstallStore {
  return {
    keepInstall: async ({ tenant, team, serviceUrl, bot }) => {
      const values = { service_url: serviceUrl, bot, at: clock() }
      await db
        .insertInto('team_installs')
        .values({ tenant, team, ...values })
        .onConflict((conflict) => conflict.columns(['tenant', 'team']).doUpdateSet(values))
        .execute()
    },
    forgetInstall: async (tenant, team) => {
      await db.deleteFrom('team_installs').where('tenant', '=', tenant).where('team', '=', team).execute()
    },
    installs: async (tenant) => {
      const rows = await db
        .selectFrom('team_installs')
        .selectAll()
        .where('tenant', '=', tenant)
        .orderBy('at', 'desc')
        .limit(MOST)
        .execute()
      return rows.map(({ team, service_url, bot }) => ({ tenant, team, serviceUrl: service_url, bot }))
    },
    forgetReference: async (conversation) => {
      await db.updateTable('conversations').set({ reference: null }).where('key', '=', conversation).execute()
    },
  }
}

const MOST = 500
