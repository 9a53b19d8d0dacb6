import { isStandardSecret } from './cases/index.ts'
import type { Config } from './config.ts'
import { checkDesk } from './desk/desk-settings.ts'
import { isLoopback } from './http/index.ts'
import type { Settings } from './settings.ts'

/** Finds what is wrong with settings that belong together; each problem begins with the setting to change. */
export function checkConfig(config: Config, settings: Settings): string[] {
  return [
    ...checkRegistration(settings),
    ...checkIdentity(config, settings),
    ...checkAzure(config),
    ...checkDesk(config, settings),
    ...checkSecrets(config),
    ...checkNews(settings),
    ...checkTeams(config, settings),
    ...(isForOthers(settings) ? checkOpenHost(config, settings) : []),
  ]
}

/** Tells whether people on other machines reach the bot: by itself, or through a proxy that `PUBLIC_URL` names. */
export function isForOthers({ HOST: host, PUBLIC_URL: url }: Pick<Settings, 'HOST' | 'PUBLIC_URL'>): boolean {
  return !isLoopback(host) || (url !== undefined && !isLoopback(new URL(url).hostname.replace(/^\[|\]$/g, '')))
}

function checkRegistration(settings: Settings): string[] {
  const { MICROSOFT_APP_ID: id, MICROSOFT_APP_TYPE: type, MICROSOFT_APP_PASSWORD: password } = settings
  const tenant = settings.MICROSOFT_APP_TENANT_ID
  const problems: string[] = []
  if (!id && (password || tenant))
    problems.push('MICROSOFT_APP_ID: is missing, but other MICROSOFT_APP_ settings are there.')
  if (id && type !== 'MultiTenant' && !tenant)
    problems.push(`MICROSOFT_APP_TENANT_ID: is needed for ${type}; it is the Directory (tenant) ID.`)
  if (id && type !== 'UserAssignedMSI' && !password)
    problems.push(
      `MICROSOFT_APP_PASSWORD: is needed for ${type}; MICROSOFT_APP_PASSWORD_FILE names a file that holds it.`,
    )
  if (settings.BOT_EMULATOR && id)
    problems.push('BOT_EMULATOR: cannot be combined with MICROSOFT_APP_ID: it turns sign-in off.')
  return problems
}

function checkIdentity(config: Config, settings: Settings): string[] {
  const { IDENTITY_ISSUER: issuer, IDENTITY_CLIENT_ID: clientId, IDENTITY_HEADER: header } = settings
  const problems: string[] = []
  if (issuer && !clientId) problems.push('IDENTITY_CLIENT_ID: is needed with IDENTITY_ISSUER; the provider gives it.')
  if (!issuer && (clientId || settings.IDENTITY_CLIENT_SECRET))
    problems.push('IDENTITY_ISSUER: is missing, but other settings of the provider are there.')
  if (issuer && header)
    problems.push('IDENTITY_HEADER: cannot be combined with IDENTITY_ISSUER: choose the proxy or the provider.')
  if (header && config.proxies.length === 0)
    problems.push('TRUSTED_PROXIES: is needed with IDENTITY_HEADER: name the proxy, or anybody could send the header.')
  if (issuer && !isSafeIssuer(new URL(issuer)))
    problems.push('IDENTITY_ISSUER: must begin with https:// unless it is on this machine.')
  if (issuer && !config.publicUrl && !isLoopback(config.host))
    problems.push('PUBLIC_URL: is needed with IDENTITY_ISSUER: the provider sends people back to it.')
  if (config.identity && settings.ALLOW_ANONYMOUS)
    problems.push('ALLOW_ANONYMOUS: cannot be combined with IDENTITY_ settings: nobody would have to sign in.')
  if (config.identity && settings.BOT_EMULATOR)
    problems.push('BOT_EMULATOR: cannot be combined with IDENTITY_ settings: it turns sign-in off.')
  return problems
}

function checkAzure({ azureDirectLine, app }: Config): string[] {
  if (!azureDirectLine) return []
  const problems: string[] = []
  if (!app)
    problems.push('MICROSOFT_APP_ID: is needed with AZURE_DIRECT_LINE_SECRET: Azure sends what people write here.')
  if (!isSafeIssuer(azureDirectLine.url))
    problems.push('AZURE_DIRECT_LINE_URL: must begin with https:// unless it is on this machine.')
  return problems
}

function isSafeIssuer({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || isLoopback(hostname.replace(/^\[|\]$/g, ''))
}

function checkSecrets({ databaseUrl, directLineSecret, previousSecret, metricsPort, port }: Config): string[] {
  const problems: string[] = []
  if (databaseUrl && !directLineSecret)
    problems.push('DIRECT_LINE_SECRET: is needed with DATABASE_URL: bots that share a database share their tokens.')
  if (previousSecret && !directLineSecret)
    problems.push('DIRECT_LINE_SECRET_PREVIOUS: is the secret before DIRECT_LINE_SECRET; set that one too.')
  if (previousSecret && previousSecret === directLineSecret)
    problems.push('DIRECT_LINE_SECRET_PREVIOUS: is the same as DIRECT_LINE_SECRET; put the old one here.')
  if (metricsPort !== undefined && metricsPort !== 0 && metricsPort === port)
    problems.push('METRICS_PORT: is the same as PORT; metrics are served on a port of their own.')
  return problems
}

function checkNews(settings: Settings): string[] {
  const { HANDOFF_NEWS_SECRET: secret, HANDOFF_NEWS_SECRET_PREVIOUS: previous } = settings
  const problems: string[] = []
  if (previous && !secret)
    problems.push('HANDOFF_NEWS_SECRET_PREVIOUS: is the secret before HANDOFF_NEWS_SECRET; set that one too.')
  const isStandard = settings.HANDOFF_NEWS_SIGNATURE === 'standard'
  const given = { HANDOFF_NEWS_SECRET: secret, HANDOFF_NEWS_SECRET_PREVIOUS: previous }
  for (const [name, value] of Object.entries(given))
    if (value && isStandard && !isStandardSecret(value))
      problems.push(`${name}: is not base64 of 24 to 64 bytes; \`openssl rand -base64 32\` makes a good one.`)
  return problems
}

function checkTeams({ sinks, app, mode }: Config, settings: Settings): string[] {
  const inTeams = sinks.filter(({ kind }) => kind === 'teams')
  if (inTeams.length === 0 || app || mode === 'emulator') return []
  const setting = settings.HANDOFF_TEAMS_CHANNEL ? 'HANDOFF_TEAMS_CHANNEL' : 'HANDOFF_SINKS'
  return [`${setting}: a channel in Teams is reached by the bot in Teams; set MICROSOFT_APP_ID as well.`]
}

function checkOpenHost({ host, identity }: Config, settings: Settings): string[] {
  const problems: string[] = []
  const [setting, place] = isLoopback(host) ? ['PUBLIC_URL', settings.PUBLIC_URL] : ['HOST', host]
  if (settings.BOT_EMULATOR)
    problems.push(`BOT_EMULATOR: works on loopback only; ${setting} must not let others reach the bot.`)
  if (!settings.ALLOW_ANONYMOUS && !settings.MICROSOFT_APP_ID && !identity)
    problems.push(
      `${setting}: ${place} lets others reach the bot without sign-in. Set IDENTITY_ISSUER or IDENTITY_HEADER, ALLOW_ANONYMOUS=1 if that is meant, or leave ${setting} on this machine.`,
    )
  return problems
}
