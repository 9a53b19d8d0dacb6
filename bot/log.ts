import { destination, pino, stdTimeFunctions } from 'pino'

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
export function createLog(level: string): Log {
  const logger = pino(
    { level, base: null, timestamp: stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    destination({ fd: 2, sync: true }),
  )
  return {
    info: (fields) => logger.info(allowed(fields)),
    warn: (fields) => logger.warn(allowed(fields)),
    error: (fields) => logger.error(allowed(fields)),
  }
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
  for (const name of NAMES) if (fields[name] !== undefined) line[name] = fields[name]
  return fields.error === undefined ? line : { ...line, error: describe(fields.error) }
}

// Messages of errors can quote what a person wrote; the place where it happened cannot.
function describe(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error }
  const code = (error as { code?: unknown }).code
  const stack = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name: error.name,
    ...(typeof code === 'string' && { code }),
    at: stack?.slice(0, 6).map((line) => line.trim()),
  }
}
