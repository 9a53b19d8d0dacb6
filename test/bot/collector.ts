import type { IncomingMessage, ServerResponse } from 'node:http'

import { LoopbackServer } from '../support/loopback-server.ts'

export type Attribute = { key: string; value: Record<string, unknown> }
export type Span = {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  attributes: Attribute[]
  status: { code?: number }
}

/** An OpenTelemetry collector on loopback that keeps what it is sent. */
export class Collector extends LoopbackServer {
  readonly bodies: string[] = []
  readonly paths: string[] = []

  protected override async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += chunk
    this.paths.push(request.url ?? '')
    this.bodies.push(body)
    response.setHeader('Content-Type', 'application/json').end('{}')
  }

  get spans(): Span[] {
    return this.bodies.flatMap((body) =>
      JSON.parse(body).resourceSpans.flatMap(({ scopeSpans }: { scopeSpans: { spans: Span[] }[] }) =>
        scopeSpans.flatMap(({ spans }) => spans),
      ),
    )
  }

  named(name: string): Span[] {
    return this.spans.filter((span) => span.name === name)
  }
}
