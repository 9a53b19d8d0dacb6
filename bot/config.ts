import { join } from 'node:path'
import { inspect } from 'node:util'

import type { Organisation } from '../dialogs/index.ts'
import type { NewsSecrets } from './cases/index.ts'
import { checkConfig, isForOthers } from './check-config.ts'
import { type DeskSettings, toDesk } from './desk/desk-settings.ts'
import { foldersOf } from './folders.ts'
import { readSinks, type SinkSettings } from './handoff/index.ts'
import { readSettings, type Settings } from './settings.ts'
import type { StorePlace } from './store/index.ts'

export type Mode = 'local' | 'emulator' | 'production'

/** The registration of the bot with the Bot Framework. */
export type AppRegistration = {
  id: string
  type: 'SingleTenant' | 'UserAssignedMSI' | 'MultiTenant'
  tenant?: string
  password?: string
}

/** How people are known: they sign in at an OpenID provider, or a proxy in front of the bot says who they are. */
export type IdentitySettings =
  | { kind: 'oidc'; issuer: URL; clientId: string; clientSecret?: string }
  | { kind: 'header'; header: string }

/** How much one caller may do. */
export type Limits = {
  tokensPerMinute: number
  conversationsPerHalfDay: number
  conversationsPerPerson: number
  messagesPerMinute: number
  messagesPerSecond: number
  socketsPerAddress: number
  inFlight: number
}

export type Config = {
  mode: Mode
  host: string
  port: number
  dataDir: string
  /** What can be made again: bundled pages, compiled documents, the trained matcher. */
  cacheDir: string
  /** A PostgreSQL database in place of the file in `dataDir`. */
  databaseUrl?: string
  /** A folder of documents in place of those that come with the bot. */
  knowledgeDir?: string
  publicUrl?: URL
  /** Origins of other pages that may use the web chat, and frame it. */
  origins: string[]
  /** Addresses of proxies whose `X-Forwarded-For` counts. */
  proxies: string[]
  /** A token for the web chat needs no secret. */
  anonymous: boolean
  app?: AppRegistration
  /** Who wants to chat has to be known. */
  identity?: IdentitySettings
  /** Who of IT may come to the desk; without it there is none. */
  desk?: DeskSettings
  directLineSecret?: string
  /** Still counts while it is being replaced. */
  previousSecret?: string
  /** Azure's Direct Line, which the chat page uses in place of the bot's own. */
  azureDirectLine?: { url: URL; secret: string }
  /** Lets programs on other machines ask for a diagnosis. */
  diagnoseKey?: string
  /** The systems that cases go to, besides the folders. */
  sinks: SinkSettings[]
  /** How ticket systems sign what they do with a case; without it they are not heard. */
  ticketNews?: NewsSecrets
  /** Where this machine's monitoring reads metrics. */
  metricsPort?: number
  /** The OpenTelemetry collector that hears how long things take. */
  collector?: URL
  /** The DNS domains and the KMS host the organisation means. */
  organisation: Organisation
  logLevel: string
  limits: Limits
}

