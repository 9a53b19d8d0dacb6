import { z } from 'zod'

import type { AppRegistration } from '../config.ts'
import { packageApp } from '../teams/package-app.ts'
import type { Finding } from './look-at-sinks.ts'

/** The services of Microsoft that a registered bot works with. */
export type MicrosoftServices = { authority: string; openIdUrl: string }

export const MICROSOFT: MicrosoftServices = {
  authority: 'https://login.microsoftonline.com',
  openIdUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
}

const TIMEOUT = 10_000
// Tokens are taken with five minutes of difference: said early enough that none was refused yet.
const MOST_DIFFERENCE = 120_000
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const CURES: Record<string, string> = {
  AADSTS700016: 'MICROSOFT_APP_ID is not known in this tenant; compare it with the Application (client) ID.',
  AADSTS90002: 'MICROSOFT_APP_TENANT_ID names no tenant; compare it with the Directory (tenant) ID.',
  AADSTS7000215: 'MICROSOFT_APP_PASSWORD is wrong; it is the Value of a client secret, not its ID.',
  AADSTS7000222: 'The client secret has expired; make a new one, and set MICROSOFT_APP_PASSWORD to its Value.',
}
const TokenAnswer = z.looseObject({ access_token: z.string().optional(), error_description: z.string().optional() })

/** Looks at the registration of the bot; `offline` asks nobody outside. */
export async function lookAtRegistration(
  app: AppRegistration | undefined,
  offline: boolean,
  services: MicrosoftServices = MICROSOFT,
): Promise<Finding[]> {
  if (!app) return []
  const known = [...lookAtIds(app), lookAtManifest(app)]
  if (offline) return [...known, { state: 'note', about: 'token', says: 'not asked for: --offline' }, { ...UNTOLD }]
  const [secret, keys] = await Promise.all([lookAtSecret(app, services), lookAtKeys(services)])
  return [...known, ...secret, ...keys]
}

const UNTOLD: Finding = { state: 'note', about: 'clock', says: 'not compared: --offline' }

function lookAtIds({ id, type, tenant }: AppRegistration): Finding[] {
  const about = 'registration'
  if (tenant !== undefined && !GUID.test(tenant) && !tenant.includes('.'))
    return [
      { state: 'bad', about, says: `tenant ${tenant} is neither a GUID nor a domain: see MICROSOFT_APP_TENANT_ID.` },
    ]
  return [{ state: 'ok', about, says: `${type} ${id}${tenant === undefined ? '' : ` of ${tenant}`}` }]
}

function lookAtManifest({ id }: AppRegistration): Finding {
  const about = 'manifest'
  const page = 'https://learn.microsoft.com/'
  const packed = packageApp({
    appId: id,
    version: '1.0.0',
    developer: 'IT support',
    website: page,
    privacy: page,
    terms: page,
    domains: [],
  })
  if (!packed.ok) return { state: 'bad', about, says: `${packed.problems.join('; ')}. Restore deploy/teams.` }
  return { state: 'ok', about, says: 'fits the schema of Teams; "npm run -s teams" packs it' }
}

async function lookAtSecret(app: AppRegistration, { authority }: MicrosoftServices): Promise<Finding[]> {
  const about = 'token'
  if (app.type === 'UserAssignedMSI')
    return [{ state: 'note', about, says: 'comes from the managed identity, which answers inside Azure only' }]
  const tenant = app.type === 'MultiTenant' ? 'botframework.com' : (app.tenant ?? '')
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: app.id,
    client_secret: app.password ?? '',
    scope: 'https://api.botframework.com/.default',
  })
  const url = `${authority}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`
  try {
    const response = await ask(url, { method: 'POST', body })
    const { access_token, error_description = '' } = TokenAnswer.parse(await response.json())
    if (access_token !== undefined) return [{ state: 'ok', about, says: 'given for this id and secret' }]
    return [{ state: 'bad', about, says: whyNot(error_description, response.status) }]
  } catch (error) {
    return [{ state: 'bad', about, says: unreachable(url, error) }]
  }
}

function whyNot(description: string, status: number): string {
  const code = /AADSTS\d+/.exec(description)?.[0]
  if (code === undefined) return `refused with ${status}. Compare app id, tenant and secret with the registration.`
  return `refused with ${code}. ${CURES[code] ?? 'Look the number up at https://login.microsoftonline.com/error.'}`
}

async function lookAtKeys({ openIdUrl }: MicrosoftServices): Promise<Finding[]> {
  const about = 'signing keys'
  try {
    const response = await ask(openIdUrl, {})
    const clock = compareClocks(response.headers.get('date'))
    if (!response.ok)
      return [{ state: 'bad', about, says: `${openIdUrl} answered ${response.status}. Try again later.` }, clock]
    return [{ state: 'ok', about, says: 'of the Bot Framework can be fetched' }, clock]
  } catch (error) {
    return [{ state: 'bad', about, says: unreachable(openIdUrl, error) }]
  }
}

function compareClocks(date: string | null): Finding {
  const about = 'clock'
  const difference = Date.now() - Date.parse(date ?? '')
  if (Number.isNaN(difference)) return { state: 'note', about, says: 'could not be compared' }
  const seconds = Math.round(Math.abs(difference) / 1000)
  const way = difference > 0 ? 'ahead of' : 'behind'
  if (Math.abs(difference) <= MOST_DIFFERENCE) return { state: 'ok', about, says: `right to ${seconds} s` }
  return { state: 'bad', about, says: `${seconds} s ${way} Microsoft's: tokens are refused from 300 s on. Set up NTP.` }
}

async function ask(url: string, init: RequestInit): Promise<Response> {
  return await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT), redirect: 'error' })
}

function unreachable(url: string, error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const why = cause instanceof Error ? cause.message : String(cause)
  return `${new URL(url).host} cannot be reached (${why}). Open the firewall, or use --offline in a closed network.`
}
