import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { CaseStore, Expert } from '../../../bot/cases/index.ts'
import { POSTGRES_BINARIES, startPostgres } from '../../support/postgres.ts'
import { Connector } from '../connector.ts'
import { DirectLineClient, Stream } from '../direct-line-client.ts'
import { writeBeside } from '../write-beside.ts'
import { type CaseBot, startCaseBot } from './case-bot.ts'

const ANNA: Expert = { id: 'anna', name: 'Anna', via: 'desk' }
const ERROR = '0x80070422 in office'

/** What the bot said last, card or not. */
type Chat = {
  say(text: string): Promise<void>
  /** All that the bot has said, as plain text. */
  heard(): Promise<string[]>
  stop(): Promise<void>
}

async function openTicket(chat: Chat, { cases }: CaseBot['bot']): Promise<string> {
  for (const text of [ERROR, "I'm not an admin", 'ok send it']) await chat.say(text)
  const [newest] = await cases.cases({ limit: 1 })
  if (!newest) throw new Error((await chat.heard()).join('\n'))
  return newest.number
}

const last = async (chat: Chat) => (await chat.heard()).at(-1) ?? ''
const entryOf = async (cases: CaseStore, number: string, index: number) => (await cases.case(number))?.entries[index]

/** Forgets that news were brought, as a crash between bringing and noting it does. */
async function deliverAgain({ config }: CaseBot): Promise<void> {
  const database = new Database(join(config.dataDir, 'bot.db'))
  const again = "update outbox set done_at = null, lease = null, leased_until = 0 where kind = 'case-news'"
  await writeBeside(database, () => void database.prepare(again).run())
  database.close()
}

/** What holds whichever chat the person used. */
function describeChat(title: string, open: (running: CaseBot) => Promise<Chat>, settings = {}): void {
  describe(`createCaseNews, ${title}`, () => {
    let running: CaseBot
    let cases: CaseStore
    beforeAll(async () => {
      running = await startCaseBot(settings)
      cases = running.bot.cases
    })
    afterAll(() => running.bot.stop(1000))

    it('brings a question, passes the answer, and comes back when it is solved', async () => {
      const chat = await open(running)
      const number = await openTicket(chat, running.bot)
      await cases.move(number, ANNA, { kind: 'claim' })
      await expect.poll(() => last(chat), { timeout: 8000 }).toContain(`Anna has ${number} now.`)
      await cases.move(number, ANNA, { kind: 'ask', words: 'Which Office is it?\nPlease run `ospp.vbs /dstatus`.' })
      await expect.poll(() => last(chat), { timeout: 8000 }).toContain('Which Office is it?')
      await expect.poll(async () => (await entryOf(cases, number, 0))?.delivery, { timeout: 8000 }).toBe('told')
      await chat.say('Office 2019, since Monday')
      expect(await last(chat)).toContain('Passed to Anna.')
      expect(await cases.case(number)).toMatchObject({ status: 'claimed' })
      const said = (await chat.heard()).length
      await chat.say('and it is slow')
      expect((await chat.heard()).length).toBe(said)
      expect((await cases.case(number))?.entries.map(({ text }) => text).slice(1)).toEqual([
        'Office 2019, since Monday',
        'and it is slow',
      ])
      await cases.move(number, ANNA, { kind: 'resolve', words: 'The service was off.' })
      await expect.poll(() => last(chat), { timeout: 8000 }).toContain('Does it work now?')
      await chat.say('no, still the same')
      expect(await last(chat)).toContain(`${number} is open again.`)
      expect(await cases.case(number)).toMatchObject({ status: 'claimed', owner: ANNA })
      const folder = join(running.config.dataDir, 'tickets', number)
      const filed = () =>
        readFileSync(join(folder, 'ticket.json'), 'utf8') + readFileSync(join(folder, 'ticket.md'), 'utf8')
      await expect.poll(filed, { timeout: 8000 }).toContain('and it is slow')
      expect(running.lines.filter(({ event }) => event === 'parked' || event === 'postponed')).toEqual([])
      await chat.stop()
    }, 40_000)

    it('tells each answer once, however often it is delivered', async () => {
      const chat = await open(running)
      const number = await openTicket(chat, running.bot)
      await cases.move(number, ANNA, { kind: 'answer', words: 'Once is enough.' })
      await expect.poll(() => last(chat), { timeout: 8000 }).toContain('Once is enough.')
      await expect.poll(async () => (await entryOf(cases, number, 0))?.delivery, { timeout: 8000 }).toBe('told')
      const replayed = () => running.lines.filter((line) => line['event'] === 'turn' && line['replayed']).length
      const before = replayed()
      await deliverAgain(running)
      await chat.say('go on')
      await expect.poll(replayed, { timeout: 8000 }).toBeGreaterThan(before)
      expect((await chat.heard()).filter((text) => text.includes('Once is enough.'))).toHaveLength(1)
      await chat.stop()
    }, 30_000)
  })
}

