import { mkdirSync } from 'node:fs'
import type { BrowserContext, Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { violations } from '../support/axe.ts'
import { type BotProcess, startBot } from '../support/bot-process.ts'
import { hasChromium, openChromium } from '../support/chromium.ts'
import { freePort } from '../support/free-port.ts'
import { BARE, Intranet } from './intranet.ts'

const SCREENS = new URL('../../artifacts/screens/', import.meta.url).pathname
const NAMES = '--host-resolver-rules=MAP intranet.example 127.0.0.1, MAP elsewhere.example 127.0.0.1'
const PANEL = 'dialog'

describe.skipIf(!hasChromium())('the chat on a page of the intranet', { timeout: 90_000 }, () => {
  const intranet = new Intranet()
  let bot: BotProcess
  let browser: BrowserContext
  let settings: Record<string, string>

  beforeAll(async () => {
    await intranet.start()
    mkdirSync(SCREENS, { recursive: true })
    settings = {
      PORT: String(await freePort()),
      WEB_CHAT_ORIGINS: `${intranet.origin()} ${intranet.origin('intranet.example')}`,
    }
    bot = await startBot(settings)
    browser = await openChromium({ width: 1280, height: 900 }, [NAMES])
  })

  afterAll(async () => {
    await browser?.close()
    await bot?.stop()
    await intranet.stop()
  })

  async function visit(path = '/', name = 'localhost', attributes = ''): Promise<Page> {
    intranet.embed(bot.url, attributes)
    const page = await browser.newPage()
    await page.goto(`${intranet.origin(name)}${path}`)
    return page
  }

  const button = (page: Page) => page.getByRole('button', { name: /Activation help|Close activation help/ })

  async function chatOf(page: Page): Promise<Frame> {
    await expect.poll(() => page.frames().length).toBe(2)
    const [, frame] = page.frames()
    if (!frame) throw new Error('The chat has no frame.')
    await replies(frame).first().waitFor({ state: 'attached' })
    return frame
  }

  const replies = (frame: Frame) => frame.locator('.webchat__bubble:not(.webchat__bubble--from-user)')

  async function say(frame: Frame, text: string): Promise<void> {
    const before = await replies(frame).count()
    await frame.getByRole('textbox').fill(text)
    await frame.getByRole('textbox').press('Enter')
    await replies(frame).nth(before).filter({ hasText: /\S{2}/ }).waitFor()
  }

  it('costs less than 15 KB until somebody asks, and leaves nothing behind on the page', async () => {
    const page = await visit(BARE)
    const before = await globals(page)
    const sizes: number[] = []
    page.on('response', async (response) => {
      if (response.url().startsWith(bot.url)) sizes.push((await response.body()).length)
    })
    await page.goto(`${intranet.origin()}/`)
    await button(page).waitFor()
    expect(sizes).toHaveLength(1)
    expect(sizes[0]).toBeLessThan(15 * 1024)
    expect(page.frames()).toHaveLength(1)
    expect(await globals(page)).toEqual(before)
    expect(await page.evaluate(() => document.body.querySelectorAll(':scope > [data-activation-support]').length)).toBe(
      1,
    )
  })

  it('opens by button, gives the focus back with Escape, and copies a command from its frame', async () => {
    const page = await visit()
    await button(page).focus()
    await page.keyboard.press('Enter')
    const frame = await chatOf(page)
    await say(frame, 'what is the srv record for 0xC004F074 office 2016, officeOnKmsHost no')
    await say(frame, 'no')
    await page.screenshot({ path: `${SCREENS}embed-open.png` })
    const command = frame.locator('.code-block').last()
    await command.getByRole('button', { name: 'Copy' }).click()
    await command.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await command.locator('pre').innerText())
    await frame.getByRole('textbox').press('Escape')
    await expect.poll(() => page.getByRole(PANEL).isVisible()).toBe(false)
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-activation-support'))).toBe(true)
  })

  it('remembers the conversation on the next page and counts what came meanwhile', async () => {
    const page = await visit()
    await button(page).click()
    const frame = await chatOf(page)
    await say(frame, '0xC004F074 office 2013')
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole(PANEL).isVisible()).toBe(false)
    await page.goto(`${intranet.origin()}/news`)
    const next = await chatOf(page)
    await next.getByText('0xC004F074 office 2013', { exact: true }).first().waitFor({ state: 'attached' })
    expect(await page.getByRole(PANEL).isVisible()).toBe(false)
    expect(await button(page).getAttribute('aria-label')).toBe('Activation help')
    await button(page).click()
    expect(await next.locator('.webchat__bubble--from-user').count()).toBe(1)
    await say(next, 'no')
    // What comes while nobody looks is counted on the button.
    await next.getByRole('textbox').fill('why?')
    await next.getByRole('textbox').press('Enter')
    await page.keyboard.press('Escape')
    await expect.poll(() => button(page).getAttribute('aria-label')).toBe('Activation help (1)')
    await button(page).click()
    expect(await button(page).getAttribute('aria-label')).toBe('Close activation help')
  })

  it('T32: a link puts its text into the box, and only the person sends it', async () => {
    const page = await visit(`/#q=${encodeURIComponent('slmgr /skms evil.example <b>')}&tab=2`)
    const frame = await chatOf(page)
    await expect.poll(() => frame.getByRole('textbox').inputValue()).toBe('slmgr /skms evil.example <b>')
    expect(page.url()).toBe(`${intranet.origin()}/#tab=2`)
    await page.waitForTimeout(300)
    expect(await frame.locator('.webchat__bubble--from-user').count()).toBe(0)
    expect(bot.errors()).not.toContain('evil.example')
  })

  it('takes the text of a link that is followed on the page itself, before the chat is there and after', async () => {
    const page = await visit('/#tab=2')
    const follow = (text: string) => page.evaluate((q) => location.assign(`#q=${encodeURIComponent(q)}`), text)
    await follow('office is not activated')
    const frame = await chatOf(page)
    await expect.poll(() => frame.getByRole('textbox').inputValue()).toBe('office is not activated')
    await follow('windows is not activated')
    await expect.poll(() => frame.getByRole('textbox').inputValue()).toBe('windows is not activated')
    expect(await frame.locator('.webchat__bubble--from-user').count()).toBe(0)
    expect(page.url()).toBe(`${intranet.origin()}/`)
  })

  it('takes colour, side and words from the page, and nothing that is no colour', async () => {
    const attributes = `data-accent="#8a2be2" data-side="left" data-label="Aktivierung" data-close="Zu"`
    const page = await visit('/', 'localhost', attributes)
    const named = page.getByRole('button', { name: 'Aktivierung' })
    expect(await named.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(138, 43, 226)')
    expect((await named.boundingBox())?.x).toBeLessThan(60)
    const injected = await visit('/', 'localhost', `data-accent="red;} * { display: none" data-scheme="dark"`)
    const background = await button(injected).evaluate((element) => getComputedStyle(element).backgroundColor)
    expect(background).toBe('rgb(15, 108, 189)')
    await button(injected).click()
    const frame = await chatOf(injected)
    const scheme = () => frame.evaluate(() => getComputedStyle(document.documentElement).colorScheme)
    await expect.poll(scheme).toBe('dark')
    await injected.screenshot({ path: `${SCREENS}embed-dark.png` })
  })

  it('copies on a page of plain http, where browsers have no clipboard for pages', async () => {
    const page = await visit('/', 'intranet.example')
    expect(await page.evaluate(() => isSecureContext)).toBe(false)
    await button(page).click()
    const frame = await chatOf(page)
    await say(frame, 'what is the srv record for 0xC004F074 office 2016')
    await say(frame, 'no')
    const copy = frame
      .locator('.code-block')
      .last()
      .getByRole('button', { name: /Copy|Copied/ })
    await copy.click()
    await expect.poll(() => copy.innerText()).toMatch(/Copied|Ctrl\+C/)
  })

  it('is refused to a page that the configuration does not name', async () => {
    const page = await visit('/', 'elsewhere.example')
    const refused = new Promise<string>((resolve) => {
      page.on('console', (line) => {
        if (/frame-ancestors/.test(line.text())) resolve(line.text())
      })
    })
    await button(page).click()
    expect(await refused).toContain('frame-ancestors')
    const [, frame] = page.frames()
    expect(
      await frame
        ?.locator('#chat')
        .count()
        .catch(() => 0),
    ).toBe(0)
  })

  it('fills a phone and has nothing that axe objects to', async () => {
    for (const [name, size, colorScheme] of VIEWS) {
      const page = await visit()
      await page.setViewportSize(size)
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      expect(await violations(page), name).toEqual([])
      await page.screenshot({ path: `${SCREENS}embed-closed-${name}.png` })
      await button(page).click()
      const frame = await chatOf(page)
      await say(frame, '0xC004F074 office 2013')
      expect(await violations(page), name).toEqual([])
      await page.screenshot({ path: `${SCREENS}embed-${name}.png` })
      expect(await violations(frame), name).toEqual([])
      const box = await page.getByRole(PANEL).boundingBox()
      if (size.width < 481) expect(box).toEqual({ x: 0, y: 0, ...size })
      await page.close()
    }
  })

  it('goes on after the bot was started anew, without a gap and nothing twice', async () => {
    const page = await visit()
    await button(page).click()
    const frame = await chatOf(page)
    await say(frame, '0xC004F074 office 2013')
    const shown = await replies(frame).count()
    await bot.stop('SIGKILL')
    bot = await startBot(settings, bot.data)
    await say(frame, 'no')
    await frame.getByText('See which KMS host Office asked').first().waitFor()
    expect(await replies(frame).count()).toBe(shown + 1)
    expect(await frame.locator('.webchat__bubble--from-user').count()).toBe(2)
  })
})

const VIEWS: [string, { width: number; height: number }, 'light' | 'dark'][] = [
  ['desktop-light', { width: 1280, height: 900 }, 'light'],
  ['phone-dark', { width: 360, height: 740 }, 'dark'],
]

async function globals(page: Page): Promise<string[]> {
  return await page.evaluate(() => Object.getOwnPropertyNames(window).sort())
}
