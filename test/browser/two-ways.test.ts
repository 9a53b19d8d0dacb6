import { randomUUID } from 'node:crypto'
import type { BrowserContext } from 'playwright-core'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { type BotProcess, startBot } from '../support/bot-process.ts'
import { openChat } from '../support/chat-page.ts'
import { hasChromium, openChromium } from '../support/chromium.ts'

const SECRET = Buffer.from('a secret of at least 24 bytes').toString('base64')

describe.skipIf(!hasChromium())('two ways, between the web chat and a ticket system', () => {
  let bot: BotProcess
  let browser: BrowserContext

  beforeAll(async () => {
    bot = await startBot({ HANDOFF_NEWS_SECRET: SECRET })
    browser = await openChromium({ width: 720, height: 1000 })
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await bot?.stop()
  })

  async function news(fields: object): Promise<unknown> {
    const body = JSON.stringify({ author: 'Anna Muster', ...fields })
    const id = randomUUID()
    const response = await fetch(`${bot.url}/api/tickets/news`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
        'webhook-signature': new Webhook(SECRET).sign(id, new Date(), body),
      },
      body,
    })
    return await response.json()
  }

  it('goes from the paste over a question to solved, on an open page', { timeout: 120_000 }, async () => {
    const chat = await openChat(await browser.newPage(), bot.url)
    await chat.say('0x80070422 in office')
    expect(await chat.say('talk to a person')).toContain('Send it?')
    expect(await chat.say('ann@corp.example')).toContain('IT can reach you at ann@corp.example.')
    await chat.screenshot('hand-off-consent')
    const number = /A-\d+/.exec(await chat.click('Send to IT'))?.[0] ?? ''
    await news({ number, status: 'waiting', words: 'Is the service there at all?\nsc query osppsvc' })
    await chat.latest().filter({ hasText: 'sc query osppsvc' }).waitFor()
    await chat.screenshot('hand-off-question')
    expect(await chat.say('It says it does not exist.')).toContain('Passed to Anna Muster.')
    await news({ number, status: 'resolved', words: 'Repaired from here.' })
    await chat.latest().filter({ hasText: 'Does it work now?' }).waitFor()
    await chat.screenshot('hand-off-resolved')
    expect(await chat.click('It works')).toContain('thank you')
    expect(chat.complaints).toEqual([])
  })
})
