import type { IncomingMessage, ServerResponse } from 'node:http'

import { LoopbackServer } from '../../support/loopback-server.ts'

export type Ticket = { id: string; key: string; at: number; fields: Record<string, unknown>; comments: string[] }
type Request = { method: string; url: URL; body: Record<string, unknown>; headers: Record<string, unknown> }
/** What a system does with a request instead of answering it. `taken` happens after it did what it was asked. */
export type Trouble = 'none' | 'error' | 'hang' | 'taken-reset' | 'taken-error' | 'taken-hang'

/** A ticket system on loopback that speaks as one of those the profiles are for. */
export class TicketSystem extends LoopbackServer {
  readonly tickets: Ticket[] = []
  readonly requests: Request[] = []
  readonly clock: () => number
  /** How long the search takes to see a new ticket, in milliseconds. */
  delay = 0
  trouble: (request: Request) => Trouble = () => 'none'
  /** Answers with this in place of what it should. */
  status: (request: Request) => number | undefined = () => undefined
  readonly #kind: Kind

  constructor(kind: keyof typeof KINDS, clock: () => number = Date.now) {
    super()
    this.#kind = KINDS[kind]
    this.clock = clock
  }

  /** What the search sees. */
  visible(): Ticket[] {
    return this.tickets.filter(({ at }) => at + this.delay <= this.clock())
  }

  protected async answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = []
    for await (const part of incoming) parts.push(part)
    const text = Buffer.concat(parts).toString('utf8')
    const url = new URL(incoming.url ?? '/', this.url)
    const body = text === '' || text.includes('grant_type') ? {} : JSON.parse(text)
    const request = { method: incoming.method ?? '', url, body, headers: incoming.headers }
    this.requests.push(request)
    const say = (status: number, value: unknown) => {
      response.statusCode = status
      response.setHeader('Content-Type', 'application/json')
      response.end(JSON.stringify(value))
    }
    const status = this.status(request)
    if (status !== undefined) return say(status, {})
    const trouble = this.trouble(request)
    if (trouble === 'error') return say(500, {})
    if (trouble === 'hang') return
    const answer = this.#kind(this, request)
    if (trouble === 'taken-hang') return
    if (trouble === 'taken-reset') return void incoming.socket.resetAndDestroy()
    if (trouble === 'taken-error') return say(502, {})
    return answer === undefined ? say(404, {}) : say(request.method === 'POST' ? 201 : 200, answer)
  }

  add(key: string, fields: Record<string, unknown>): Ticket {
    const ticket = { id: String(this.tickets.length + 1), key, at: this.clock(), fields, comments: [] }
    this.tickets.push(ticket)
    return ticket
  }
}

type Kind = (system: TicketSystem, request: Request) => unknown

const KINDS = { servicenow: serviceNow, jira, zammad } satisfies Record<string, Kind>

function serviceNow(system: TicketSystem, { method, url, body }: Request): unknown {
  const query = url.searchParams.get('sysparm_query') ?? ''
  const path = url.pathname.replace('/api/now/table/', '')
  const record = ({ id, key }: Ticket) => ({ sys_id: `sys${id}`, number: `INC${id}`, correlation_id: key })
  if (path === 'incident' && method === 'POST') return { result: record(system.add(String(body.correlation_id), body)) }
  if (path === 'incident')
    return {
      result: system
        .visible()
        .filter(({ key }) => query === `correlation_id=${key}`)
        .map(record),
    }
  if (path === 'sys_journal_field') {
    const [, id, mark = ''] = /^element_id=sys(\d+)\^valueLIKE(.+)$/.exec(query) ?? []
    const comments = system.tickets.find((one) => one.id === id)?.comments ?? []
    return { result: comments.filter((value) => value.includes(mark)).map((value) => ({ value })) }
  }
  const ticket = system.tickets.find(({ id }) => path === `incident/sys${id}`)
  if (!ticket || method !== 'PATCH') return undefined
  ticket.comments.push(String(body.work_notes))
  return { result: record(ticket) }
}

function jira(system: TicketSystem, { method, url, body }: Request): unknown {
  const [, version, path = ''] = /^\/rest\/api\/([23])\/(.+)$/.exec(url.pathname) ?? []
  if (path === 'issue' && method === 'POST') {
    const fields = body.fields as { labels: string[] }
    const { id } = system.add(fields.labels[1] ?? '', fields)
    return { id, key: `IT-${id}` }
  }
  if (path === (version === '3' ? 'search/jql' : 'search')) {
    const label = /^project="IT" AND labels="([^"]+)"$/.exec(url.searchParams.get('jql') ?? '')?.[1]
    const found = system.visible().filter(({ key }) => key === label)
    return { issues: found.map(({ id, fields }) => ({ id, key: `IT-${id}`, fields: { labels: fields.labels } })) }
  }
  const ticket = system.tickets.find(({ id }) => path === `issue/IT-${id}/comment`)
  if (!ticket) return undefined
  if (method === 'GET') return { comments: ticket.comments.map((text) => ({ body: JSON.parse(text) })) }
  ticket.comments.push(JSON.stringify(body.body))
  return { id: '1' }
}

function zammad(system: TicketSystem, { method, url, body }: Request): unknown {
  if (url.pathname === '/api/v1/tickets' && method === 'POST') {
    const title = String(body.title)
    const { id } = system.add(/\[([^\]]+)\]$/.exec(title)?.[1] ?? '', body)
    return { id: Number(id), title }
  }
  if (url.pathname === '/api/v1/tickets/search') {
    const words = /^title:"([^"]+)"$/.exec(url.searchParams.get('query') ?? '')?.[1] ?? '-'
    const found = system.visible().filter(({ fields }) => String(fields.title).includes(words))
    return found.map(({ id, fields }) => ({ id: Number(id), title: fields.title }))
  }
  const [, id] = /by_ticket\/(\d+)$/.exec(url.pathname) ?? []
  if (id !== undefined) return system.tickets.find((one) => one.id === id)?.comments.map((text) => ({ body: text }))
  const ticket = system.tickets.find((one) => one.id === String(body.ticket_id))
  if (url.pathname !== '/api/v1/ticket_articles' || !ticket) return undefined
  ticket.comments.push(String(body.body))
  return { id: 1 }
}
