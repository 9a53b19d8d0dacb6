import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { lookAtSinks } from '../../../bot/commands/look-at-sinks.ts'
import { parseConfig } from '../../../bot/config.ts'
import { lookAtSink } from '../../../bot/handoff/index.ts'
import { createSecret } from '../../../bot/handoff/secret.ts'
import { conversationKey, openBeside, openSqlite } from '../../../bot/store/index.ts'
import { freePort } from '../../support/free-port.ts'
import { newDataDir } from '../test-bot.ts'
import { HookServer, status } from './hook-server.ts'
import { MailServer } from './mail-server.ts'
import { hookAt, mailTo, ticketsAt } from './sink-bench.ts'
import { TicketSystem } from './ticket-system.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

async function run(command: string, parts: string[], settings: Record<string, string>) {
  const env = { PATH: process.env['PATH'] ?? '', ...settings }
  const child = spawn(process.execPath, [`bot/commands/${command}.ts`, ...parts], { cwd: ROOT, env })
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk
  })
  child.stderr.resume()
  const [code] = await once(child, 'close')
  return { code, out }
}

/** A database with parcels of two cases, for two systems; those of one were left to a person. */
async function withParcels(): Promise<string> {
  const dataDir = newDataDir()
  const store = await openSqlite(join(dataDir, 'bot.db'))
  const name = { channel: 'directline', conversation: 'c' }
  const outbox = ['A-1', 'A-1/1', 'A-10'].flatMap((key) => ['mail', 'old'].map((kind) => ({ kind, key, payload: {} })))
  await store.turn(
    { conversation: conversationKey(name), activity: 'x' },
    { name, person: 'dl_1', locale: 'en' },
    () => ({
      lines: [],
      effects: [],
      outbox,
      answer: {},
    }),
  )
  for (;;) {
    const parcel = await store.take('mail', 'l', store.now())
    if (!parcel) break
    const failure = { dueAt: store.now(), error: 'mail.example answered 550 to RCPT TO.', parkedAt: store.now() }
    await store.postpone(parcel.id, 'l', failure)
  }
  await store.close()
  return dataDir
}

describe('openParcels', () => {
  it('sends once more what was left to a person, with all the patience of a new one', async () => {
    const dataDir = await withParcels()
    const beside = await openBeside({ file: join(dataDir, 'bot.db') })
    expect(await beside.parcels.retry({ number: 'A-1' })).toBe(2)
    const list = await beside.parcels.list(10)
    const parked = list.filter(({ isParked }) => isParked)
    expect(parked).toMatchObject([{ kind: 'mail', key: 'A-10', error: 'mail.example answered 550 to RCPT TO.' }])
    expect(await beside.parcels.retry({ sink: 'mail' })).toBe(1)
    expect(await beside.parcels.retry({})).toBe(0)
    await beside.close()
  })

  it('settles what a person has seen to', async () => {
    const dataDir = await withParcels()
    const beside = await openBeside({ file: join(dataDir, 'bot.db') })
    expect(await beside.parcels.close({ number: 'A-1', sink: 'old' })).toBe(2)
    expect((await beside.inspect()).lanes).toEqual([
      { kind: 'mail', waiting: 0, parked: 3, error: 'mail.example answered 550 to RCPT TO.' },
      { kind: 'old', waiting: 1, parked: 0 },
    ])
    await beside.close()
  })

  it('forgets all parcels of a person who is erased, and of nobody else', async () => {
    const dataDir = newDataDir()
    const store = await openSqlite(join(dataDir, 'bot.db'))
    for (const person of ['dl_1', 'dl_2']) {
      const name = { channel: 'directline', conversation: person }
      const key = { conversation: conversationKey(name), activity: 'x' }
      await store.turn(key, { name, person, locale: 'en' }, ({ ticketNumber: number }) => ({
        lines: [],
        effects: [{ kind: 'openTicket', ticket: { number, codes: [], facts: {}, tried: [], question: '?' } }],
        outbox: [number, `${number}/1`, `${number}/2`, `${number}0`].map((one) => ({
          kind: 'mail',
          key: one,
          payload: {},
        })),
        answer: {},
      }))
    }
    await store.close()
    const beside = await openBeside({ file: join(dataDir, 'bot.db') })
    await beside.erase('dl_1')
    const left = (await beside.parcels.list(20)).map(({ key }) => key).toSorted()
    expect(left).toEqual(['A-1002', 'A-1002/1', 'A-1002/2', 'A-10010', 'A-10020'].toSorted())
    await beside.close()
  })
})

describe('outbox', () => {
  it('lists, sends again and settles, beside the bot', async () => {
    const dataDir = await withParcels()
    const settings = { DATA_DIR: dataDir }
    expect((await run('outbox', [], settings)).out).toMatch(/parked +mail +A-10 .+ 1 tries +mail\.example answered 550/)
    expect((await run('outbox', ['retry', 'A-10'], settings)).out).toBe('1 will be sent once more.\n')
    expect((await run('outbox', ['close'], settings)).code).toBe(2)
  })
})

