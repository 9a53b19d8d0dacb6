import type { Kysely } from 'kysely'

import type { Schema } from './schema.ts'
import { storable } from './storable.ts'
import type { FileStore } from './store.ts'

/** Files that people sent, once per content and conversation. */
export function createFileStore(db: Kysely<Schema>, clock: () => number): FileStore {
  return {
    addFile: async (conversation, { name, mediaType, hash, content }) => {
      await db
        .insertInto('files')
        .values({ conversation, name: storable(name), media_type: mediaType, hash, content, at: clock() })
        .onConflict((conflict) => conflict.columns(['conversation', 'hash']).doNothing())
        .execute()
    },
    files: async (conversation) => {
      const rows = await db
        .selectFrom('files')
        .select(['name', 'media_type', 'hash', 'content'])
        .where('conversation', '=', conversation)
        .orderBy('at')
        .execute()
      return rows.map(({ name, media_type: mediaType, hash, content }) => ({ name, mediaType, hash, content }))
    },
  }
}
