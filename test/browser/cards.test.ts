import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BotProcess, startBot } from '../support/bot-process.ts'
import { openChat } from '../support/chat-page.ts'
import { hasChromium, openChromium } from '../support/chromium.ts'

const EVENT = [
  'Info:',
  '0xC004F074, 0x00000000, kms8.msguides.com:1688, 36f27b39-2fd5-440b-be67-a09996d27a38, 2026/03/02 09:14, 0, 2, 41760',
].join('\n')

// The cards that stand for all: each conversation ends at the one that is looked at.
const CARDS: { name: string; says: string[]; shows: string }[] = [
  { name: 'which-product', says: ['0xC004F074'], shows: 'Which one shows it?' },
  { name: 'many-choices', says: ['slmgr /ato on windows 10: 0x8007007B'], shows: 'How is this PC connected?' },
  { name: 'look-up', says: ['office 2013 0xC004F074', 'no'], shows: 'wevtutil' },
  { name: 'one-paste', says: ['office 2013 0xC004F074', 'no', 'one paste for all'], shows: 'clip' },
  {
    name: 'procedure',
    says: [
      'office 2010 pc in a workgroup, needs our kms',
      'ping to 10.1.2.3 works',
      '64bit windows, 32bit office',
      'yes',
    ],
    shows: '/sethst:10.1.2.3',
  },
  { name: 'slot', says: ['office 2013 returns 0x80070005 on ospp.vbs /act', 'yes'], shows: '32-bit or 64-bit' },
  {
    name: 'risk',
    says: ['windows 0xC004C003 key is blocked', 'yes we have a new MAK', 'yes'],
    shows: 'uses up one activation',
  },
  { name: 'rights', says: ['office 2010 0xC004F014'], shows: 'Do you have them?' },
  { name: 'without-rights', says: ['slmgr on windows 10: 0x80070005', 'no admin rights'], shows: 'company network' },
  { name: 'outside-host', says: ['slmgr windows 10 0xC004F074', EVENT], shows: 'run by your organisation?' },
  { name: 'code-without-guide', says: ['slmgr says 0x80070057'], shows: 'E_INVALIDARG' },
]

// While it trains, a bot may turn a new conversation away as busy; the pictures are of cards, not of that.
async function untilTrained(url: string): Promise<void> {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const ready = await (await fetch(`${url}/readyz`)).text()
    if (!ready.includes('training')) return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

describe.skipIf(!hasChromium())('cards in Web Chat', () => {
  let bot: BotProcess
  let browser: BrowserContext

  beforeAll(async () => {
    bot = await startBot()
    await untilTrained(bot.url)
    browser = await openChromium({ width: 720, height: 1000 })
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    await bot?.stop()
  })

  it.each(CARDS)('shows $name whole, without a complaint', { timeout: 60_000 }, async ({ name, says, shows }) => {
    await browser.clearCookies()
    const page = await browser.newPage()
    await page.addInitScript(() => sessionStorage.clear())
    const person = await openChat(page, bot.url)
    for (const text of says) await person.say(text)
    const card = person.latest()
    expect(await card.innerText()).toContain(shows)
    await card.scrollIntoViewIfNeeded()
    await person.screenshot(`card-${name}`)
    const overflows = await card.evaluate((element) => element.scrollWidth > element.clientWidth + 1)
    expect(overflows).toBe(false)
    const unnamed = await card.getByRole('button').evaluateAll((buttons) => buttons.filter((one) => !one.textContent))
    expect(unnamed).toEqual([])
    expect(person.complaints).toEqual([])
    await page.close()
  })
})
