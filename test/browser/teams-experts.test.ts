import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BotProcess, startBot } from '../support/bot-process.ts'
import { openChat, type Person } from '../support/chat-page.ts'
import { hasChromium, openChromium } from '../support/chromium.ts'
import { openTeams, type Playground, startPlayground, TENANT, type TeamsPerson } from '../support/playground.ts'

const [CHANNEL] = TENANT.team.channels

describe.skipIf(!hasChromium())('experts in Teams', () => {
  let bot: BotProcess
  let playground: Playground
  let browser: BrowserContext
  let expert: TeamsPerson
  let user: Person

  beforeAll(async () => {
    bot = await startBot({
      BOT_EMULATOR: '1',
      HANDOFF_TEAMS_CHANNEL: CHANNEL?.id ?? '',
      HANDOFF_TEAMS_TENANT: TENANT.tenantId,
    })
    playground = await startPlayground(bot.url)
    browser = await openChromium({ width: 1280, height: 1000 })
    expert = await openTeams(browser, playground)
    user = await openChat(await browser.newPage(), bot.url)
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    await playground?.stop()
    await bot?.stop()
  })

  it('claim, answer in the thread and resolve, while the person stays in the web chat', async () => {
    await expert.page.bringToFront()
    // Opened for the first time, the emulator adds the bot to the team.
    await expert.open(CHANNEL?.name ?? '')
    await user.say('0xC004F074 office 2013')
    await user.click('No')
    await user.page.getByRole('banner').getByRole('button', { name: 'Talk to a person' }).click()
    await user.latest().getByText('Send it?').waitFor()
    await user.click('Send to IT')
    await user.latest().getByText(/A-\d+/).first().waitFor()
    const [number = 'no number'] = /A-\d+/.exec(await user.latest().innerText()) ?? []

    const card = expert.cards.filter({ hasText: number }).first()
    await card.waitFor()
    expect(await card.innerText()).toContain('0xC004F074')
    await expert.screenshot('expert-card')
    await card.getByRole('button', { name: 'Claim' }).click()
    await card.getByText('Alex has it').waitFor()
    await userHears(`Alex has ${number} now.`)

    await replyInThread(expert, 'Which port does the firewall let through?')
    await userHears('Which port does the firewall let through?')
    await card.getByText('arrived').waitFor()
    await user.page.getByRole('textbox').fill('1688 is closed')
    await user.page.keyboard.press('Enter')
    await expert.page.getByText('1688 is closed').first().waitFor()

    await card.getByRole('textbox').fill('Port 1688 is open now. Run ospp.vbs /act once more.')
    await card.getByRole('button', { name: 'Resolve' }).click()
    await card.getByText('resolved by Alex').waitFor()
    expect(await card.getByRole('button').allInnerTexts()).toEqual(['Reopen'])
    await expert.screenshot('expert-solved')
    await userHears('Does it work now?')
    await user.screenshot('expert-answer-in-web-chat')
    await user.click('It works')
    expect(user.complaints).toEqual([])
  }, 60_000)

  const userHears = async (text: string) => {
    await user.page.getByText(text).last().waitFor()
  }
})

/** Writes into the newest thread, with a mention of the bot. */
async function replyInThread({ page }: TeamsPerson, text: string): Promise<void> {
  // The first box starts a thread; the next is that of the newest.
  await page.locator('[contenteditable=true]').nth(1).pressSequentially('@')
  await page.getByRole('menuitem', { name: TENANT.bot.name }).click()
  await page.keyboard.type(text)
  await page.getByRole('button', { name: 'Send Message' }).first().click()
}
