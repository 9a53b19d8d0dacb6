import { existsSync, mkdirSync, statSync } from 'node:fs'
import { parseArgs } from 'node:util'

import { type Config, ConfigError, parseConfig, storePlace } from '../config.ts'
import { freeBytes, type Inspection, isInUse, type LaneBacklog, NotReady, openBeside } from '../store/index.ts'
import { lookAtRegistration } from './look-at-registration.ts'
import { type Finding, lookAtSinks } from './look-at-sinks.ts'
import { lookAtKnowledge, lookAtWeb } from './look-at-web.ts'

const MEGABYTE = 1024 * 1024
const LEAST_FREE = 64 * MEGABYTE

const findings = await examine()
for (const { state, about, says } of findings)
  process.stdout.write(`${state.padEnd(4)}  ${about.padEnd(13)}  ${says}\n`)
process.exitCode = findings.some(({ state }) => state === 'bad') ? 1 : 0

async function examine(): Promise<Finding[]> {
  try {
    const config = parseConfig(process.env)
    const { offline } = parseArgs({ options: { offline: { type: 'boolean', default: false } } }).values
    const { findings: stored, lanes } = await storage(config)
    const outside = [lookAtRegistration(config.app, offline), lookAtWeb(config, offline)]
    const [registration = [], web = []] = await Promise.all(outside)
    const sinks = await lookAtSinks(config, lanes, offline)
    const here = [...configuration(config), ...disk(config), ...stored, ...lookAtKnowledge(config)]
    return [...here, ...channels(config), ...registration, ...web, desk(config), ...sinks]
  } catch (error) {
    if (isMisuse(error)) return misuse(error)
    if (!(error instanceof ConfigError)) throw error
    return error.problems.map((says) => ({ state: 'bad', about: 'configuration', says }))
  }
}

function isMisuse(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}

function misuse({ message }: Error): never {
  process.stderr.write(`${message}\nusage: npm run -s doctor -- [--offline]\n`)
  process.exit(2)
}

function configuration({ mode, host, port, publicUrl }: Config): Finding[] {
  const at = publicUrl?.href ?? `http://${host}:${port}/`
  return [{ state: 'ok', about: 'configuration', says: `${mode} mode at ${at}` }]
}

function desk({ desk, host, port, publicUrl }: Config): Finding {
  const about = 'desk'
  if (!desk) return { state: 'note', about, says: 'off: set DESK_EXPERTS, or DESK_PASSWORD on one machine' }
  const at = new URL('/desk', publicUrl?.href ?? `http://${host}:${port}/`).href
  const whoever = desk.password || desk.passwordHash ? 'whoever has the password' : 'nobody; set DESK_EXPERTS'
  const experts = desk.experts.length > 0 ? desk.experts.join(', ') : whoever
  return { state: 'ok', about, says: `at ${at}, for ${experts}` }
}

function disk({ dataDir }: Config): Finding[] {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const free = freeBytes(dataDir)
  const says = `${Math.round(free / MEGABYTE)} MB free for ${dataDir}`
  if (free >= LEAST_FREE) return [{ state: 'ok', about: 'disk', says }]
  return [{ state: 'bad', about: 'disk', says: `${says}: the bot takes no turns below 64 MB. Make room.` }]
}

type Stored = { findings: Finding[]; lanes: LaneBacklog[] }

async function storage(config: Config): Promise<Stored> {
  const about = 'storage'
  const { url, file } = storePlace(config)
  if (url === undefined && !existsSync(file))
    return only({ state: 'note', about, says: `${file} is not there yet: "npm start" makes it.` })
  try {
    const beside = await openBeside(storePlace(config))
    const found = await beside.inspect().finally(() => beside.close())
    const place = url === undefined ? fileState(file) : 'PostgreSQL'
    const migrations: Finding = { state: 'ok', about: 'migrations', says: 'all done' }
    const teams = config.app ? [installs(found)] : []
    const findings = [soundness(found, place), migrations, quarantine(found), ...outbox(found), ...teams]
    return { findings, lanes: found.lanes }
  } catch (error) {
    if (error instanceof NotReady) return only({ state: 'bad', about: 'migrations', says: error.message })
    const hint = url === undefined ? 'Restore a backup if the file is damaged.' : 'Check DATABASE_URL and the server.'
    const message = error instanceof Error ? error.message : String(error)
    return only({ state: 'bad', about, says: `${message} ${hint}` })
  }
}

function only(finding: Finding): Stored {
  return { findings: [finding], lanes: [] }
}

function fileState(file: string): string {
  const size = `${Math.ceil(statSync(file).size / MEGABYTE)} MB`
  return `${file}, ${size}, ${isInUse(file) ? 'a bot works on it' : 'no bot works on it'}`
}

function soundness({ integrity, conversations }: Inspection, place: string): Finding {
  const about = 'storage'
  if (integrity !== 'ok')
    return { state: 'bad', about, says: `${place}: ${integrity}. Stop the bot and restore a backup.` }
  return {
    state: 'ok',
    about,
    says: `${place}, ${conversations} ${conversations === 1 ? 'conversation' : 'conversations'}, sound`,
  }
}

function quarantine({ quarantined }: Inspection): Finding {
  const about = 'records'
  if (quarantined === 0) return { state: 'ok', about, says: 'all could be read' }
  return { state: 'note', about, says: `${quarantined} could not be read; copies are in the table "quarantine"` }
}

function installs({ teams }: Inspection): Finding {
  const about = 'Teams'
  if (teams === 0)
    return { state: 'note', about, says: 'in no team yet: deploy/teams/README.md says how it gets there' }
  return { state: 'ok', about, says: `added to ${teams} ${teams === 1 ? 'team' : 'teams'}` }
}

function outbox({ backlog: { waiting, parked } }: Inspection): Finding[] {
  const about = 'outbox'
  const on: Finding = { state: 'ok', about, says: waiting === 0 ? 'nothing waits' : `${waiting} on their way` }
  if (parked === 0) return [on]
  return [
    on,
    {
      state: 'bad',
      about,
      says: `${parked} were refused or not delivered in 5 days: "npm run -s outbox" says which and why.`,
    },
  ]
}

function channels({ mode, anonymous, identity, app, directLineSecret }: Config): Finding[] {
  const about = 'channels'
  const off = 'chat page off: IDENTITY_ISSUER, IDENTITY_HEADER or ALLOW_ANONYMOUS=1 turns it on'
  const open = anonymous ? 'web chat open to who can reach it' : off
  const chat = identity ? `web chat open to who is known (${identity.kind})` : open
  const isShut = !anonymous && !identity && !directLineSecret
  const web: Finding = { state: isShut ? 'note' : 'ok', about, says: chat }
  const isOff = !app && mode !== 'emulator'
  const framework = isOff
    ? 'Bot Framework off: set MICROSOFT_APP_ID for Teams'
    : `Bot Framework on (${app?.type ?? mode})`
  return [web, { state: isOff ? 'note' : 'ok', about, says: framework }]
}
