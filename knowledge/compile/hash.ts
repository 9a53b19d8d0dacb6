import { createHash } from 'node:crypto'

/** A short name for a piece of content: the same whenever it is the same. */
export function contentHash(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16)
}
