import { type Answer, type Call, HttpError } from '../http/index.ts'
import { type DeskStore, sha256 } from '../store/index.ts'
import type { DeskPerson } from './sessions.ts'

/** Keeps who looked at what, without what they saw. */
export type Reads = { note(person: Pick<DeskPerson, 'id'>, what: string, target?: string): Promise<void> }

// An open page looks every few seconds; that is one look.
const QUIET = 10 * 60_000

/** Builds the notes of who read what at the desk. */
export function createReads(store: Pick<DeskStore, 'noteRead'>, clock: () => number): Reads {
  return { note: ({ id }, what, target = '') => store.noteRead({ person: id, what, target }, clock(), QUIET) }
}

/** Answers with 304 where the page has the same already. */
export function whenChanged({ request }: Call, body: object): Answer {
  const json = JSON.stringify(body)
  const tag = `"${sha256(json).slice(0, 32)}"`
  if (request.headers['if-none-match'] === tag) return { status: 304, headers: { ETag: tag } }
  return { status: 200, headers: { ETag: tag, 'Content-Type': 'application/json; charset=utf-8' }, body: json }
}

/** Reads a number of a query within bounds. */
export function boundedNumber(query: URLSearchParams, name: string, bounds: { or: number; from: number; to: number }) {
  const text = query.get(name)
  const value = text === null ? bounds.or : Number(text)
  if (!Number.isInteger(value) || value < bounds.from || value > bounds.to) throw new HttpError(400, 'BadQuery')
  return value
}
