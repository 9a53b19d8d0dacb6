import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

import type { Knowledge } from '../dialogs/index.ts'
import type { Route } from './http/index.ts'
import type { Log, LogFields } from './log.ts'
import type { OutboxStore } from './store/index.ts'

export type MetricsPorts = { store: Pick<OutboxStore, 'backlog'>; sockets: () => number }

/** What a running bot counts. Labels come from closed lists: never a person, a conversation or a word of theirs. */
export type Metrics = {
  /** Counts what goes through a log, so that each fact is told at one place. */
  observe(log: Log): Log
  /** Counts what the matcher decides. */
  watch(knowledge: Knowledge): Knowledge
  /** Adds what can only be read when it is asked for. */
  attach(ports: MetricsPorts): void
  route: Route
}

// In seconds; around the aims for acknowledging a turn: 25 ms in the middle, 250 ms for 99 of 100.
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 8]

/** Starts counting. */
export function createMetrics(): Metrics {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const count = createCount(register)
  const decisions = counter(register, 'bot_decisions_total', 'Texts by what the matcher decided.', ['decision'])
  return {
    observe: (log) => observe(log, count),
    watch: (knowledge) => ({
      ...knowledge,
      matcher: {
        match: (text, context) => {
          const found = knowledge.matcher.match(text, context)
          decisions.inc({ decision: found.decision })
          return found
        },
      },
    }),
    attach: (ports) => attach(register, ports),
    route: {
      method: 'get',
      path: '/metrics',
      handle: async () => ({
        status: 200,
        headers: { 'Content-Type': register.contentType },
        body: await register.metrics(),
      }),
    },
  }
}

type Count = (level: keyof Log, fields: LogFields) => void

function observe(log: Log, count: Count): Log {
  const through = (level: keyof Log) => (fields: LogFields) => {
    count(level, fields)
    log[level](fields)
  }
  return { info: through('info'), warn: through('warn'), error: through('error') }
}

function createCount(register: Registry): Count {
  const turns = counter(register, 'bot_turns_total', 'Turns that were committed.', ['channel', 'kind', 'replayed'])
  const effects = counter(register, 'bot_effects_total', 'What turns had others do.', ['effect'])
  const refusals = counter(register, 'bot_refusals_total', 'Requests that were refused.', ['route', 'status', 'reason'])
  const alarms = counter(register, 'bot_events_total', 'Everything else that the log tells.', ['event', 'level'])
  const seconds = new Histogram({
    name: 'bot_turn_seconds',
    help: 'From an activity to its commit.',
    labelNames: ['channel'],
    buckets: BUCKETS,
    registers: [register],
  })
  return (level, fields) => {
    const { event, channel = '', kind = '', replayed = false, route = '', status = 0, reason = '' } = fields
    if (event === 'turn') {
      turns.inc({ channel, kind, replayed: String(replayed) })
      seconds.observe({ channel }, (fields.ms ?? 0) / 1000)
      for (const effect of fields.effects ?? []) effects.inc({ effect })
    } else if (event === 'refused') refusals.inc({ route, status: String(status), reason })
    else alarms.inc({ event, level })
  }
}

function attach(register: Registry, { store, sockets }: MetricsPorts): void {
  gauge(register, 'bot_sockets', 'Open sockets of the web chat.', async () => sockets())
  const backlog = async (part: 'waiting' | 'parked') => (await store.backlog())[part]
  gauge(register, 'bot_outbox_waiting', 'Parcels for other systems that nobody confirmed yet.', () =>
    backlog('waiting'),
  )
  gauge(register, 'bot_outbox_parked', 'Parcels that wait for a person.', () => backlog('parked'))
}

function counter<T extends string>(register: Registry, name: string, help: string, labelNames: T[]): Counter<T> {
  return new Counter({ name, help, labelNames, registers: [register] })
}

function gauge(register: Registry, name: string, help: string, read: () => Promise<number>): void {
  new Gauge({
    name,
    help,
    registers: [register],
    async collect() {
      // Without the store there is no number, and the others must still come.
      this.set(await read().catch(() => Number.NaN))
    },
  })
}
