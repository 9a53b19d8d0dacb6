import { readFileSync } from 'node:fs'
import { z } from 'zod'

const SECRETS = ['MICROSOFT_APP_PASSWORD', 'DIRECT_LINE_SECRET', 'DATABASE_URL']

const flag = z
  .enum(['0', '1', 'false', 'true'], 'is neither 1 nor 0')
  .default('0')
  .transform((value) => value === '1' || value === 'true')
const list = z
  .string()
  .default('')
  .transform((value) => value.split(/[\s,]+/).filter((entry) => entry !== ''))
const url = z.url({ protocol: /^https?$/, error: 'is not an http or https address' })
const domain = /^(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/i
const hostAndPort = /^(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*(:\d{1,5})?$/i
const origins = list.pipe(
  z.array(
    z
      .string()
      .refine((value) => URL.parse(value)?.origin === value, 'is not an origin such as https://intranet.example'),
  ),
)

const Settings = z.object({
  PORT: z.coerce
    .number('is not a port')
    .int('is not a port')
    .min(0, 'is not a port')
    .max(65_535, 'is not a port')
    .default(3978),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: url.optional(),
  TRUSTED_PROXIES: list.pipe(z.array(z.union([z.ipv4(), z.ipv6()], 'is not a list of IP addresses'))),
  WEB_CHAT_ORIGINS: origins,
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'is not an address such as postgres://bot@db.example/bot' })
    .optional(),
  KNOWLEDGE_DIR: z.string().optional(),
  ALLOW_ANONYMOUS: flag,
  BOT_EMULATOR: flag,
  MICROSOFT_APP_ID: z.guid('is not a GUID').optional(),
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
  DIRECT_LINE_SECRET: z.string().min(32, 'is shorter than 32 characters').optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'is not a level of pino')
    .default('info'),
})

/** The names of all settings. */
export const SETTING_NAMES: readonly string[] = Object.keys(Settings.shape)

/** Reads each setting by itself; an empty one counts as absent. */
export function readSettings(environment: Record<string, string | undefined>): {
  settings?: z.infer<typeof Settings>
  problems: string[]
} {
  const { values, problems } = readFiles(environment)
  const parsed = Settings.safeParse(values)
  if (parsed.success) return { settings: parsed.data, problems }
  const said = parsed.error.issues.map(({ path, message }) => `${String(path[0])}: ${message}.`)
  return { problems: [...problems, ...said] }
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
