import { type DestinationStream, destination, pino, stdTimeFunctions } from 'pino'

/** What a log line may hold. Texts, cards, tokens and addresses of people are not among it. */
export type LogFields = {
  event: string
  channel?: string
  conversation?: string
  kind?: string
  topic?: string | undefined
  node?: string | undefined
  replies?: number
  effects?: string[]
  replayed?: boolean
  method?: string
  route?: string
  status?: number
  reason?: string
  key?: string
  attempts?: number
  count?: number
  url?: string
  version?: string
  ms?: number
  error?: unknown
}

export type Log = {
  info(fields: LogFields): void
  warn(fields: LogFields): void
  error(fields: LogFields): void
}

/** Writes one JSON line per entry to standard error. Fields that are not known are left out. */
export function createLog(level: string, stream: DestinationStream = destination({ fd: 2, sync: true })): Log {
  const logger = pino(
    { level, base: null, timestamp: stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    stream,
  )
  return {
    info: (fields) => logger.info(allowed(fields)),
    warn: (fields) => logger.warn(allowed(fields)),
    error: (fields) => logger.error(allowed(fields)),
  }
}

/** Takes the console away from packages that would print what they were given: only the fact is logged. */
export function captureConsole(log: Log): void {
  for (const method of ['log', 'info', 'debug', 'warn', 'error', 'trace'] as const)
    console[method] = () => log.warn({ event: 'console', reason: method })
}

const NAMES = [
  'event',
  'channel',
  'conversation',
  'kind',
  'topic',
  'node',
  'replies',
  'effects',
  'replayed',
  'method',
  'route',
  'status',
  'reason',
  'key',
  'attempts',
  'count',
  'url',
  'version',
  'ms',
] as const

function allowed(fields: LogFields): Record<string, unknown> {
  const line: Record<string, unknown> = {}
  for (const name of NAMES) if (fields[name] !== undefined) line[name] = printable(fields[name])
  return fields.error === undefined ? line : { ...line, error: describe(fields.error) }
}

const LONGEST = 500

// A terminal or a log viewer must not be steered by what a name or an id is made of.
function printable(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, LONGEST).replace(/[^\x20-\x7e]/g, '?')
  if (Array.isArray(value)) return value.slice(0, 20).map(printable)
  return typeof value === 'number' || typeof value === 'boolean' ? value : typeof value
}

// Messages of errors can quote what a person wrote; the place where it happened cannot.
function describe(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error }
  const code = (error as { code?: unknown }).code
  const stack = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name: printable(error.name),
    ...(typeof code === 'string' && { code: printable(code) }),
    at: stack?.slice(0, 6).map((line) => line.trim()),
  }
}
