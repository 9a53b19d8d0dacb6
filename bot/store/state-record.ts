import { hash } from 'node:crypto'

/** The columns that hold a conversation's state. */
export type StateRecord = { state: string | null; state_schema: number; checksum: string | null }

/** How records are written now. 1: a checksum over the state. 2: over the conversation's key too. */
export const STATE_SCHEMA = 2

// How the checksum of each schema is made. An older record is read by its own, and written anew by the next turn.
const CHECKSUMS: Record<number, (key: string, state: string) => string> = {
  1: (_, state) => sha256(state),
  // A record that got into the row of another conversation is not taken for its own.
  2: (key, state) => sha256(`${key}\n${state}`),
}

/** Writes a state so that a later start can tell whether it is whole, readable and in its place. */
export function encodeState(key: string, state: unknown): StateRecord {
  const json = JSON.stringify(state)
  return { state: json, state_schema: STATE_SCHEMA, checksum: CHECKSUMS[STATE_SCHEMA]?.(key, json) ?? null }
}

/** Reads a state of any schema; `problem` says why it cannot be used. */
export function decodeState(key: string, record: StateRecord): { state: unknown } | { problem: string } {
  const { state, state_schema: schema, checksum } = record
  if (state === null && checksum === null) return { state: undefined }
  const sumOf = Object.hasOwn(CHECKSUMS, schema) ? CHECKSUMS[schema] : undefined
  if (!sumOf) return { problem: `schema ${schema} is not known` }
  if (typeof state !== 'string' || sumOf(key, state) !== checksum) return { problem: 'the checksum does not fit' }
  try {
    const value: unknown = JSON.parse(state)
    return typeof value === 'object' && value !== null ? { state: value } : { problem: 'it is not an object' }
  } catch {
    return { problem: 'it is not JSON' }
  }
}

/** The hash that names contents, in hex. */
export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex')
}
