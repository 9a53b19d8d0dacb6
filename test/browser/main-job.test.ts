import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BotProcess, startBot } from '../support/bot-process.ts'
import { openChat } from '../support/chat-page.ts'
import { hasChromium, openChromium } from '../support/chromium.ts'

const paste = readFileSync(new URL('../fixtures/pastes/office-2013-act-0xC004F074.txt', import.meta.url), 'utf8')

describe.skipIf(!hasChromium())('the main job in a browser', { timeout: 60_000 }, () => {
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

  it('leads from a pasted failure to a command, a copy and a ticket', async () => {
    const person = await openChat(await browser.newPage(), bot.url)
    await person.screenshot('greeting')

    expect(await person.say(paste)).toContain('Is Office installed on the KMS host itself?')
    await person.screenshot('question')
    expect(await person.say('yes, its the same machine')).toContain('Is there a second KMS host?')
    await person.say('no, just the one')
    expect(await person.say('yes we do')).toContain('This uses up one activation')
    await person.screenshot('plan')
    await person.say('go on')
    await person.screenshot('command')

    const command = await person.latest().locator('.code-block pre').first().innerText()
    expect(command).toBe('cscript "C:\\Program Files\\Microsoft Office\\Office15\\ospp.vbs" /dstatus')
    await person.latest().locator('.code-block').first().getByRole('button', { name: 'Copy' }).click()
    expect(await person.page.evaluate(() => navigator.clipboard.readText())).toBe(command)
    await person.latest().getByRole('button', { name: 'Copied' }).waitFor()

    await person.say('still failing')
    await person.screenshot('still-failing')
    const said = await person.count()
    await person.page.getByRole('banner').getByRole('button', { name: 'Talk to a person' }).click()
    await expect.poll(() => person.count()).toBe(said + 1)
    await person.latest().getByText('Send it?').waitFor()
    await person.click('Send to IT')
    await person.latest().getByText(/A-\d+/).first().waitFor()
    await person.screenshot('ticket')

    const number = /A-\d+/.exec(await person.latest().innerText())?.[0] ?? 'no number'
    const transcript = join(bot.data, 'tickets', number, `${number}.transcript`)
    await expect.poll(() => existsSync(transcript)).toBe(true)
    const activities: { type: string }[] = JSON.parse(readFileSync(transcript, 'utf8'))
    expect(activities.map(({ type }) => type)).toContain('message')
    expect(person.complaints).toEqual([])
  })
})
