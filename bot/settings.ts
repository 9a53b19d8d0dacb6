import { readFileSync } from 'node:fs'
import { z } from 'zod'

import { isPasswordHash } from './desk/password.ts'

const SECRETS = [
  'MICROSOFT_APP_PASSWORD',
  'DIRECT_LINE_SECRET',
  'DIRECT_LINE_SECRET_PREVIOUS',
  'IDENTITY_CLIENT_SECRET',
  'DIAGNOSE_KEY',
  'AZURE_DIRECT_LINE_SECRET',
  'DATABASE_URL',
  'DESK_PASSWORD',
  'DESK_PASSWORD_HASH',
  'HANDOFF_MAIL_URL',
  'HANDOFF_WEBHOOK_SECRET',
  'HANDOFF_NEWS_SECRET',
  'HANDOFF_NEWS_SECRET_PREVIOUS',
]

const flag = z
  .enum(['0', '1', 'false', 'true'], 'is neither 1 nor 0')
  .default('0')
  .transform((value) => value === '1' || value === 'true')
const list = z
  .string()
  .default('')
  .transform((value) => value.split(/[\s,]+/).filter((entry) => entry !== ''))
const url = z.url({ protocol: /^https?$/, error: 'is not an http or https address' })
const mailAddress = z.string().regex(/^[^\s<>@,;"]+@[^\s<>@,;"]+$/, 'is not a mail address such as it@corp.example')
const NO_PORT = 'is not a port: a number from 0 to 65535'
const port = z.coerce.number(NO_PORT).int(NO_PORT).min(0, NO_PORT).max(65_535, NO_PORT)
const signingSecret = z.string().min(32, 'is shorter than 32 characters; `openssl rand -base64 32` makes a good one')
const domain = /^(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/i
const hostAndPort = /^(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*(:\d{1,5})?$/i
const origins = list.pipe(
  z.array(
    z
      .string()
      .refine((value) => URL.parse(value)?.origin === value, 'is not an origin such as https://intranet.example'),
  ),
)

// Names can have blanks, so that only commas part them.
const team = z
  .string()
  .max(20_000, 'is longer than 20000 characters; name a group')
  .default('')
  .transform((value) => value.split(',').map((entry) => entry.trim()))
  .transform((entries) => entries.filter((entry) => entry !== ''))

const Settings = z.object({
  PORT: port.default(3978),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: url.optional(),
  TRUSTED_PROXIES: list.pipe(
    z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'is not a list of IP addresses and subnets')),
  ),
  WEB_CHAT_ORIGINS: origins,
  DATA_DIR: z.string().optional(),
  CACHE_DIR: z.string().optional(),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'is not an address such as postgres://bot@db.example/bot' })
    .optional(),
  KNOWLEDGE_DIR: z.string().optional(),
  ALLOW_ANONYMOUS: flag,
  BOT_EMULATOR: flag,
  MICROSOFT_APP_ID: z.guid('is not a GUID; it is the Application (client) ID of the registration').optional(),
  MICROSOFT_APP_PASSWORD: z.string().optional(),
  MICROSOFT_APP_TENANT_ID: z.string().optional(),
  MICROSOFT_APP_TYPE: z
    .enum(['SingleTenant', 'UserAssignedMSI', 'MultiTenant'], 'is none of SingleTenant, UserAssignedMSI, MultiTenant')
    .default('SingleTenant'),
  KMS_DOMAINS: list.pipe(z.array(z.string().regex(domain, 'is not a list of DNS domains'))),
  KMS_HOST: z
    .string()
    .regex(hostAndPort, 'is not a host name such as kms.corp.example or kms.corp.example:1688')
    .optional(),
  DIRECT_LINE_SECRET: signingSecret.optional(),
  DIRECT_LINE_SECRET_PREVIOUS: signingSecret.optional(),
  IDENTITY_ISSUER: url.optional(),
  IDENTITY_CLIENT_ID: z.string().max(256, 'is longer than 256 characters').optional(),
  IDENTITY_CLIENT_SECRET: z.string().optional(),
  IDENTITY_HEADER: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,63}$/i, 'is not the name of a header such as X-Remote-User')
    .optional(),
  AZURE_DIRECT_LINE_SECRET: z.string().optional(),
  AZURE_DIRECT_LINE_URL: url.default('https://directline.botframework.com/v3/directline/'),
  DIAGNOSE_KEY: signingSecret.optional(),
  DESK_EXPERTS: team,
  DESK_READERS: team,
  DESK_PASSWORD: z.string().min(16, 'is shorter than 16 characters').optional(),
  DESK_PASSWORD_HASH: z.string().refine(isPasswordHash, 'is not what `npm run -s desk-password` prints').optional(),
  HANDOFF_SINKS: z.string().optional(),
  HANDOFF_MAIL_URL: z
    .url({ protocol: /^smtps?$/, error: 'is not an address such as smtps://user:password@mail.example' })
    .optional(),
  HANDOFF_MAIL_FROM: mailAddress.optional(),
  HANDOFF_MAIL_TO: list.pipe(z.array(mailAddress)),
  HANDOFF_WEBHOOK_URL: url.optional(),
  HANDOFF_WEBHOOK_SECRET: z.string().optional(),
  HANDOFF_TEAMS_CHANNEL: z
    .string()
    .regex(/^[^\s;]{1,1000}$/, 'is neither the id of a channel in Teams nor its link')
    .optional(),
  HANDOFF_TEAMS_TENANT: z.string().max(64, 'is longer than 64 characters').optional(),
  HANDOFF_NEWS_SIGNATURE: z.enum(['standard', 'hub'], 'is neither standard nor hub').default('standard'),
  HANDOFF_NEWS_SECRET: signingSecret.optional(),
  HANDOFF_NEWS_SECRET_PREVIOUS: signingSecret.optional(),
  METRICS_PORT: port.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: url.optional(),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'is none of trace, debug, info, warn, error, fatal, silent',
    )
    .default('info'),
})

/** The names of all settings. */
export const SETTING_NAMES: readonly string[] = Object.keys(Settings.shape)

/** The settings as they are read. */
export type Settings = z.infer<typeof Settings>

/** Reads each setting by itself: where one is wrong its default goes on, so that the others are checked as well. */
export function readSettings(environment: Record<string, string | undefined>): {
  settings: Settings
  problems: string[]
} {
  const { values, problems } = readFiles(environment)
  const parsed = Settings.safeParse(values)
  if (parsed.success) return { settings: parsed.data, problems }
  for (const { path, message } of parsed.error.issues) {
    const name = String(path[0])
    if (values[name] !== undefined) problems.push(`${name}: ${message}.`)
    delete values[name]
  }
  return { settings: Settings.parse(values), problems }
}

function readFiles(environment: Record<string, string | undefined>): {
  values: Record<string, string>
  problems: string[]
} {
  const values: Record<string, string> = {}
  const problems: string[] = []
  for (const [name, value] of Object.entries(environment)) if (value !== undefined && value !== '') values[name] = value
  for (const name of SECRETS) {
    const file = values[`${name}_FILE`]
    if (file === undefined) continue
    if (values[name] !== undefined) problems.push(`${name}: is set twice, also by ${name}_FILE.`)
    try {
      values[name] = readFileSync(file, 'utf8').trim()
    } catch (error) {
      problems.push(`${name}_FILE: cannot be read (${error instanceof Error ? error.message : String(error)}).`)
    }
  }
  return { values, problems }
}
