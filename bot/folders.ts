import { join, resolve } from 'node:path'

/** The settings that name folders, as they stand in the environment. */
export type FolderSettings = {
  DATA_DIR?: string | undefined
  CACHE_DIR?: string | undefined
  KNOWLEDGE_DIR?: string | undefined
}

/** Where things are kept; of its own, so that a start knows it before it has read anything else. */
export function foldersOf({ DATA_DIR, CACHE_DIR, KNOWLEDGE_DIR }: FolderSettings) {
  const dataDir = resolve(DATA_DIR || './data')
  const cacheDir = CACHE_DIR ? resolve(CACHE_DIR) : join(dataDir, 'cache')
  return { dataDir, cacheDir, ...(KNOWLEDGE_DIR && { knowledgeDir: resolve(KNOWLEDGE_DIR) }) }
}
