import { AsyncLocalStorage } from 'node:async_hooks'
import { type Attributes, type Context, ROOT_CONTEXT, type Span, SpanStatusCode, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base'

import type { Knowledge } from '../dialogs/index.ts'
import type { Post } from './deliveries.ts'
import type { Sink } from './handoff/index.ts'
import { HttpError, type Route } from './http/index.ts'
import type { Store } from './store/index.ts'

/**
 * Tells a collector how long each part of the work takes. What a span holds comes from closed lists: never a text, a
 * person or a conversation.
 */
export type Tracing = {
  route(route: Route): Route
  knowledge(knowledge: Knowledge): Knowledge
  store(store: Store): Store
  post(post: Post): Post
  sinks(sinks: Record<string, Sink>): Record<string, Sink>
  /** Sends what is left, as far as there is time. */
  stop(graceMs: number): Promise<void>
}

type Tracer = {
  /** Runs within a span; what it starts is below it. */
  within<T>(name: string, attributes: Attributes, work: (span: Span) => Promise<T>, above?: Context): Promise<T>
  /** Starts a span below the current one. */
  start(name: string, attributes?: Attributes, above?: Context): Span
}

const NAME = 'activation-support-bot'
const EXPORT_TIMEOUT = 5000

/** Starts to tell the collector at `endpoint`; one that cannot be reached is not waited for, and misses what it misses. */
export function createTracing(endpoint: URL): Tracing {
  // A collector's address is a folder: the kind of what is sent comes behind it.
  const url = new URL('v1/traces', endpoint.href.endsWith('/') ? endpoint : `${endpoint.href}/`).href
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: EXPORT_TIMEOUT })
  const processor = new BatchSpanProcessor(exporter, {
    scheduledDelayMillis: 1000,
    exportTimeoutMillis: EXPORT_TIMEOUT,
  })
  const provider = new BasicTracerProvider({ resource: describeService(), spanProcessors: [processor] })
  const tracer = createTracer(provider)
  return {
    route: (route) => traceRoute(tracer, route),
    knowledge: (knowledge) => traceKnowledge(tracer, knowledge),
    store: (store) => traceStore(tracer, store),
    post: (post) => async (activity) => await tracer.within('delivery', {}, () => post(activity)),
    sinks: (sinks) =>
      Object.fromEntries(
        Object.entries(sinks).map(([kind, sink]): [string, Sink] => [
          kind,
          // Whichever turn woke the lane, the parcel can be of another one.
          (parcel) => tracer.within('sink', { 'bot.sink': kind }, () => sink(parcel), ROOT_CONTEXT),
        ]),
      ),
    stop: (graceMs) => within(graceMs, provider.shutdown()),
  }
}

function describeService() {
  const attributes = { 'service.name': NAME }
  const resource = { attributes, merge: () => resource, getRawAttributes: () => Object.entries(attributes) }
  return resource
}

function createTracer(provider: BasicTracerProvider): Tracer {
  const tracer = provider.getTracer(NAME)
  const contexts = new AsyncLocalStorage<Context>()
  const current = () => contexts.getStore() ?? ROOT_CONTEXT
  const start: Tracer['start'] = (name, attributes = {}, above = current()) =>
    tracer.startSpan(name, { attributes }, above)
  return {
    start,
    within: async (name, attributes, work, above = current()) => {
      const span = start(name, attributes, above)
      try {
        return await contexts.run(trace.setSpan(above, span), () => work(span))
      } catch (error) {
        fail(span, error)
        throw error
      } finally {
        span.end()
      }
    },
  }
}

// The message of an error can quote what a person wrote.
function fail(span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR })
  span.setAttribute('error.type', error instanceof HttpError ? error.code : error instanceof Error ? error.name : '')
}

function traceRoute(tracer: Tracer, route: Route): Route {
  const attributes = { 'http.request.method': route.method.toUpperCase(), 'http.route': route.path }
  return {
    ...route,
    handle: (call) =>
      tracer.within('request', attributes, async (span) => {
        try {
          const answer = await route.handle(call)
          span.setAttribute('http.response.status_code', answer.status)
          return answer
        } catch (error) {
          span.setAttribute('http.response.status_code', error instanceof HttpError ? error.status : 503)
          throw error
        }
      }),
  }
}

function traceKnowledge(tracer: Tracer, knowledge: Knowledge): Knowledge {
  return {
    ...knowledge,
    matcher: {
      match: (text, context) => {
        const span = tracer.start('match')
        try {
          const found = knowledge.matcher.match(text, context)
          span.setAttribute('bot.decision', found.decision)
          return found
        } finally {
          span.end()
        }
      },
    },
  }
}

function traceStore(tracer: Tracer, store: Store): Store {
  return {
    ...store,
    turn: (key, opening, work) =>
      tracer.within('turn', { 'bot.channel': opening.name.channel }, async (span) => {
        let commit: Span | undefined
        try {
          const result = await store.turn(key, opening, (before) => {
            // Worked out once more when another conversation took the number of the ticket.
            commit?.end()
            const after = work(before)
            commit = tracer.start('commit', { 'bot.lines': after.lines.length, 'bot.parcels': after.outbox.length })
            return after
          })
          span.setAttribute('bot.replayed', result.replayed)
          return result
        } finally {
          commit?.end()
        }
      }),
  }
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const timeUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  // A collector that cannot be reached is nobody's concern at the end.
  await Promise.race([work.catch(() => {}), timeUp])
  clearTimeout(timer)
}
