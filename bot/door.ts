import type { Knowledge } from '../dialogs/index.ts'
import { type AzurePorts, createAzureTokens } from './channels/azure-direct-line.ts'
import { createDirectLine } from './channels/direct-line.ts'
import { createStreams, type Streams } from './channels/direct-line-stream.ts'
import { createTokens, loadSigningSecret } from './channels/direct-line-tokens.ts'
import { type ChatPorts, closedRoute, createChatRoutes, type PageAsset } from './chat-routes.ts'
import type { Config } from './config.ts'
import { groupsOf } from './desk/roles.ts'
import { createDiagnoseRoutes } from './diagnose/index.ts'
import { createHealthRoutes } from './health-routes.ts'
import { type Host, startHost } from './host.ts'
import { type Access, createAccess, type Route } from './http/index.ts'
import { createIdentity, type Identity } from './identity/index.ts'
import { createGate, type Gate } from './limits.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Store } from './store/index.ts'
import type { TakeTurn } from './turn.ts'

export type DoorPorts = {
  config: Config
  store: Store
  knowledge: () => Knowledge
  matcherState: () => string
  isStopping: () => boolean
  mask: (text: string) => string
  page: ChatPorts['page']
  assets: ReadonlyMap<string, PageAsset>
  takeTurn: TakeTurn
  clock: () => number
  log: Log
  metrics?: Metrics | undefined
}

/** What people come in by: the web chat and its channel, and what tells whether the bot is well. */
export type Door = {
  routes: Route[]
  streams: Streams
  access: Access
  /** How people are known; nothing where they need not be. */
  identity: Identity | undefined
  /** Where this machine's monitoring reads; nothing without a port for it. */
  monitor: Host | undefined
  close(): Promise<void>
}

/** Opens the door: who may come in, how often, and under which name. */
export async function openDoor(ports: DoorPorts): Promise<Door> {
  const { config, store, clock, metrics } = ports
  const access = createAccess(config)
  const secrets = signingSecrets(config)
  const tokens = createTokens(secrets, clock)
  const groups = config.desk ? groupsOf(config.desk) : []
  const identity = await createIdentity({ ...ports, access, secrets, groups })
  const counters = await openCounters(ports)
  const { proxies, limits } = config
  const streams = createStreams({ ...ports, tokens, access, proxies, socketsPerAddress: limits.socketsPerAddress })
  const health = createHealthRoutes({
    isStopping: ports.isStopping,
    check: store.check,
    version: () => ports.knowledge().graph.version,
    matcher: ports.matcherState,
  })
  metrics?.attach({ store, sockets: streams.count })
  const routes = [
    ...health,
    ...createPages(ports, access, identity),
    ...createAzure(ports, { access, identity, gate: counters.gate }),
    ...createDiagnoseRoutes({
      ...ports,
      access,
      gate: counters.gate,
      key: config.diagnoseKey,
      isLocal: config.mode !== 'production',
    }),
    ...createDirectLine({ ...ports, tokens, identity, streams, access, gate: counters.gate }),
  ]
  const monitor = metrics && (await openMonitor(ports, [...health, metrics.route]))
  return { routes, streams, access, identity, monitor, close: counters.close }
}

// Replicas share the configured secret, so that they know each other's tokens.
function signingSecrets({ directLineSecret, previousSecret, dataDir }: Config): string[] {
  if (directLineSecret === undefined) return [loadSigningSecret(dataDir)]
  return [directLineSecret, ...(previousSecret === undefined ? [] : [previousSecret])]
}

function createPages(ports: DoorPorts, access: Access, identity: Identity | undefined): Route[] {
  const { config, page, assets } = ports
  if (!config.anonymous && !identity) return [closedRoute]
  return [
    ...createChatRoutes({ access, page, assets, identity, azure: config.azureDirectLine?.url }),
    ...(identity?.routes ?? []),
  ]
}

function createAzure({ config, log }: DoorPorts, ports: Pick<AzurePorts, 'access' | 'identity' | 'gate'>): Route[] {
  const { azureDirectLine: azure, anonymous } = config
  return azure ? [createAzureTokens({ ...ports, azure, anonymous, log })] : []
}

async function openCounters({ config, log }: DoorPorts): Promise<{ gate: Gate; close: () => Promise<void> }> {
  if (config.databaseUrl === undefined) return { gate: createGate(config.limits), close: async () => {} }
  const { openSharedCounters } = await import('./shared-counters.ts')
  const { create, close } = await openSharedCounters(config.databaseUrl, log)
  return { gate: createGate(config.limits, create), close }
}

// Loopback only: numbers and readiness are for this machine, whatever the bot listens on.
async function openMonitor({ config, log }: DoorPorts, routes: Route[]): Promise<Host> {
  const host = '127.0.0.1'
  return await startHost({
    config: { host, port: config.metricsPort ?? 0, proxies: [], limits: config.limits },
    access: createAccess({ host, origins: [] }),
    routes,
    log,
  })
}
