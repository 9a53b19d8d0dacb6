import type { ConversationEvent, Knowledge, Turn } from '../dialogs/index.ts'
import { createAdmin } from './admin.ts'
import type { CaseStore } from './cases/index.ts'
import type { ChatPorts, PageAsset } from './chat-routes.ts'
import type { Config } from './config.ts'
import type { DeskAssets, DeskPorts } from './desk/index.ts'
import { openDoor } from './door.ts'
import type { FrameworkPorts, OpenFramework } from './framework.ts'
import { type Host, startHost } from './host.ts'
import type { Route } from './http/index.ts'
import type { ReloadOutcome } from './live-knowledge.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import { watchPressure } from './pressure.ts'
import { startCases } from './start-cases.ts'
import type { Store } from './store/index.ts'
import type { Tracing } from './tracing.ts'
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
  page: ChatPorts['page']
  assets: ReadonlyMap<string, PageAsset>
  /** The files of the desk's page. */
  deskAssets?: DeskAssets
  clock: () => number
  log: Log
  /** Where the Bot Framework says with which keys it signs. */
  openIdUrl?: string
  tracing?: Tracing | undefined
}

export type RunningBot = {
  url: string
  /** Where metrics are, on this machine only. */
  monitorUrl?: string
  /** What IT works on. */
  cases: CaseStore
  stop(graceMs?: number): Promise<void>
}

// Milliseconds: who looks at traces can miss some, who waits for the end cannot wait.
const LAST_SPANS = 2000

/** Starts the bot: its channels, its page and its handoff. */
export async function startBot<State extends object>(given: BotParts<State>): Promise<RunningBot> {
  const metrics = given.config.metricsPort === undefined ? undefined : (await import('./metrics.ts')).createMetrics()
  const tracing = given.config.collector && (await import('./tracing.ts')).createTracing(given.config.collector)
  const counted = metrics ? measured(given, metrics) : given
  const parts = tracing ? traced(counted, tracing) : counted
  const { config, store, log, clock } = parts
  const upkeep = startUpkeep({ store, dataDir: config.dataDir, log })
  const pressure = watchPressure()
  const open = await openFramework(parts)
  const { cases, takeTurn, dispatcher, experts, ...handOff } = await startCases(parts, pressure.isHigh, open?.teams)
  const framework = open?.serve(takeTurn, experts)
  let stopping = false
  const door = await openDoor({ ...parts, takeTurn, isStopping: () => stopping, metrics })
  const { routes, streams, access, monitor } = door
  routes.push(...(framework ? [framework.route] : []), ...handOff.routes)
  routes.push(...(await openDesk({ ...parts, ...door, cases, wake: dispatcher.wake })))
  store.onChange(streams.notify)
  handOff.showWith(streams.notify)
  const admin = parts.reload && createAdmin({ dataDir: config.dataDir, reload: parts.reload, clock, log })
  if (admin) routes.push(...admin.routes)
  const served = tracing ? routes.map(tracing.route) : routes
  const host: Host = await startHost({ config, access, routes: served, upgrade: streams.upgrade, log })
  await admin?.open(host.url)
  dispatcher.wake()
  return {
    url: host.url,
    cases,
    ...(monitor && { monitorUrl: monitor.url }),
    stop: async (graceMs = 10_000) => {
      stopping = true
      await admin?.close()
      streams.close()
      await host.stop(graceMs)
      await Promise.all([within(graceMs, framework?.deliveries.stop()), dispatcher.stop(graceMs)])
      await within(graceMs, upkeep.stop())
      pressure.stop()
      await tracing?.stop(Math.min(graceMs, LAST_SPANS))
      await monitor?.stop(0)
      await door.close()
      await store.close()
    },
  }
}

// Half a second and 50 MB that a bot without it has no use for.
async function openFramework(ports: FrameworkPorts): Promise<OpenFramework | undefined> {
  const { app, mode } = ports.config
  return app || mode === 'emulator' ? (await import('./framework.ts')).openFramework(ports) : undefined
}

type DeskParts = Omit<DeskPorts, 'desk' | 'assets'> & { config: Config; deskAssets?: DeskAssets }

// Only who has a desk loads it.
async function openDesk({ deskAssets = async () => new Map(), ...parts }: DeskParts): Promise<Route[]> {
  const { desk } = parts.config
  if (!desk) return []
  return (await import('./desk/index.ts')).createDesk({ ...parts, desk, assets: deskAssets })
}

function measured<State extends object>(parts: BotParts<State>, metrics: Metrics): BotParts<State> {
  return { ...parts, log: metrics.observe(parts.log), knowledge: () => metrics.watch(parts.knowledge()) }
}

function traced<State extends object>(parts: BotParts<State>, tracing: Tracing): BotParts<State> {
  return { ...parts, tracing, store: tracing.store(parts.store), knowledge: () => tracing.knowledge(parts.knowledge()) }
}

async function within(ms: number, work: Promise<void> | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const timeUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, timeUp])
  clearTimeout(timer)
}
