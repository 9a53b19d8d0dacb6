import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { createDispatcher, ParcelRejected } from '../../bot/handoff/index.ts'
import { conversationKey, openSqlite, type Store } from '../../bot/store/index.ts'
import { DirectLineClient } from './direct-line-client.ts'
import { newDataDir, startTestBot } from './test-bot.ts'

const QUIET = { info: () => {}, warn: () => {}, error: () => {} }
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

async function until(isDone: () => boolean): Promise<void> {
  while (!isDone()) await new Promise((resolve) => setTimeout(resolve, 20))
}

describe('createTicketFiles', () => {
  it('writes the case, for people and for programs', async () => {
    const running = await startTestBot()
    const client = await DirectLineClient.start(running.bot.url)
    await client.post({ type: 'event', name: 'webchat/join' })
    await client.post({ text: 'this is my own key: SECRET-1' })
    await client.post({ text: 'ticket' })
    const folder = join(running.config.dataDir, 'tickets', 'A-1001')
    await until(() => existsSync(join(folder, 'ticket.json')))
    const read = (name: string) => readFileSync(join(folder, name), 'utf8')

    expect(JSON.parse(read('ticket.json'))).toMatchObject({
      number: 'A-1001',
      topic: 'kms-not-reached',
      codes: ['0xC004F074'],
      facts: { officeVersion: { value: '2013', from: 'ospp.dstatus', line: 4 } },
    })
    expect(read('ticket.md').split('\n').filter(Boolean).slice(0, 4)).toEqual([
      '# A-1001: Office 2013 · kms-not-reached · 0xC004F074',
      'Licence status, days left and number of computers are not known',
      expect.stringMatching(/^A person waits since .+ UTC · reach: chat \(directline\) · nothing tried yet$/),
      'Open: Which host is right?',
    ])
    const transcript: Record<string, unknown>[] = JSON.parse(read('A-1001.transcript'))
    expect(transcript.map(({ type, text }) => [type, text])).toEqual([
      ['event', undefined],
      ['message', '1: joined'],
      ['message', 'this is my own key: [hidden]'],
      ['message', '2: this is my own key: '],
      ['message', 'ticket'],
      ['message', '3: ticket'],
    ])
    await running.stop()
  })

  it('gives every activity of the transcript what Emulator needs', async () => {
    const running = await startTestBot()
    const client = await DirectLineClient.start(running.bot.url)
    await client.post({ type: 'event', name: 'webchat/join' })
    await client.post({ text: 'ticket' })
    const file = join(running.config.dataDir, 'tickets', 'A-1001', 'A-1001.transcript')
    await until(() => existsSync(file))
    const bytes = readFileSync(file)
    expect(bytes[0]).toBe('['.charCodeAt(0))
    for (const activity of JSON.parse(bytes.toString('utf8')) as object[])
      expect(activity).toMatchObject({
        id: expect.stringContaining('|'),
        timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
        type: expect.any(String),
        channelId: 'directline',
        conversation: { id: client.id },
        from: { id: expect.any(String), name: expect.any(String), role: expect.stringMatching(/^(user|bot)$/) },
        recipient: { id: expect.any(String), name: expect.any(String), role: expect.stringMatching(/^(user|bot)$/) },
      })
    await running.stop()
  })

  it('adds what the person sent', async () => {
    const running = await startTestBot()
    const client = await DirectLineClient.start(running.bot.url)
    const form = new FormData()
    form.append(
      'activity',
      new Blob(['{"type":"message","text":"see file"}'], { type: 'application/vnd.microsoft.activity' }),
    )
    form.append('file', new Blob(['SECRET-2 in a log']), 'dstatus.txt')
    const response = await fetch(`${client.base}/conversations/${client.id}/upload?userId=x`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${client.token}` },
      body: form,
    })
    expect(response.status).toBe(200)
    await client.post({ text: 'ticket' })
    const folder = join(running.config.dataDir, 'tickets', 'A-1001')
    await until(() => existsSync(join(folder, 'ticket.json')))
    const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('dstatus.txt'))
    expect(readFileSync(join(folder, name), 'utf8')).toBe('[hidden] in a log')
    await running.stop()
  })

  it('opens one ticket for a request that comes twice', async () => {
    const running = await startTestBot()
    const client = await DirectLineClient.start(running.bot.url)
    const activity = { text: 'ticket', channelData: { clientActivityID: 'once' } }
    await Promise.all([client.post(activity), client.post(activity)])
    await until(() => existsSync(join(running.config.dataDir, 'tickets', 'A-1001', 'ticket.json')))
    expect(readdirSync(join(running.config.dataDir, 'tickets'))).toEqual(['A-1001'])
    await running.stop()
  })
})

describe('createDispatcher', () => {
  let store: Store
  let now: number

  beforeEach(async () => {
    now = Date.now()
    store = await openSqlite(join(newDataDir(), 'bot.db'), () => now)
  })
  afterEach(() => store.close())

  async function put(...keys: string[]): Promise<void> {
    const name = { channel: 'directline', conversation: 'c' }
    await store.turn(
      { conversation: conversationKey(name), activity: keys.join() },
      { name, person: 'p', locale: 'en' },
      () => ({
        lines: [],
        effects: [],
        outbox: keys.map((key) => ({ kind: 'mail', key, payload: {} })),
        answer: {},
      }),
    )
  }

  function dispatch(sink: (key: string) => Promise<void>) {
    return createDispatcher({
      store,
      sinks: { mail: ({ key }) => sink(key) },
      clock: () => now,
      log: QUIET,
      random: () => 0.5,
    })
  }

  it('tries again after 1, 2, 5, 10, 15 and then every 30 minutes', async () => {
    await put('A-1')
    const tried: number[] = []
    const begun = now
    const dispatcher = dispatch(async () => {
      tried.push((now - begun) / MINUTE)
      throw new Error('down')
    })
    for (let minute = 0; minute <= 95; minute += 1) {
      await dispatcher.settle()
      now += MINUTE
    }
    expect(tried).toEqual([0, 1, 3, 8, 18, 33, 63, 93])
    await dispatcher.stop()
  })

  it('delivers everything after three days without the receiver', async () => {
    const keys = Array.from({ length: 20 }, (_, n) => `A-${n}`)
    await put(...keys)
    let isDown = true
    const delivered: string[] = []
    const dispatcher = dispatch(async (key) => {
      if (isDown) throw new Error('down')
      delivered.push(key)
    })
    for (let hour = 0; hour < 72; hour += 1) {
      await dispatcher.settle()
      now += 60 * MINUTE
    }
    isDown = false
    await dispatcher.settle()
    expect(delivered.sort()).toEqual(keys.sort())
    await dispatcher.stop()
  })

  it('lets the others pass one that is refused', async () => {
    await put('A-1', 'A-2', 'A-3')
    const delivered: string[] = []
    const dispatcher = dispatch(async (key) => {
      if (key === 'A-2') throw new ParcelRejected('no')
      delivered.push(key)
    })
    await dispatcher.settle()
    now += DAY
    await dispatcher.settle()
    expect(delivered.sort()).toEqual(['A-1', 'A-3'])
    await dispatcher.stop()
  })

  it('parks after five days, and deletes nothing', async () => {
    await put('A-1')
    let tries = 0
    const dispatcher = dispatch(async () => {
      tries += 1
      throw new Error('down')
    })
    for (let step = 0; step < 6 * 24; step += 1) {
      await dispatcher.settle()
      now += 60 * MINUTE
    }
    const parked = tries
    now += DAY
    await dispatcher.settle()
    expect(tries).toBe(parked)
    expect(tries).toBeGreaterThan(100)
    await dispatcher.stop()
  })
})
