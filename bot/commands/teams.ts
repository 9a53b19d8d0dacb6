import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'

import { botChatLink } from '../teams/deep-link.ts'
import { packageApp } from '../teams/package-app.ts'

const USAGE = `usage: npm run -s teams -- --app-id <guid> [--url https://bot.example] [--out activation-support.zip]
  --app-id     Application (client) ID of the bot's registration; MICROSOFT_APP_ID if it is set
  --url        the bot's address, PUBLIC_URL if it is set; its page is what the app's page in Teams leads to
  --privacy    your privacy statement, --terms your terms of use; --url where they are missing
  --developer  who offers the app to people, up to 32 characters
  --version    of the package, higher than the one that is installed
`
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const NOBODY = '00000000-0000-0000-0000-000000000000'
// Where there is no page of one's own.
const ABOUT = 'https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/'

const secure = z.url({ protocol: /^https$/, error: 'is not an https address such as https://bot.example' })
const Options = z.object({
  'app-id': z
    .string('is missing: it is the Application (client) ID of the registration in Azure')
    .regex(GUID, 'is not a GUID; it is the Application (client) ID of the registration in Azure')
    .refine((id) => id !== NOBODY, 'is the empty GUID; it is the Application (client) ID of the registration in Azure'),
  url: secure.optional(),
  privacy: secure.optional(),
  terms: secure.optional(),
  developer: z.string().trim().min(1, 'is empty').max(32, 'is longer than 32 characters').default('IT support'),
  version: z
    .string()
    .regex(/^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}$/, 'is not a version such as 1.2.0')
    .optional(),
  out: z.string().min(1, 'is empty').default('activation-support.zip'),
})
type Options = z.infer<typeof Options>

process.exitCode = run(process.argv.slice(2))

function run(args: string[]): number {
  const asked = readArguments(args)
  if (typeof asked === 'string') return say(`${asked}\n${USAGE}`, 2)
  const { 'app-id': appId, url, developer, out } = asked
  const packed = packageApp({
    appId: appId.toLowerCase(),
    version: asked.version ?? ownVersion(),
    developer,
    website: url ?? ABOUT,
    privacy: asked.privacy ?? url ?? ABOUT,
    terms: asked.terms ?? url ?? ABOUT,
    domains: url === undefined ? [] : [new URL(url).hostname],
  })
  if (!packed.ok) return say(packed.problems.map((problem) => `teams: ${problem}`).join('\n'), 1)
  if (url === undefined)
    say('teams: no --url, so the app leads to Microsoft Learn; --url https://… names your own page.', 0)
  return write(resolve(out), packed.zip, appId)
}

function readArguments(args: string[]): Options | string {
  try {
    const text = { type: 'string' } as const
    const options = { 'app-id': text, url: text, privacy: text, terms: text, developer: text, version: text, out: text }
    const { values } = parseArgs({ args, options })
    const environment = { 'app-id': process.env['MICROSOFT_APP_ID'], url: process.env['PUBLIC_URL'] }
    const { success, data, error } = Options.safeParse({ ...withoutEmpty(environment), ...values })
    return success ? data : error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`).join('\n')
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function withoutEmpty(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : [])))
}

function ownVersion(): string {
  return String(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version)
}

function write(file: string, zip: Uint8Array, appId: string): number {
  try {
    writeFileSync(file, zip)
  } catch (error) {
    return say(`teams: ${file} cannot be written (${error instanceof Error ? error.message : String(error)})`, 1)
  }
  process.stdout.write(`${file}\nchat with the bot, once it is installed: ${botChatLink(appId.toLowerCase())}\n`)
  return 0
}

function say(sentence: string, code: number): number {
  process.stderr.write(`${sentence}\n`)
  return code
}
