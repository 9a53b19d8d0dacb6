import type { ConversationEvent, Knowledge, Turn } from '../dialogs/index.ts'
import { createAdmin } from './admin.ts'
import { createDirectLine } from './channels/direct-line.ts'
import { createStreams, type Streams } from './channels/direct-line-stream.ts'
import { createTokens, loadSigningSecret } from './channels/direct-line-tokens.ts'
import { createChatRoutes, type PageAsset } from './chat-routes.ts'
import type { Config } from './config.ts'
import { createDispatcher, createTicketFiles } from './handoff/index.ts'
import { createHealthRoutes } from './health-routes.ts'
import { type Host, startHost } from './host.ts'
import { type Access, createAccess, type Route } from './http/index.ts'
import { createGate } from './limits.ts'
import type { ReloadOutcome } from './live-knowledge.ts'
import type { Log } from './log.ts'
import { watchPressure } from './pressure.ts'
import type { Store } from './store/index.ts'
import { createTurns, type TakeTurn } from './turn.ts'
import { startUpkeep } from './upkeep.ts'

/** Everything a bot is made of; the clock and the conversation come from outside. */
export type BotParts<State extends object> = {
  config: Config
  store: Store
  knowledge: () => Knowledge
  /** What the matcher can do by now. */
  matcherState: () => string
  /** Reads the documents again, when somebody on this machine asks for it. */
  reload?: () => Promise<ReloadOutcome>
  converse: (knowledge: Knowledge, state: State, event: ConversationEvent) => Turn<State>
  createState: () => State
  mask: (text: string) => string
  page: (nonce: string) => string
  assets: ReadonlyMap<string, PageAsset>
  clock: () => number
  log: Log
  /** Where the Bot Framework says with which keys it signs. */
  openIdUrl?: string
}

export type RunningBot = { url: string; stop(graceMs?: number): Promise<void> }

/** Starts the bot: its channels, its page and its handoff. */
export async function startBot<State extends object>(parts: BotParts<State>): Promise<RunningBot> {
  const { config, store, log, clock } = parts
  const sinks = { 'ticket-files': createTicketFiles({ store, dataDir: config.dataDir }) }
  const dispatcher = createDispatcher({ store, sinks, clock: store.now, log })
  const upkeep = startUpkeep({ store, log })
  const pressure = watchPressure()
  const turns = createTurns({ ...parts, isOverloaded: pressure.isHigh })
  const takeTurn: TakeTurn = async (inbound) => {
    const outcome = await turns(inbound)
    dispatcher.wake()
    return outcome
  }
  // Half a second and 50 MB that local mode has no use for.
  const framework =
    config.mode === 'local' ? undefined : (await import('./framework.ts')).createFramework(parts, takeTurn)
  let stopping = false
  const { routes, streams, access } = createRoutes(parts, takeTurn, () => stopping)
  if (framework) routes.push(framework.route)
  store.onChange(streams.notify)
  const { reload } = parts
  const admin = reload && createAdmin({ dataDir: config.dataDir, reload, clock, log })
  if (admin) routes.push(...admin.routes)
  const host: Host = await startHost({ config, access, routes, upgrade: streams.upgrade, log })
  await admin?.open(host.url)
  dispatcher.wake()
  return {
    url: host.url,
    stop: async (graceMs = 10_000) => {
      stopping = true
      await admin?.close()
      streams.close()
      await host.stop(graceMs)
      await Promise.all([within(graceMs, framework?.deliveries.stop()), dispatcher.stop(graceMs)])
      await within(graceMs, upkeep.stop())
      pressure.stop()
      await store.close()
    },
  }
}

type Routing = { routes: Route[]; streams: Streams; access: Access }

function createRoutes<State extends object>(
  parts: BotParts<State>,
  takeTurn: TakeTurn,
  isStopping: () => boolean,
): Routing {
  const { config, store, clock, knowledge, matcherState } = parts
  const access = createAccess(config)
  // Replicas must know each other's tokens: they share the configured secret.
  const shared = config.databaseUrl === undefined ? undefined : config.directLineSecret
  const tokens = createTokens(shared ?? loadSigningSecret(config.dataDir), clock)
  const { proxies, limits } = config
  const streams = createStreams({ ...parts, tokens, access, proxies, socketsPerAddress: limits.socketsPerAddress })
  const routes = [
    ...createHealthRoutes({
      isStopping,
      check: store.check,
      version: () => knowledge().graph.version,
      matcher: matcherState,
    }),
    ...(config.anonymous ? createChatRoutes({ access, page: parts.page, assets: parts.assets }) : []),
    ...createDirectLine({ ...parts, tokens, streams, access, gate: createGate(limits), takeTurn }),
  ]
  return { routes, streams, access }
}

async function within(ms: number, work: Promise<void> | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const timeUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, timeUp])
  clearTimeout(timer)
}
