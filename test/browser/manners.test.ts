import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BotProcess, startBot } from '../support/bot-process.ts'
import { openChat } from '../support/chat-page.ts'
import { hasChromium, openChromium } from '../support/chromium.ts'

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe.skipIf(!hasChromium())('manners of the chat page', { timeout: 60_000 }, () => {
  let bot: BotProcess
  let browser: BrowserContext

  beforeAll(async () => {
    bot = await startBot()
    browser = await openChromium({ width: 360, height: 740 })
  })

  afterAll(async () => {
    await browser?.close()
    await bot?.stop()
  })

  const open = async () => openChat(await browser.newPage(), bot.url)

  it('says that it cannot read a picture and how to copy the text', async () => {
    const person = await open()
    expect(await person.send({ name: 'error.png', mimeType: 'image/png', buffer: PIXEL })).toMatch(/Ctrl\+C/)
    await person.screenshot('picture-360')
  })

  it('reads a text file like a paste', async () => {
    const person = await open()
    const reply = await person.send({
      name: 'act.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('LICENSE NAME: Office 15, OfficeProPlusVL_KMS_Client edition\r\nERROR CODE: 0xC004F042\r\n'),
    })
    expect(reply).toContain('0xC004F042')
  })

  it('takes a second click for the same turn', async () => {
    const person = await open()
    await person.say('0xC004F074 office 2013')
    const before = await person.count()
    await person.latest().getByRole('button', { name: 'No', exact: true }).dblclick()
    await person.page.waitForTimeout(1500)
    expect(await person.count()).toBeLessThanOrEqual(before + 2)
    expect(await person.latest().innerText()).toContain('See which KMS host Office asked')
  })

  it('answers a click on an old card without moving', async () => {
    const person = await open()
    await person.say('0xC004F074 office 2013')
    const old = person.latest()
    const question = await old.elementHandle()
    await person.click('No')
    await (await question?.$('button:has-text("I don\'t know")'))?.click()
    await person.latest().getByText('That was an earlier step').waitFor()
    expect(await person.latest().innerText()).toContain('See which KMS host Office asked')
    await person.screenshot('old-card-360')
  })

  it('goes on with the conversation after a reload', async () => {
    const person = await open()
    await person.say('0xC004F074 office 2013')
    const said = await person.count()
    await person.page.reload()
    await person.page.getByText('Is Office installed on the KMS host itself?').first().waitFor()
    await expect.poll(() => person.count()).toBe(said)
    expect(await person.say('no')).toContain('See which KMS host Office asked')
  })

  it('hides a product key in what it keeps and says so', async () => {
    const person = await open()
    const reply = await person.say('slmgr /ipk ABCDE-FGHJK-23456-MNPQR-TVWXY says 0xC004F050')
    expect(reply).toContain('I hid a product key')
    const bubble = person.page.locator('.webchat__bubble--from-user').last()
    await expect.poll(() => bubble.innerText()).toContain('slmgr /ipk [product key hidden *TVWXY] says')
    expect(person.complaints).toEqual([])
  })
})
