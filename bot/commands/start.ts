import { join } from 'node:path'

import { converse, createState } from '../../dialogs/index.ts'
import { formatDiagnostic, maskSecrets, normalise } from '../../knowledge/index.ts'
import { compileBeside } from '../compile-beside.ts'
import { type Config, ConfigError, parseConfig, storePlace } from '../config.ts'
import { isLoopback } from '../http/index.ts'
import { loadKnowledge } from '../knowledge.ts'
import { createLiveKnowledge, type LiveKnowledge } from '../live-knowledge.ts'
import { captureConsole, createLog, type Log } from '../log.ts'
import { type RunningBot, startBot } from '../main.ts'
import { bundlePages } from '../pages/bundle.ts'
import { chatPage } from '../pages/chat-page.ts'
import { DatabaseInUse, guardDisk, openStore, StorageUnavailable, type Store } from '../store/index.ts'

// sysexits.h: something was configured wrong.
const EX_CONFIG = 78
const GRACE = 10_000

await main()

async function main(): Promise<void> {
  try {
    const config = parseConfig(process.env)
    const log = createLog(config.logLevel)
    captureConsole(log)
    const bot = await start(config, log)
    process.stdout.write(`Activation support is at ${config.publicUrl?.href ?? `${bot.url}/`}\n`)
    if (!isLoopback(config.host) && !config.publicUrl)
      process.stderr.write('PUBLIC_URL is not set: only requests that name an IP address or localhost are answered.\n')
    stopOnSignal(bot, log)
  } catch (error) {
    fail(error)
  }
}

async function start(config: Config, log: Log): Promise<RunningBot> {
  const store = await openGuarded(config, log)
  const cache = join(config.dataDir, 'cache')
  const [knowledge, assets] = await Promise.all([
    startKnowledge(config, cache, log),
    config.anonymous || config.identity ? bundlePages(cache) : new Map(),
  ])
  return await startBot({
    config,
    store,
    knowledge: () => ({
      graph: knowledge.current().graph,
      matcher: knowledge.current().matcher,
      organisation: config.organisation,
    }),
    matcherState: () => knowledge.current().ready,
    reload: knowledge.reload,
    converse,
    createState,
    mask: (text) => maskSecrets(normalise(text)).masked,
    page: chatPage,
    assets,
    clock: Date.now,
    log,
  })
}

async function openGuarded(config: Config, log: Log): Promise<Store> {
  const store = await openStore(storePlace(config), (error) => log.warn({ event: 'storage', error }))
  return config.databaseUrl === undefined ? guardDisk(store, config.dataDir) : store
}

async function startKnowledge({ knowledgeDir: folder }: Config, cache: string, log: Log): Promise<LiveKnowledge> {
  const loaded = await loadKnowledge({ folder, cache, wait: false })
  for (const diagnostic of loaded.diagnostics) {
    if (diagnostic.severity === 'error') log.error({ event: 'document', reason: formatDiagnostic(diagnostic) })
  }
  loaded.trained.then(
    () => log.info({ event: 'matcher', reason: loaded.ready }),
    // Codes, messages and word scores go on without the classifier.
    (error) => log.error({ event: 'matcher', error }),
  )
  return createLiveKnowledge(loaded, {
    compile: () => compileBeside(folder),
    load: (compiled) => loadKnowledge({ cache, compiled, wait: true }),
  })
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
}

function fail(error: unknown): void {
  if (error instanceof ConfigError) {
    process.stderr.write(`${error.problems.join('\n')}\n`)
    process.exitCode = EX_CONFIG
    return
  }
  if (error instanceof DatabaseInUse) stopWith(error.message)
  if (error instanceof StorageUnavailable) stopWith(`${error.message} Check DATABASE_URL, and that the server runs.`)
  const { code, port } = error as { code?: string; port?: number }
  if (code === 'EADDRINUSE') stopWith(`Port ${port} is taken. Stop what uses it, or set PORT to another one.`)
  throw error
}

// A training may be under way beside us: it would hold the process.
function stopWith(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
