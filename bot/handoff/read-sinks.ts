import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

import { isSigning, NO_SIGNING, openSink } from './open-sink.ts'
import { createSecret } from './secret.ts'
import { SinkEntry } from './sink-entry.ts'
import type { MailSettings, SinkSettings, TeamsSettings, WebhookSettings } from './sink-settings.ts'

/** The settings of the environment that say where cases go. */
export type HandoffSettings = {
  HANDOFF_SINKS?: string | undefined
  HANDOFF_MAIL_URL?: string | undefined
  HANDOFF_MAIL_FROM?: string | undefined
  HANDOFF_MAIL_TO: string[]
  HANDOFF_WEBHOOK_URL?: string | undefined
  HANDOFF_WEBHOOK_SECRET?: string | undefined
  HANDOFF_TEAMS_CHANNEL?: string | undefined
  HANDOFF_TEAMS_TENANT?: string | undefined
  MICROSOFT_APP_TENANT_ID?: string | undefined
}

type Environment = Record<string, string | undefined>
type Tell = (problem: string) => void

/** Reads where cases go, from the list and from the short forms; each problem names the setting and says what to do. */
export function readSinks(
  settings: HandoffSettings,
  environment: Environment,
): { sinks: SinkSettings[]; problems: string[] } {
  const problems: string[] = []
  const tell: Tell = (problem) => void problems.push(`${problem}.`)
  const sinks = [
    ...(settings.HANDOFF_SINKS ? readList(settings.HANDOFF_SINKS, environment, tell) : []),
    ...shortMail(settings, tell),
    ...shortWebhook(settings, tell),
    ...shortTeams(settings, tell),
  ]
  const names = sinks.map(({ name }) => name)
  for (const name of new Set(names.filter((one, index) => names.indexOf(one) !== index)))
    tell(`HANDOFF_SINKS: two sinks are called ${name}; what waits for one would go to the other`)
  return { sinks, problems }
}

function readList(file: string, environment: Environment, tell: Tell): SinkSettings[] {
  const list = readYaml(file, tell)
  if (list === undefined) return []
  const entries = z.array(z.unknown()).max(50).safeParse(list)
  if (entries.success) return entries.data.flatMap((entry, index) => readEntry(entry, index, environment, tell))
  tell(`HANDOFF_SINKS: ${file} is not a list of sinks; each begins with "- name:"`)
  return []
}

function readYaml(file: string, tell: Tell): unknown {
  try {
    return parse(readFileSync(file, 'utf8'), { maxAliasCount: 0 })
  } catch (error) {
    tell(`HANDOFF_SINKS: cannot be read (${error instanceof Error ? error.message : String(error)})`)
    return undefined
  }
}

function readEntry(given: unknown, index: number, environment: Environment, tell: Tell): SinkSettings[] {
  const named = z.object({ name: z.string() }).safeParse(given)
  const about = `HANDOFF_SINKS: ${named.success ? named.data.name.slice(0, 40) : `number ${index + 1}`}`
  const entry = SinkEntry.safeParse(given)
  if (!entry.success) {
    for (const { path, message } of entry.error.issues) tell(`${about}: ${[path.join('.'), message].join(': ')}`)
    return []
  }
  let isWrong = false
  const sink = openSink(entry.data, {
    environment,
    tell: (problem) => {
      isWrong = true
      tell(`${about}: ${problem}`)
    },
  })
  return sink && !isWrong ? [sink] : []
}