const saidIn = (activity: Record<string, unknown>) => String(activity['text'] ?? activity['summary'] ?? '')

async function webChat({ bot }: CaseBot): Promise<Chat> {
  const client = await DirectLineClient.start(bot.url)
  const stream = await new Stream(client.streamUrl).opened()
  const heard = async () => stream.received.filter(({ from }) => from.role === 'bot').map(saidIn)
  return {
    say: async (text) => {
      await client.post({ text })
      // What is read again is what the socket has shown.
      const { activities } = await client.read()
      await stream.until(activities.length)
    },
    heard,
    stop: async () => stream.socket.close(),
  }
}

describeChat('in the web chat', webChat)

function teamsChat({ bot }: CaseBot, connector: Connector): Chat {
  const conversation = { id: randomUUID(), tenantId: 'contoso' }
  return {
    say: async (text) => {
      const response = await fetch(`${bot.url}/api/messages`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          type: 'message',
          id: randomUUID(),
          channelId: 'msteams',
          serviceUrl: connector.url,
          from: { id: 'user-1', name: 'Ann Example' },
          recipient: { id: 'bot-1', name: 'Support' },
          conversation,
          text,
        }),
      })
      expect(response.status).toBe(200)
    },
    heard: async () => connector.posted.map(({ activity }) => saidIn(activity)),
    stop: () => connector.stop(),
  }
}

describeChat('in Teams', async (running) => teamsChat(running, await new Connector().start()), { BOT_EMULATOR: '1' })

describe('createCaseNews, when Teams does not answer', () => {
  it('shows the expert that nobody knows whether the words arrived', async () => {
    const running = await startCaseBot({ BOT_EMULATOR: '1' })
    const connector = await new Connector().start()
    const { cases } = running.bot
    const chat = teamsChat(running, connector)
    const number = await openTicket(chat, running.bot)
    connector.reactions.push({ status: 502 })
    await cases.move(number, ANNA, { kind: 'answer', words: 'Did you see this?' })
    await expect.poll(async () => (await entryOf(cases, number, 0))?.delivery, { timeout: 8000 }).toBe('unconfirmed')
    await running.bot.stop(1000)
    await connector.stop()
  }, 30_000)
})

describe.skipIf(!POSTGRES_BINARIES)('createCaseNews, on two bots that share a database', () => {
  it('brings what is said at one bot to the socket at the other, once', async () => {
    const server = await startPostgres()
    const settings = { DATABASE_URL: await server.newDatabase(), DIRECT_LINE_SECRET: 'x'.repeat(40) }
    const [here, there] = await Promise.all([startCaseBot(settings), startCaseBot(settings)])
    const chat = await webChat(there)
    const number = await openTicket(chat, there.bot)
    for (const n of [1, 2, 3, 4]) await here.bot.cases.move(number, ANNA, { kind: 'answer', words: `Number ${n} of 4` })
    await expect.poll(() => last(chat), { timeout: 15_000 }).toContain('Number 4 of 4')
    const told = (await chat.heard()).flatMap((text) => /Number \d/.exec(text)?.[0] ?? [])
    expect(told).toEqual(['Number 1', 'Number 2', 'Number 3', 'Number 4'])
    await chat.stop()
    await Promise.all([here, there].map(({ bot }) => bot.stop(1000)))
    await server.remove()
  }, 60_000)
})
