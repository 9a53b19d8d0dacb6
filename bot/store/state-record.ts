import { createHash } from 'node:crypto'

/** The columns that hold a conversation's state. */
export type StateRecord = { state: string | null; state_schema: number; checksum: string | null }

export const STATE_SCHEMA = 1

/** Writes a state so that a later start can tell whether it is whole and readable. */
export function encodeState(state: unknown): StateRecord {
  const json = JSON.stringify(state)
  return { state: json, state_schema: STATE_SCHEMA, checksum: sha256(json) }
}

/** Reads a state; `problem` says why it cannot be used. */
export function decodeState(record: StateRecord): { state: unknown } | { problem: string } {
  const { state, state_schema: schema, checksum } = record
  if (state === null) return { state: undefined }
  if (schema !== STATE_SCHEMA) return { problem: `schema ${schema} is not ${STATE_SCHEMA}` }
  if (sha256(state) !== checksum) return { problem: 'the checksum does not fit' }
  try {
    const value: unknown = JSON.parse(state)
    return typeof value === 'object' && value !== null ? { state: value } : { problem: 'it is not an object' }
  } catch {
    return { problem: 'it is not JSON' }
  }
}

/** The hash that names contents, in hex. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
