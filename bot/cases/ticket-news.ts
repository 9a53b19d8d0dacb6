import { z } from 'zod'

import { type Answer, type Call, HttpError, parseJson, type Route, readBody } from '../http/index.ts'
import type { Log } from '../log.ts'
import type { Case, Expert, Move } from './case.ts'
import type { CaseStore } from './case-store.ts'
import { isOver } from './decide-move.ts'
import { isSigned, type NewsSecrets, verifyNews } from './verify-news.ts'

export type TicketNewsPorts = {
  news: NewsSecrets
  cases: Pick<CaseStore, 'case' | 'move' | 'linked'>
  log: Pick<Log, 'info' | 'warn'>
}

const LIMIT = 128 * 1024
const name = z.string().trim().min(1).max(120)
const News = z
  .object({
    /** The number of the case, or what the system `system` calls it. */
    number: z
      .string()
      .regex(/^A-\d{1,12}$/)
      .optional(),
    system: name.optional(),
    remote: z.union([name, z.number().transform(String)]).optional(),
    status: z.enum(['open', 'claimed', 'waiting', 'resolved']).optional(),
    words: z.string().trim().max(32_768).optional(),
    author: name.optional(),
  })
  .refine(({ number, system, remote }) => number !== undefined || (system !== undefined && remote !== undefined))
type News = z.infer<typeof News>

/** `POST /api/tickets/news`: what a ticket system does with a case, signed. */
export function createTicketNews(ports: TicketNewsPorts): Route {
  return { method: 'post', path: '/api/tickets/news', handle: (call) => takeNews(ports, call) }
}

async function takeNews(ports: TicketNewsPorts, { request }: Call): Promise<Answer> {
  const { cases, log, news: secrets } = ports
  if (!isSigned(secrets.signature, request.headers)) throw unsigned(ports)
  const body = await readBody(request, LIMIT)
  const once = verifyNews(secrets, request.headers, body)
  if (once === undefined) throw unsigned(ports)
  const parsed = News.safeParse(parseJson(body))
  if (!parsed.success) throw new HttpError(422, 'BadNews')
  const number = parsed.data.number ?? (await cases.linked(parsed.data.system ?? '', parsed.data.remote ?? ''))
  const found = number === undefined ? undefined : await cases.case(number)
  if (!found) throw new HttpError(404, 'CaseNotFound')
  const move = toMove(parsed.data, found)
  const outcome = move ? await cases.move(found.number, authorOf(parsed.data), move, { once }) : undefined
  const applied = outcome?.ok === true
  const reason = outcome?.ok === false ? { reason: outcome.reason } : {}
  log.info({ event: 'ticket-news', key: found.number, kind: move?.kind ?? 'none', ...reason })
  // What cannot be done now will not be possible later either: it is not sent again.
  return { status: 200, body: { applied, ...reason, status: outcome?.ok ? outcome.case.status : found.status } }
}

function unsigned({ log }: TicketNewsPorts): HttpError {
  log.warn({ event: 'ticket-news-refused' })
  return new HttpError(401, 'Unauthorized')
}

function authorOf({ author, system }: News): Expert {
  return { id: `tickets:${author ?? system ?? ''}`, name: author ?? 'IT', via: 'tickets' }
}

function toMove({ status, words = '' }: News, found: Case): Move | undefined {
  // A system that was told what the person said may tell it back.
  const isEcho = found.entries.some(({ by, text }) => by === 'person' && text === words)
  const said = isEcho ? '' : words
  if (status === 'open' && isOver(found.status)) return { kind: 'reopen' }
  if (status === 'resolved') return said === '' ? { kind: 'resolve' } : { kind: 'resolve', words: said }
  if (said !== '') return { kind: status === 'waiting' ? 'ask' : 'answer', words: said }
  return status === 'claimed' ? { kind: 'claim' } : undefined
}
