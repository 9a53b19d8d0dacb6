import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type BotProcess, startBot } from '../support/bot-process.ts'
import { hasChromium, openChromium } from '../support/chromium.ts'
import { openTeams, type Playground, startPlayground, TENANT, type TeamsPerson } from '../support/playground.ts'

const read = (name: string) => readFileSync(new URL(`../fixtures/pastes/${name}.txt`, import.meta.url), 'utf8')
const paste = read('office-2013-act-0xC004F074')
const licensed = read('ospp-dstatus-2021-licensed')
const DSTATUS = 'cscript "C:\\Program Files\\Microsoft Office\\Office15\\ospp.vbs" /dstatus'

describe.skipIf(!hasChromium())('Teams', () => {
  let bot: BotProcess
  let playground: Playground
  let browser: BrowserContext
  let alex: TeamsPerson

  beforeAll(async () => {
    bot = await startBot({ BOT_EMULATOR: '1' })
    await untilTrained(bot)
    playground = await startPlayground(bot.url)
    browser = await openChromium({ width: 1280, height: 1000 })
    alex = await openTeams(browser, playground)
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    await playground?.stop()
    await bot?.stop()
  })

  it('greets in a personal chat when it is installed', async () => {
    await alex.cards.first().waitFor()
    expect(await alex.cards.allInnerTexts()).toEqual([expect.stringContaining('I help with Windows and Office')])
    await alex.screenshot('greeting')
  })

  it('takes a thumb below the end of a way', async () => {
    await alex.say(licensed)
    expect(await alex.click('Yes')).toContain('Does that answer it?')
    await alex.page.getByRole('button', { name: 'Like', exact: true }).click()
    await alex.screenshot('thumbs')
    const said = await alex.cards.count()
    await alex.page.getByRole('button', { name: 'Submit' }).click()
    await alex.page.getByText('Close', { exact: true }).click()
    expect(await alex.cards.nth(said).innerText()).toContain('Noted, thank you.')
  })

  it('leads from a paste to a command, by button and by words', async () => {
    expect(await alex.say(paste)).toContain('Is Office installed on the KMS host itself?')
    const opening = alex.page.getByText('Office asked a KMS host and got no usable answer.', { exact: true })
    expect(await opening.count()).toBe(1)
    await alex.page.getByRole('button', { name: '1', exact: true }).hover()
    await alex.page
      .getByText(/^Is Office installed on the KMS host itself\? \(lines \d+ to \d+\)\. Office asked/)
      .waitFor()
    await alex.screenshot('question')
    expect(await alex.click('Yes, the same machine')).toContain('Is there a second KMS host?')
    await alex.page.getByText('You chose Yes, the same machine').waitFor()
    expect(await alex.page.getByRole('button', { name: 'Yes, the same machine' }).count()).toBe(0)
    await alex.screenshot('answered')

    expect(await alex.say('no, just the one')).toContain('Is there a MAK for this Office?')
    expect(await alex.click('Yes')).toContain('This uses up one activation of your MAK. Go on?')
    await alex.click('Go on')
    const commands = alex.cards.last().getByText(DSTATUS, { exact: true })
    expect(await commands.first().textContent()).toBe(DSTATUS)
    await alex.screenshot('command')
  })

  it('answers a click on an old card without moving', async () => {
    const old = alex.cards.filter({ hasText: 'Is there a second KMS host?' })
    expect(await alex.cards.last().innerText()).toContain('Replace the KMS key by the MAK')
    expect(await alex.click("I don't know", old)).toMatch(/That was an earlier step.*Replace the KMS key/s)
    await alex.page.getByText('My answer is below.').waitFor()
    await alex.screenshot('old-card')
  })

  it('hands the case to a person and says its number', async () => {
    expect(await alex.click('Talk to a person')).toContain('Send it?')
    const [number = 'no number'] = /A-\d+/.exec(await alex.click('Send to IT')) ?? []
    const kept = () => existsSync(join(bot.data, 'tickets', number, `${number}.transcript`))
    await expect.poll(kept, { timeout: 10_000 }).toBe(true)
    await alex.screenshot('ticket')
  })

  it('takes the mention out of a post in a channel and answers in its thread', async () => {
    await alex.open('IT - General')
    expect(await alex.post('0xC004F074 office 2013')).toContain('Is Office installed on the KMS host itself?')
    await alex.click('No', alex.cards.first())
    expect(await alex.cards.nth(1).innerText()).toContain('See which KMS host Office asked')
    await alex.screenshot('channel')
  })

  it('leaves the case in a group chat to who opened it, and takes evidence from others', async () => {
    await alex.open(/Group Chat/)
    await alex.mention(' 0xC004F074 office 2013')
    const asMegan = (activity: object) => postAs('megan', activity, { bot, playground })

    await asMegan({ type: 'message', text: 'no' })
    await expect.poll(() => alex.cards.last().innerText()).toContain('Somebody else opened this case')
    await asMegan({ type: 'message', text: paste })
    await expect.poll(() => alex.cards.last().innerText()).toContain('edition ProPlus')
    expect(await alex.click('No')).toContain('See which KMS host Office asked')
    await alex.page.getByText('You chose No').waitFor()
    await alex.screenshot('group')
  })
})

/** What Teams would send for somebody else in the group chat, who mentions the bot. */
async function postAs(
  id: string,
  activity: object,
  at: { bot: BotProcess; playground: Playground },
): Promise<Response> {
  return await fetch(`${at.bot.url}/api/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      id: crypto.randomUUID(),
      channelId: 'msteams',
      serviceUrl: `${at.playground.url}/_connector`,
      from: { id, name: id },
      recipient: TENANT.bot,
      conversation: { id: TENANT.groupChat.id, conversationType: 'groupChat', tenantId: TENANT.tenantId },
      ...activity,
    }),
  })
}

// While the matcher is handed over, a bot that has too much to do asks new people to come back.
async function untilTrained({ url }: BotProcess): Promise<void> {
  await vi.waitUntil(async () => !(await (await fetch(`${url}/readyz`)).text()).includes('training'), {
    timeout: 30_000,
    interval: 200,
  })
}
