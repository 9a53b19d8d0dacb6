import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'

import { LEASE, openSqlite, type Store } from '../../../bot/store/index.ts'
import { openPostgres } from '../../../bot/store/postgres.ts'
import { type Activity, DirectLineClient } from '../direct-line-client.ts'
import { startTestBot } from '../test-bot.ts'
import { type Bundle, bundle } from './bundle.ts'

/** Where the process ends, in the order a turn comes by. */
const POINTS = [
  'before-turn',
  'before-begin',
  'after-lock',
  'in-turn',
  'before-state',
  'before-lines',
  'before-outbox',
  'before-key',
  'before-commit',
  'after-commit',
  'before-answer',
  'after-answer',
  'before-take',
  'before-send',
  'before-mark',
  'after-mark',
  'stopping',
  'purge',
  'any-moment',
]

// What SQLite writes one after the other is one statement for PostgreSQL.
const ONE_BY_ONE = ['before-state', 'before-lines', 'before-outbox', 'before-key']

/** The points at which a bot with these settings can end. */
export function pointsOf(settings: Record<string, string>): string[] {
  if (settings['DATABASE_URL'] === undefined) return POINTS
  return ['before-write', ...POINTS.filter((point) => !ONE_BY_ONE.includes(point))]
}

const CHILD = fileURLToPath(new URL('killable-bot.ts', import.meta.url))
const TALKERS = 3
// Reached within a second, unless the machine has other things to do.
const LIMIT = 12_000

type Talker = { token: string; id: string; acknowledged: string[]; sent: number }
/** What killing came to. */
export type Toll = { acknowledged: number; recoveries: number[]; missed: string[] }

let program: Bundle | undefined
function spawnBot(): ChildProcess {
  program ??= bundle(CHILD)
  const { file, compiled } = program
  const env = { ...process.env, NODE_COMPILE_CACHE: compiled }
  return spawn(process.execPath, [file], { stdio: ['pipe', 'pipe', 'inherit'], env })
}

/** A process that has loaded everything and waits to be told where to end. */
export class KillableBot {
  readonly child = spawnBot()

  /** Starts it; resolves with its address, or with nothing when it ended before it listened. */
  async start(point: string, times: number, settings: Record<string, string>): Promise<string | undefined> {
    const ended = once(this.child, 'exit').then(() => undefined)
    this.child.stdin?.write(`${JSON.stringify({ point, times, settings })}\n`)
    const line = once(this.child.stdout ?? this.child, 'data').then(([data]) => String(data).trim())
    return await Promise.race([line, ended])
  }

  async ended(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit')
  }
}

/** Talks to bots that are killed one after the other, and checks that nothing acknowledged is lost or done twice. */
export async function surviveKills(settings: Record<string, string>, kills: number): Promise<Toll> {
  const talkers = await meet(settings)
  const toll: Toll = { acknowledged: 0, recoveries: [], missed: [] }
  const points = pointsOf(settings)
  let next = new KillableBot()
  for (let kill = 0; kill < kills; kill += 1) {
    const bot = next
    const point = points[kill % points.length] ?? ''
    const started = performance.now()
    const url = await bot.start(point, 1 + ((kill * 7) % 5), settings)
    next = new KillableBot()
    if (url !== undefined) {
      toll.recoveries.push(performance.now() - started)
      const timer = setTimeout(() => {
        toll.missed.push(point)
        bot.child.kill('SIGKILL')
      }, LIMIT)
      if (point === 'any-moment') setTimeout(() => bot.child.kill('SIGKILL'), 20 + ((kill * 37) % 400))
      if (point === 'stopping') setTimeout(() => bot.child.kill('SIGTERM'), 150)
      await Promise.all(talkers.map((talker) => talk(url, talker)))
      await bot.ended()
      clearTimeout(timer)
    }
  }
  next.child.kill('SIGKILL')
  await checkAll(settings, talkers)
  toll.acknowledged = talkers.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0)
  return toll
}