/** A setting that stops the start. */
export class ConfigError extends Error {
  readonly code = 'config'
  readonly problems: string[]
  constructor(problems: string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/** What an internet-facing bot allows; on loopback there is nobody to keep out. */
const LIMITS: Limits = {
  tokensPerMinute: 10,
  conversationsPerHalfDay: 6,
  conversationsPerPerson: 300,
  messagesPerMinute: 20,
  messagesPerSecond: 5,
  socketsPerAddress: 5,
  inFlight: 200,
}
const LOCAL_LIMITS: Limits = { ...LIMITS, messagesPerMinute: 3000, messagesPerSecond: 100 }

/** Reads the configuration from the environment; throws a ConfigError that names everything that is wrong. */
export function parseConfig(environment: Record<string, string | undefined>): Config {
  const { settings, problems } = readSettings(environment)
  const { sinks, problems: ofSinks } = readSinks(settings, environment)
  const config = toConfig(settings, sinks)
  const named = new Set(problems.map((problem) => problem.split(':')[0]))
  // A setting that could not be read looks as if it were absent.
  const together = [...checkConfig(config, settings), ...ofSinks].filter((problem) => !named.has(problem.split(':')[0]))
  const all = [...problems, ...together]
  if (all.length > 0) throw new ConfigError(all)
  return config
}

function toConfig(settings: Settings, sinks: SinkSettings[]): Config {
  const identity = toIdentity(settings)
  const desk = toDesk(settings)
  const isProduction = !settings.BOT_EMULATOR && (settings.MICROSOFT_APP_ID !== undefined || identity !== undefined)
  const mode = settings.BOT_EMULATOR ? 'emulator' : isProduction ? 'production' : 'local'
  const loopback = !isForOthers(settings)
  const config: Config = {
    mode,
    host: settings.HOST,
    port: settings.PORT,
    ...foldersOf(settings),
    ...(settings.DATABASE_URL && { databaseUrl: settings.DATABASE_URL }),
    ...(settings.PUBLIC_URL && { publicUrl: new URL(settings.PUBLIC_URL) }),
    origins: settings.WEB_CHAT_ORIGINS,
    proxies: settings.TRUSTED_PROXIES,
    anonymous: settings.ALLOW_ANONYMOUS || (mode !== 'production' && loopback),
    ...(isProduction && settings.MICROSOFT_APP_ID !== undefined && { app: toRegistration(settings) }),
    ...(identity && { identity }),
    ...(desk && { desk: withoutSecretsShown(desk, ['password', 'passwordHash']) }),
    ...(settings.DIRECT_LINE_SECRET && { directLineSecret: settings.DIRECT_LINE_SECRET }),
    ...(settings.DIRECT_LINE_SECRET_PREVIOUS && { previousSecret: settings.DIRECT_LINE_SECRET_PREVIOUS }),
    ...(settings.AZURE_DIRECT_LINE_SECRET && { azureDirectLine: toAzure(settings) }),
    ...(settings.DIAGNOSE_KEY && { diagnoseKey: settings.DIAGNOSE_KEY }),
    ...(settings.METRICS_PORT !== undefined && { metricsPort: settings.METRICS_PORT }),
    ...(settings.OTEL_EXPORTER_OTLP_ENDPOINT && { collector: new URL(settings.OTEL_EXPORTER_OTLP_ENDPOINT) }),
    sinks,
    ...toTicketNews(settings),
    organisation: toOrganisation(settings),
    logLevel: settings.LOG_LEVEL,
    limits: mode !== 'production' && loopback ? LOCAL_LIMITS : LIMITS,
  }
  return withoutSecretsShown(config, ['databaseUrl', 'directLineSecret', 'previousSecret', 'diagnoseKey'])
}

function toTicketNews(settings: Settings): { ticketNews?: NewsSecrets } {
  const { HANDOFF_NEWS_SECRET: secret, HANDOFF_NEWS_SECRET_PREVIOUS: previous } = settings
  if (secret === undefined) return {}
  const secrets = previous === undefined ? [secret] : [secret, previous]
  const news: NewsSecrets = { signature: settings.HANDOFF_NEWS_SIGNATURE, secrets }
  return { ticketNews: withoutSecretsShown(news, ['secrets']) }
}

/** The file of the embedded database. */
function databaseFile(config: Pick<Config, 'dataDir'>): string {
  return join(config.dataDir, 'bot.db')
}

/** Where everything is kept. */
export function storePlace(config: Pick<Config, 'dataDir' | 'databaseUrl'>): StorePlace {
  return { ...(config.databaseUrl !== undefined && { url: config.databaseUrl }), file: databaseFile(config) }
}

function toRegistration(settings: Settings): AppRegistration {
  const app: AppRegistration = {
    id: settings.MICROSOFT_APP_ID ?? '',
    type: settings.MICROSOFT_APP_TYPE,
    ...(settings.MICROSOFT_APP_TENANT_ID && { tenant: settings.MICROSOFT_APP_TENANT_ID }),
    ...(settings.MICROSOFT_APP_PASSWORD && { password: settings.MICROSOFT_APP_PASSWORD }),
  }
  return withoutSecretsShown(app, ['password'])
}

function toAzure({ AZURE_DIRECT_LINE_SECRET: secret = '', AZURE_DIRECT_LINE_URL: url }: Settings) {
  return withoutSecretsShown({ url: new URL(url.endsWith('/') ? url : `${url}/`), secret }, ['secret'])
}

function toIdentity(settings: Settings): IdentitySettings | undefined {
  const { IDENTITY_ISSUER: issuer, IDENTITY_CLIENT_ID: clientId, IDENTITY_CLIENT_SECRET: clientSecret } = settings
  if (settings.IDENTITY_HEADER) return { kind: 'header', header: settings.IDENTITY_HEADER.toLowerCase() }
  if (!issuer || !clientId) return undefined
  const provider = { kind: 'oidc' as const, issuer: new URL(issuer), clientId, ...(clientSecret && { clientSecret }) }
  return withoutSecretsShown(provider, ['clientSecret'])
}

// Whoever prints or serialises a configuration, in a log or a crash report, must not give its secrets away.
function withoutSecretsShown<T extends object>(value: T, secrets: (keyof T)[]): T {
  const show = function (this: T) {
    const shown = Object.entries(this).filter(([, held]) => typeof held !== 'function')
    return Object.fromEntries(
      shown.map(([name, held]) => [name, secrets.some((secret) => secret === name) ? '[secret]' : held]),
    )
  }
  return Object.assign(value, { toJSON: show, [inspect.custom]: show })
}

function toOrganisation({ KMS_DOMAINS: domains, KMS_HOST: host }: Settings): Organisation {
  const [kmsHost, port] = host?.split(':') ?? []
  return {
    ...(domains.length > 0 && { domains }),
    ...(kmsHost && { kmsHost }),
    ...(port && { kmsPort: Number(port) }),
  }
}