describe('lookAtSinks', () => {
  const stops: (() => Promise<void>)[] = []
  let mail: MailServer
  let hook: HookServer
  let tickets: TicketSystem

  beforeEach(async () => {
    mail = await new MailServer().start()
    hook = await new HookServer().start()
    tickets = await new TicketSystem('servicenow').start()
    stops.push(
      () => mail.stop(),
      () => hook.stop(),
      () => tickets.stop(),
    )
  })
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop()
  })

  const folder = mkdtempSync(join(tmpdir(), 'share-'))
  const share = { kind: 'file' as const, name: 'share', external: false, folder }

  it('says one line about each, and leaves nothing there', async () => {
    hook.misbehave = status(405)
    const sinks = [share, mailTo(mail.port), hookAt(hook.url), ticketsAt(tickets.url, 'servicenow')]
    const lanes = [
      { kind: 'mail', waiting: 2, parked: 1 },
      { kind: 'gone', waiting: 3, parked: 0 },
    ]
    const found = await lookAtSinks({ ...parseConfig({}), sinks }, lanes, false)
    expect(found.map(({ state, about, says }) => `${state} ${about}: ${says}`)).toEqual([
      expect.stringMatching(/^ok cases: go to .+tickets$/),
      expect.stringMatching(/^ok sink share: files in .+, can be written$/),
      expect.stringMatching(
        /^ok sink mail: mail by .+, lets the bot in; 2 waiting, 1 left to a person: see "npm run -s outbox"\.$/,
      ),
      expect.stringMatching(/^ok sink webhook: webhook at .+, answers; /),
      expect.stringMatching(/^ok sink tickets: tickets at .+, lets the bot in and can be searched$/),
      'bad sink gone: is not configured, but 3 wait for it: put it back, or close them with "npm run -s outbox".',
    ])
    expect([mail.taken.length, hook.taken.length, tickets.tickets.length]).toEqual([0, 0, 0])
  })

  it('says what is wrong, and the cure', async () => {
    tickets.status = () => 401
    const wrong = { user: 'bot', password: createSecret('wrong') }
    const looks = await Promise.all([
      lookAtSink(mailTo(mail.port, wrong)),
      lookAtSink(mailTo(await freePort())),
      lookAtSink(ticketsAt(tickets.url, 'servicenow')),
      lookAtSink(hookAt(`http://127.0.0.1:${await freePort()}`)),
    ])
    expect(looks.map(({ isWell, says, cure }) => [isWell, says, cure])).toEqual([
      [false, expect.stringContaining('answered 535'), expect.stringMatching(/^Correct sign-in/)],
      [false, expect.stringContaining('ECONNREFUSED'), expect.stringMatching(/^Check address/)],
      [false, expect.stringContaining('answered 401'), expect.stringMatching(/^Correct sign-in/)],
      [false, expect.stringContaining('ECONNREFUSED'), expect.stringMatching(/^Check address/)],
    ])
  })

  it('connects to nothing when told so', async () => {
    const file = join(folder, 'sinks.yaml')
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, `- { name: hook, kind: webhook, url: '${hook.url}', secret: { env: HOOK } }`)
    const HOOK = Buffer.alloc(32).toString('base64')
    const settings = { HANDOFF_SINKS: file, HOOK, DATA_DIR: newDataDir() }
    expect((await run('doctor', ['--offline'], settings)).out).toMatch(
      /^note {2}sink hook +webhook at .+, not looked at$/m,
    )
    expect(hook.tries).toBe(0)
  })
})

describe('erase', () => {
  it('takes the folders of a person out of every place that holds files', async () => {
    const dataDir = newDataDir()
    const share = newDataDir()
    const store = await openSqlite(join(dataDir, 'bot.db'))
    const name = { channel: 'directline', conversation: 'c' }
    const key = { conversation: conversationKey(name), activity: 'x' }
    await store.turn(key, { name, person: 'dl_1', locale: 'en' }, ({ ticketNumber: number }) => ({
      lines: [],
      effects: [{ kind: 'openTicket', ticket: { number, codes: [], facts: {}, tried: [], question: '?' } }],
      outbox: [],
      answer: {},
    }))
    await store.close()
    const folders = [dataDir, share].map((place) => join(place, 'tickets', 'A-1001'))
    for (const folder of folders) mkdirSync(folder, { recursive: true })
    const file = join(share, 'sinks.yaml')
    writeFileSync(file, `- { name: share, kind: file, folder: ${share} }`)
    const { out } = await run('erase', ['--user', 'dl_1'], { DATA_DIR: dataDir, HANDOFF_SINKS: file })
    expect(out).toContain('1 tickets')
    expect(folders.map((folder) => existsSync(folder))).toEqual([false, false])
    expect(readFileSync(file, 'utf8')).toContain('share')
  })
})
