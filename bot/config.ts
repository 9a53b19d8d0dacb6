import { isIP } from 'node:net'
import { join, resolve } from 'node:path'

import type { Organisation } from '../dialogs/index.ts'
import { readSettings } from './settings.ts'
import type { StorePlace } from './store/index.ts'

export type Mode = 'local' | 'emulator' | 'production'

/** The registration of the bot with the Bot Framework. */
export type AppRegistration = {
  id: string
  type: 'SingleTenant' | 'UserAssignedMSI' | 'MultiTenant'
  tenant?: string
  password?: string
}

/** How much one caller may do. */
export type Limits = {
  tokensPerMinute: number
  conversationsPerHalfDay: number
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
  directLineSecret?: string
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
  messagesPerMinute: 20,
  messagesPerSecond: 5,
  socketsPerAddress: 5,
  inFlight: 200,
}
const LOCAL_LIMITS: Limits = { ...LIMITS, messagesPerMinute: 3000, messagesPerSecond: 100 }

/** Reads the configuration from the environment; throws a ConfigError that names everything that is wrong. */
export function parseConfig(environment: Record<string, string | undefined>): Config {
  const { settings, problems } = readSettings(environment)
  if (!settings) throw new ConfigError(problems)
  const mode = settings.BOT_EMULATOR ? 'emulator' : settings.MICROSOFT_APP_ID ? 'production' : 'local'
  const loopback = isLoopback(settings.HOST)
  const anonymous = settings.ALLOW_ANONYMOUS || (mode !== 'production' && loopback)
  const config: Config = {
    mode,
    host: settings.HOST,
    port: settings.PORT,
    dataDir: resolve(settings.DATA_DIR),
    ...(settings.DATABASE_URL && { databaseUrl: settings.DATABASE_URL }),
    ...(settings.KNOWLEDGE_DIR && { knowledgeDir: resolve(settings.KNOWLEDGE_DIR) }),
    ...(settings.PUBLIC_URL && { publicUrl: new URL(settings.PUBLIC_URL) }),
    origins: settings.WEB_CHAT_ORIGINS,
    proxies: settings.TRUSTED_PROXIES,
    anonymous,
    ...(mode === 'production' && { app: toRegistration(settings) }),
    ...(settings.DIRECT_LINE_SECRET && { directLineSecret: settings.DIRECT_LINE_SECRET }),
    organisation: toOrganisation(settings),
    logLevel: settings.LOG_LEVEL,
    limits: mode !== 'production' && loopback ? LOCAL_LIMITS : LIMITS,
  }
  const all = [...problems, ...checkTogether(config, settings)]
  if (all.length > 0) throw new ConfigError(all)
  return config
}

/** The file of the embedded database. */
export function databaseFile(config: Pick<Config, 'dataDir'>): string {
  return join(config.dataDir, 'bot.db')
}

/** Where everything is kept. */
export function storePlace(config: Pick<Config, 'dataDir' | 'databaseUrl'>): StorePlace {
  return { ...(config.databaseUrl !== undefined && { url: config.databaseUrl }), file: databaseFile(config) }
}

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

type Settings = NonNullable<ReturnType<typeof readSettings>['settings']>

function toRegistration(settings: Settings): AppRegistration {
  return {
    id: settings.MICROSOFT_APP_ID ?? '',
    type: settings.MICROSOFT_APP_TYPE,
    ...(settings.MICROSOFT_APP_TENANT_ID && { tenant: settings.MICROSOFT_APP_TENANT_ID }),
    ...(settings.MICROSOFT_APP_PASSWORD && { password: settings.MICROSOFT_APP_PASSWORD }),
  }
}

function toOrganisation({ KMS_DOMAINS: domains, KMS_HOST: host }: Settings): Organisation {
  const [kmsHost, port] = host?.split(':') ?? []
  return {
    ...(domains.length > 0 && { domains }),
    ...(kmsHost && { kmsHost }),
    ...(port && { kmsPort: Number(port) }),
  }
}

function checkTogether(config: Config, settings: Settings): string[] {
  const { MICROSOFT_APP_ID: id, MICROSOFT_APP_TYPE: type, MICROSOFT_APP_PASSWORD: password } = settings
  const tenant = settings.MICROSOFT_APP_TENANT_ID
  const problems: string[] = []
  if (!id && (password || tenant))
    problems.push('MICROSOFT_APP_ID: is missing, but other MICROSOFT_APP_ settings are there.')
  if (id && type !== 'MultiTenant' && !tenant) problems.push(`MICROSOFT_APP_TENANT_ID: is needed for ${type}.`)
  if (id && type !== 'UserAssignedMSI' && !password)
    problems.push(
      `MICROSOFT_APP_PASSWORD: is needed for ${type}; MICROSOFT_APP_PASSWORD_FILE names a file that holds it.`,
    )
  if (settings.BOT_EMULATOR && id)
    problems.push('BOT_EMULATOR: cannot be combined with MICROSOFT_APP_ID: it turns sign-in off.')
  if (config.databaseUrl && !config.directLineSecret)
    problems.push('DIRECT_LINE_SECRET: is needed with DATABASE_URL: bots that share a database share their tokens.')
  if (isLoopback(config.host)) return problems
  if (settings.BOT_EMULATOR) problems.push('BOT_EMULATOR: works on loopback only; HOST must be 127.0.0.1.')
  if (!settings.ALLOW_ANONYMOUS && !id)
    problems.push(
      `HOST: ${config.host} lets others reach the bot without sign-in. Set ALLOW_ANONYMOUS=1 if that is meant, or HOST=127.0.0.1.`,
    )
  return problems
}
