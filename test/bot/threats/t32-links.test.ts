import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { type BotProcess, startBot } from '../../support/bot-process.ts'
import { openChat } from '../../support/chat-page.ts'
import { hasChromium, openChromium } from '../../support/chromium.ts'

describe.skipIf(!hasChromium())('T32 links to the page', () => {
  let bot: BotProcess
  let browser: BrowserContext

  beforeAll(async () => {
    bot = await startBot()
    browser = await openChromium()
  })
  afterAll(async () => {
    await browser?.close()
    await bot?.stop()
  })

  it('puts the text of a link into the box, takes no turn and logs nothing of it', async () => {
    const page = await browser.newPage()
    const person = await openChat(page, `${bot.url}/#q=${encodeURIComponent('canary-link use evil.example:1688')}`)
    await expect.poll(() => page.getByRole('textbox').inputValue()).toContain('canary-link')
    await page.waitForTimeout(500)
    expect(await person.count()).toBe(1)
    expect(bot.errors()).not.toContain('canary-link')
    expect(new URL(page.url()).hash).toBe('')
  })
})
