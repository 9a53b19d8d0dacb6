import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { type BotProcess, startBot } from '../../support/bot-process.ts'
import { openChat } from '../../support/chat-page.ts'
import { hasChromium, openChromium } from '../../support/chromium.ts'

describe.skipIf(!hasChromium())('T19 the page', () => {
  let bot: BotProcess
  let browser: BrowserContext
  let other: Server

  beforeAll(async () => {
    bot = await startBot()
    browser = await openChromium()
    other = createServer((_, response) => {
      response.setHeader('Content-Type', 'text/html').end(`<iframe id="f" src="${bot.url}/"></iframe>`)
    }).listen(0, '127.0.0.1')
    await once(other, 'listening')
  })
  afterAll(async () => {
    await browser?.close()
    other?.closeAllConnections()
    other?.close()
    await bot?.stop()
  })

  it('breaks its policy nowhere in a dialog, and asks no other host', async () => {
    const person = await openChat(await browser.newPage(), bot.url)
    expect(await person.say('0xC004F074 office 2013 <img src=x onerror=alert(1)>')).toContain('KMS host')
    await person.click('No')
    expect(person.complaints).toEqual([])
  })

  it('is framed by no page that is not listed', async () => {
    const page = await browser.newPage()
    const complaints: string[] = []
    page.on('console', (line) => complaints.push(line.text()))
    const address = other.address()
    await page.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`)
    await expect.poll(() => complaints.join(' ')).toMatch(/frame-ancestors|X-Frame-Options/i)
    expect(await page.frameLocator('#f').getByRole('textbox').count()).toBe(0)
  })
})
