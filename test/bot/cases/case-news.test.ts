import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'

import type { Expert } from '../../../bot/cases/index.ts'
import { converse } from '../../../dialogs/index.ts'
import { LoopbackServer } from '../../support/loopback-server.ts'
import { DirectLineClient } from '../direct-line-client.ts'
import { type CaseBot, startCaseBot } from './case-bot.ts'

const ANNA: Expert = { id: 'anna', name: 'Anna', via: 'desk' }
const SECRET = Buffer.from('a secret of at least 24 bytes').toString('base64')

let running: CaseBot
afterEach(() => running.bot.stop(1000))

async function openTicket(): Promise<{ client: DirectLineClient; number: string }> {
  const client = await DirectLineClient.start(running.bot.url)
  for (const text of ['0x80070422 in office', 'no', 'ok send it']) await client.post({ text })
  return { client, number: (await running.bot.cases.cases({ limit: 1 }))[0]?.number ?? '' }
}

const heard = async (client: DirectLineClient) => {
  const { activities } = await client.read()
  return activities.filter(({ from }) => from.role === 'bot').map(({ text, summary }) => String(text ?? summary))
}
const entryOf = async (number: string) => (await running.bot.cases.case(number))?.entries[0]

describe('createCaseNews', () => {
  it('tells the expert that nothing gets through to a chat that is gone', async () => {
    running = await startCaseBot()
    const { number } = await openTicket()
    const conversation = (await running.bot.cases.case(number))?.conversation ?? ''
    // Not before IT has its ticket.
    const purged = async () => {
      await running.store.purge(running.store.now() + 31 * 24 * 3_600_000)
      return await running.store.conversation(conversation)
    }
    await expect.poll(purged, { timeout: 8000 }).toBeUndefined()
    await running.bot.cases.move(number, ANNA, { kind: 'answer', words: 'Try again.' })
    await expect.poll(async () => (await entryOf(number))?.delivery, { timeout: 8000 }).toBe('failed')
  })

  it('keeps an answer that could not be told until it can', async () => {
    let isBroken = true
    running = await startCaseBot(
      {},
      {
        converse: (...turn) => {
          if (turn[2].kind === 'ticket' && isBroken) throw new Error('broken')
          return converse(...turn)
        },
      },
    )
    const { client, number } = await openTicket()
    await running.bot.cases.move(number, ANNA, { kind: 'answer', words: 'Try again.' })
    await expect.poll(() => running.lines.some(({ event }) => event === 'postponed'), { timeout: 8000 }).toBe(true)
    expect(await entryOf(number)).toMatchObject({ delivery: 'pending' })
    isBroken = false
    await running.store.hasten('case-news', running.store.now())
    await running.bot.cases.move(number, ANNA, { kind: 'answer', words: 'And this.' })
    await expect.poll(async () => (await heard(client)).at(-1), { timeout: 20_000 }).toContain('And this.')
    const told = (await heard(client)).filter((text) => /Try again|And this/.test(text))
    expect(told.map((text) => /Try again|And this/.exec(text)?.[0])).toEqual(['Try again', 'And this'])
  }, 40_000)

  it('does not tell what is no longer so', async () => {
    running = await startCaseBot()
    const { client, number } = await openTicket()
    const before = (await heard(client)).length
    // Both before the first is told: the store is asked directly, so that nobody is woken.
    const cases = running.store.openCases({ sinkNames: [], mask: (text) => text })
    await cases.move(number, ANNA, { kind: 'claim' })
    await cases.move(number, ANNA, { kind: 'resolve', words: 'It was a test.' })
    await expect.poll(async () => (await heard(client)).length, { timeout: 15_000 }).toBe(before + 1)
    expect((await heard(client)).at(-1)).toContain('Anna has resolved')
  }, 30_000)
})

class Refusing extends LoopbackServer {
  protected answer(request: IncomingMessage, response: ServerResponse): void {
    request.resume()
    response.statusCode = 410
    response.end()
  }
}

describe('tellParked', () => {
  it('tells the person that no system of IT took their ticket', async () => {
    const service = await new Refusing().start()
    running = await startCaseBot({ HANDOFF_WEBHOOK_URL: service.url, HANDOFF_WEBHOOK_SECRET: SECRET })
    const { client, number } = await openTicket()
    await expect
      .poll(async () => (await heard(client)).at(-1), { timeout: 15_000 })
      .toContain(`${number} did not get through to the system of IT.`)
    await service.stop()
  }, 30_000)
})
