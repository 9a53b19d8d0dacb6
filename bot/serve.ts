import { converse, createState } from '../dialogs/index.ts'
import { formatDiagnostic, maskSecrets, normalise, redactOrWithhold } from '../knowledge/index.ts'
import { type CompiledKnowledge, compileBeside } from './compile-beside.ts'
import { type Config, storePlace } from './config.ts'
import { giveBackMemory } from './give-back-memory.ts'
import { loadKnowledge } from './knowledge.ts'
import { createLiveKnowledge, type LiveKnowledge } from './live-knowledge.ts'
import type { Log } from './log.ts'
import { type RunningBot, startBot } from './main.ts'
import { bundleDesk, bundlePages } from './pages/bundle.ts'
import { chatPage } from './pages/chat-page.ts'
import { guardDisk, openStore, type Store } from './store/index.ts'
import { warmUp } from './warm-up.ts'

/** Starts the bot as configured; a compilation that is under way is used when the cache has no graph. */
export async function serve(config: Config, log: Log, compiling?: Promise<CompiledKnowledge>): Promise<RunningBot> {
  const store = await openGuarded(config, log)
  const cache = config.cacheDir
  const [knowledge, assets] = await Promise.all([
    startKnowledge(config, { cache, compiling }, log),
    config.anonymous || config.identity ? bundlePages(cache) : new Map(),
  ])
  const bot = await startBot({
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
    mask: (text) => redactOrWithhold(text, (one) => maskSecrets(normalise(one)).masked),
    page: chatPage,
    assets,
    deskAssets: once(() => bundleDesk(cache)),
    clock: Date.now,
    log,
  })
  const { matcher, graph } = knowledge.current()
  void warmUp(matcher, graph)
  return bot
}

// What failed is tried again when it is asked for the next time.
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined
  return () => {
    running ??= work().catch((error) => {
      running = undefined
      throw error
    })
    return running
  }
}

async function openGuarded(config: Config, log: Log): Promise<Store> {
  const store = await openStore(storePlace(config), (error) => log.warn({ event: 'storage', error }))
  return config.databaseUrl === undefined ? guardDisk(store, config.dataDir) : store
}

type Making = { cache: string; compiling: Promise<CompiledKnowledge> | undefined }

// A promise holds its answer: nothing that lives as long as the bot may hold the compilation.
async function startKnowledge(
  { knowledgeDir: folder }: Config,
  { cache, compiling }: Making,
  log: Log,
): Promise<LiveKnowledge> {
  const loaded = await loadKnowledge({ cache, compiling, folder, wait: false })
  for (const diagnostic of loaded.diagnostics) {
    if (diagnostic.severity === 'error') log.error({ event: 'document', reason: formatDiagnostic(diagnostic) })
  }
  loaded.trained.then(
    () => {
      log.info({ event: 'matcher', reason: loaded.ready })
      if (loaded.ready === 'trained') giveBackMemory()
    },
    // Codes, messages and word scores go on without the classifier.
    (error) => log.error({ event: 'matcher', error }),
  )
  return createLiveKnowledge(loaded, {
    compile: () => compileBeside(folder, { isReload: true }),
    load: (compiled) => loadKnowledge({ cache, compiled, wait: true }),
  })
}
