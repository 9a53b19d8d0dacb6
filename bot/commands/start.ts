import { join } from 'node:path'

import { converse, createState } from '../../dialogs/index.ts'
import { readEvidence } from '../../knowledge/index.ts'
import { type Config, ConfigError, databaseFile, parseConfig } from '../config.ts'
import { loadKnowledge } from '../knowledge.ts'
import { createLog, type Log } from '../log.ts'
import { type RunningBot, startBot } from '../main.ts'
import { bundlePages } from '../pages/bundle.ts'
import { chatPage } from '../pages/chat-page.ts'
import { DatabaseInUse, openSqlite } from '../store/index.ts'

// sysexits.h: something was configured wrong.
const EX_CONFIG = 78
const GRACE = 10_000

await main()

async function main(): Promise<void> {
  try {
    const config = parseConfig(process.env)
    const log = createLog(config.logLevel)
    const bot = await start(config, log)
    process.stdout.write(`Activation support is at ${config.publicUrl?.href ?? `${bot.url}/`}\n`)
    stopOnSignal(bot, log)
  } catch (error) {
    fail(error)
  }
}

async function start(config: Config, log: Log): Promise<RunningBot> {
  const store = await openSqlite(databaseFile(config))
  const [knowledge, assets] = await Promise.all([
    loadKnowledge(),
    config.anonymous ? bundlePages(join(config.dataDir, 'cache')) : new Map(),
  ])
  return await startBot({
    config,
    store,
    knowledge: () => ({ ...knowledge, organisation: config.organisation }),
    converse,
    createState,
    mask: (text) => readEvidence(text).masked,
    page: chatPage,
    assets,
    clock: Date.now,
    log,
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
  if (error instanceof DatabaseInUse || (error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exit(1)
  }
  throw error
}