function shortMail(settings: HandoffSettings, tell: Tell): MailSettings[] {
  const { HANDOFF_MAIL_URL: given, HANDOFF_MAIL_FROM: from, HANDOFF_MAIL_TO: to } = settings
  if (given === undefined) {
    if (from !== undefined || to.length > 0)
      tell('HANDOFF_MAIL_URL: is missing, but other HANDOFF_MAIL_ settings are there; smtps://mail.example is one')
    return []
  }
  if (from === undefined) tell('HANDOFF_MAIL_FROM: is needed with HANDOFF_MAIL_URL: who the mails come from')
  if (to.length === 0) tell('HANDOFF_MAIL_TO: is needed with HANDOFF_MAIL_URL: who gets the cases')
  const url = URL.parse(given)
  if (!url || from === undefined || to.length === 0) return []
  const { username, password } = url
  url.username = ''
  url.password = ''
  const insecure = url.searchParams.get('tls') === 'off'
  const environment = { password: decodeURIComponent(password) }
  const entry = SinkEntry.safeParse({
    name: 'mail',
    kind: 'mail',
    url: url.href,
    from,
    to,
    insecure,
    ...(username !== '' && { user: decodeURIComponent(username), password: { env: 'password' } }),
  })
  // Their own settings have been checked already, one by one.
  if (!entry.success || entry.data.kind !== 'mail') return []
  const sink = openSink(entry.data, { environment, tell: (problem) => tell(`HANDOFF_MAIL_URL: ${problem}`) })
  return sink?.kind === 'mail' ? [sink] : []
}

function shortWebhook(settings: HandoffSettings, tell: Tell): WebhookSettings[] {
  const { HANDOFF_WEBHOOK_URL: given, HANDOFF_WEBHOOK_SECRET: secret } = settings
  if (given === undefined && secret !== undefined)
    tell('HANDOFF_WEBHOOK_URL: is missing, but HANDOFF_WEBHOOK_SECRET is there')
  if (given === undefined) return []
  if (secret === undefined) {
    tell('HANDOFF_WEBHOOK_SECRET: is needed with HANDOFF_WEBHOOK_URL: without a signature anybody could send cases')
    return []
  }
  if (!isSigning(createSecret(secret))) tell(`HANDOFF_WEBHOOK_SECRET: ${NO_SIGNING}`)
  const entry = SinkEntry.safeParse({ name: 'webhook', kind: 'webhook', url: given, secret: { env: 'secret' } })
  if (!entry.success || entry.data.kind !== 'webhook') return []
  const environment = { secret }
  const sink = openSink(entry.data, {
    environment,
    tell: (problem) => {
      if (!problem.startsWith('secret:')) tell(`HANDOFF_WEBHOOK_URL: ${problem}`)
    },
  })
  return sink?.kind === 'webhook' ? [sink] : []
}

function shortTeams(settings: HandoffSettings, tell: Tell): TeamsSettings[] {
  const { HANDOFF_TEAMS_CHANNEL: given, HANDOFF_TEAMS_TENANT: named } = settings
  if (given === undefined && named !== undefined)
    tell('HANDOFF_TEAMS_CHANNEL: is missing, but HANDOFF_TEAMS_TENANT is there')
  if (given === undefined) return []
  const link = readChannelLink(given)
  const channel = link ? link.channel : given
  const tenant = named ?? link?.tenant ?? settings.MICROSOFT_APP_TENANT_ID
  if (channel === undefined || /[/:]{2}/.test(channel)) {
    tell('HANDOFF_TEAMS_CHANNEL: is no link of a channel; in Teams, the menu of the channel has "Get link to channel"')
    return []
  }
  if (tenant !== undefined) return [{ name: 'teams', external: false, kind: 'teams', tenant, channel }]
  tell('HANDOFF_TEAMS_TENANT: is needed with HANDOFF_TEAMS_CHANNEL; it is the Directory (tenant) ID of the channel')
  return []
}

/** What the link of a channel says: https://teams.microsoft.com/l/channel/<channel>/<name>?tenantId=<tenant>. */
function readChannelLink(given: string): { channel?: string; tenant?: string } | undefined {
  const url = URL.parse(given)
  if (url?.protocol !== 'https:') return undefined
  const [, place, kind, channel] = url.pathname.split('/')
  const tenant = url.searchParams.get('tenantId')
  if (place !== 'l' || kind !== 'channel' || !channel || !/^(?:[^%]|%[0-7][0-9a-f])+$/i.test(channel)) return {}
  return { channel: decodeURIComponent(channel), ...(tenant && { tenant }) }
}
