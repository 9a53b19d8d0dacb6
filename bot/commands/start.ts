import { hasArtefact } from '../artefact.ts'
import { compileBeside } from '../compile-beside.ts'
import type { ConfigError } from '../config.ts'
import { foldersOf } from '../folders.ts'
import type { Log } from '../log.ts'
import type { RunningBot } from '../main.ts'
import { whenNpmIsGone } from './npm-gone.ts'

// sysexits.h: something was configured wrong.
const EX_CONFIG = 78
const GRACE = 10_000

await main()

async function main(): Promise<void> {
  try {
    // Before anything else is loaded: compiling takes as long as loading the rest of the bot.
    const { cacheDir, knowledgeDir } = foldersOf(process.env)
    const isFirst = !hasArtefact(cacheDir, 'graph')
    const compiling = isFirst ? compileBeside(knowledgeDir, { prepare: true }) : undefined
    // Who waits for it hears of a failure.
    compiling?.catch(() => {})
    const { parseConfig } = await import('../config.ts')
    const config = parseConfig(process.env)
    const [{ captureConsole, createLog }, { sampleRefusals }, { isLoopback }, { serve }] = await Promise.all([
      import('../log.ts'),
      import('../refusal-samples.ts'),
      import('../http/index.ts'),
      import('../serve.ts'),
    ])
    const { log, flush } = sampleRefusals(createLog(config.logLevel))
    process.once('exit', flush)
    captureConsole(log)
    const bot = await serve(config, log, compiling)
    process.stdout.write(`Activation support is at ${config.publicUrl?.href ?? `${bot.url}/`}\n`)
    if (!config.anonymous && !config.identity)
      process.stderr.write(
        'The chat page is off; Teams is not. IDENTITY_ISSUER, IDENTITY_HEADER or ALLOW_ANONYMOUS=1 turns it on.\n',
      )
    if (!isLoopback(config.host) && !config.publicUrl)
      process.stderr.write('PUBLIC_URL is not set: only requests that name an IP address or localhost are answered.\n')
    stopOnSignal(bot, log)
  } catch (error) {
    fail(error)
  }
}

function stopOnSignal(bot: RunningBot, log: Log): void {
  let stopping = false
  const stop = async (signal: string) => {
    if (stopping) return
    stopping = true
    log.info({ event: 'stopping', reason: signal })
    await bot.stop(GRACE)
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal))
  whenNpmIsGone(() => void stop('npm ended'))
}

function fail(error: unknown): void {
  if (isConfigError(error)) {
    process.stderr.write(`${error.problems.join('\n')}\n`)
    // A compilation may be under way.
    process.exit(EX_CONFIG)
  }
  const { code, message, port } = error as { code?: string; message?: string; port?: number }
  if (code === 'database-in-use') stopWith(`${message}`)
  if (code === 'storage-unavailable') stopWith(`${message} Check DATABASE_URL, and that the server runs.`)
  if (code === 'EADDRINUSE') stopWith(`Port ${port} is taken. Stop what uses it, or set PORT to another one.`)
  throw error
}

// A training may be under way beside us: it would hold the process.
function stopWith(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

function isConfigError(error: unknown): error is ConfigError {
  return (error as { code?: unknown }).code === 'config'
}