async function meet(settings: Record<string, string>): Promise<Talker[]> {
  const { bot, stop } = await startTestBot(settings)
  const talkers: Talker[] = []
  for (let n = 0; n < TALKERS; n += 1) {
    const { token, id } = await open(bot.url, settings)
    talkers.push({ token, id, acknowledged: [], sent: 0 })
  }
  await stop()
  return talkers
}

/** Opens a conversation, with the secret where one is set. */
export async function open(url: string, settings: Record<string, string>): Promise<DirectLineClient> {
  const client = new DirectLineClient(url)
  client.token = settings['DIRECT_LINE_SECRET'] ?? ''
  client.token = (await client.json('POST', '/tokens/generate'))['token'] ?? ''
  client.id = (await client.json('POST', '/conversations', {}))['conversationId'] ?? ''
  return client
}

// What has no answer is sent again to the next bot, as a client does.
async function talk(url: string, talker: Talker): Promise<void> {
  const client = Object.assign(new DirectLineClient(url), { token: talker.token, id: talker.id })
  for (;;) {
    const clientActivityID = `m${talker.sent}`
    const text = talker.sent % 4 === 3 ? 'ticket' : clientActivityID
    try {
      const response = await client.post({ text, channelData: { clientActivityID } })
      await response.arrayBuffer()
      if (response.status === 429) await new Promise((resolve) => setTimeout(resolve, 20))
      if (response.status !== 200) continue
      talker.acknowledged.push(clientActivityID)
      talker.sent += 1
    } catch {
      return
    }
  }
}

async function checkAll(settings: Record<string, string>, talkers: Talker[]): Promise<void> {
  let ahead = 0
  const store = await openAny(settings, () => Date.now() + ahead)
  // Replicas wait until the lease of a dead one is over.
  ahead = LEASE + 1000
  const { bot, config, stop } = await startTestBot(settings, { store })
  let tickets = 0
  for (const talker of talkers) {
    const client = Object.assign(new DirectLineClient(bot.url), talker)
    const activities = await readAll(client)
    const heard = activities.filter(({ from }) => from.role === 'user')
    const said = activities.filter(({ from }) => from.role === 'bot').map(({ text }) => text)
    const ids = heard.map(({ channelData }) => (channelData as { clientActivityID: string }).clientActivityID)
    expect(ids).toEqual(expect.arrayContaining(talker.acknowledged))
    expect(ids.length - talker.acknowledged.length).toBeLessThanOrEqual(1)
    expect(new Set(ids).size).toBe(ids.length)
    expect(said).toEqual(heard.map(({ text }, index) => `${index + 1}: ${text}`))
    tickets += heard.filter(({ text }) => text === 'ticket').length
  }
  for (let n = 1001; n <= 1000 + tickets; n += 1)
    await until(() => existsSync(join(config.dataDir, 'tickets', `A-${n}`, 'ticket.json')))
  expect(existsSync(join(config.dataDir, 'tickets', `A-${1001 + tickets}`))).toBe(false)
  await until(async () => (await store.backlog()).waiting === 0)
  expect(await store.backlog()).toEqual({ waiting: 0, parked: 0 })
  await stop()
}

/** Opens the store of a bot with these settings. */
export async function openAny(settings: Record<string, string>, clock: () => number): Promise<Store> {
  const url = settings['DATABASE_URL']
  return url === undefined ? await openSqlite(`${settings['DATA_DIR']}/bot.db`, clock) : await openPostgres(url, clock)
}

async function readAll(client: DirectLineClient): Promise<Activity[]> {
  const activities: Activity[] = []
  for (let watermark = ''; ; ) {
    const set = await client.read(watermark)
    if (set.activities.length === 0) return activities
    activities.push(...set.activities)
    watermark = set.watermark
  }
}

/** Waits for something to become so. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20))
}
