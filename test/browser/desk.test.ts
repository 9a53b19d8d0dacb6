import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { violations } from '../support/axe.ts'
import { type BotProcess, startBot } from '../support/bot-process.ts'
import { openChat } from '../support/chat-page.ts'
import { hasChromium, openChromium } from '../support/chromium.ts'
import { seedCounts } from '../support/seeded-counts.ts'

const PASSWORD = 'correct horse battery staple'
const SCREENS = new URL('../../artifacts/screens/', import.meta.url)
const paste = readFileSync(new URL('../fixtures/pastes/office-2013-act-0xC004F074.txt', import.meta.url), 'utf8')
const CANARY =
  '<script>window.canary = 1</script><img src=x onerror="window.canary = 2"> **bold** [a](javascript:canary)'

describe.skipIf(!hasChromium())('the desk in a browser', { timeout: 90_000 }, () => {
  let bot: BotProcess
  let browser: BrowserContext
  let desk: Page
  const complaints: string[] = []

  beforeAll(async () => {
    const data = mkdtempSync(join(tmpdir(), 'bot-'))
    await seedCounts(join(data, 'bot.db'))
    bot = await startBot({ DESK_PASSWORD: PASSWORD }, data)
    browser = await openChromium({ width: 1440, height: 900 })
    desk = await browser.newPage()
    desk.on('pageerror', (error) => complaints.push(String(error)))
    desk.on('console', (line) => {
      if (line.type() === 'error' || /Content Security Policy/i.test(line.text())) complaints.push(line.text())
    })
    await desk.goto(`${bot.url}/desk`)
    await signIn()
  })

  afterAll(async () => {
    await browser?.close()
    await bot?.stop()
  })

  async function signIn(): Promise<void> {
    await desk.getByRole('textbox', { name: 'Your name' }).waitFor()
    expect(await violations(desk)).toEqual([])
    await signInAs('Ada Lovelace')
    await desk.getByRole('heading', { name: 'Cases' }).waitFor()
  }

  async function signInAs(name: string): Promise<void> {
    await desk.getByRole('textbox', { name: 'Your name' }).fill(name)
    await desk.getByRole('textbox', { name: 'Password of this desk' }).fill(PASSWORD)
    await desk.keyboard.press('Enter')
  }

  /** A case of somebody in the web chat. */
  async function handOver(extra?: string) {
    const chat = await openChat(await browser.newPage(), bot.url)
    if (extra !== undefined) await chat.say(extra)
    await chat.say(paste)
    await chat.say('I want to talk to a person')
    await chat.click('Send to IT')
    await chat.latest().getByText(/A-\d+/).first().waitFor()
    const number = /A-\d+/.exec(await chat.latest().innerText())?.[0] ?? ''
    await desk.bringToFront()
    return { chat, number }
  }

  const write = async (words: string, button: string) => {
    await desk.getByRole('textbox', { name: 'Your words' }).fill(words)
    await desk.getByRole('button', { name: button, exact: true }).click()
  }

  it('leads a case from the paste to solved, seen from both sides', async () => {
    await desk.goto(`${bot.url}/desk`)
    const { chat, number } = await handOver()
    const row = desk.getByRole('link', { name: number })
    await row.waitFor()
    expect(await row.innerText()).toContain('0xC004F074')

    // By keyboard alone: to the case, open it, claim it.
    await desk.keyboard.press('j')
    await desk.keyboard.press('Enter')
    await desk.getByRole('heading', { level: 1, name: number }).waitFor()
    await desk.getByText('ERROR CODE: 0xC004F074').first().waitFor()
    await desk.keyboard.press('c')
    await desk.getByText('In work').waitFor()
    await chat.latest().getByText('Ada Lovelace has').first().waitFor()

    await write('Which KMS host should this PC use?', 'Ask back')
    await desk.getByText('Waiting for the person').waitFor()
    await chat.latest().getByText('Which KMS host should this PC use?').first().waitFor()
    await desk.getByText('Shown in the chat').waitFor()
    await chat.page.bringToFront()
    await chat.page.getByRole('textbox').fill('kms01.corp.example, says my colleague')
    await chat.page.getByRole('textbox').press('Enter')
    await desk.bringToFront()
    await desk.getByRole('list', { name: 'What was said' }).getByText('kms01.corp.example, says my colleague').waitFor()
    await desk.screenshot({ path: new URL('desk-case.png', SCREENS).pathname })

    await write('The host was switched off. It runs again.', 'Resolve')
    await desk.getByText('Resolved').waitFor()
    await chat.page.bringToFront()
    await chat.latest().getByText('Does it work now?').first().waitFor()
    await chat.page.getByRole('textbox').fill('yes it works')
    await chat.page.getByRole('textbox').press('Enter')
    await expect.poll(() => chat.latest().innerText()).toContain('Noted')
    expect(chat.complaints).toEqual([])
  })

  it('shows what people wrote as text, and runs nothing of it', async () => {
    const { number } = await handOver(CANARY)
    await desk.goto(`${bot.url}/desk/cases/${number}`)
    const said = desk.getByRole('list', { name: 'Conversation' })
    await said.getByText(CANARY).first().waitFor()
    await desk.goto(`${bot.url}/desk/questions`)
    await desk.getByRole('heading', { name: 'Unanswered questions' }).waitFor()
    expect(await desk.evaluate(() => 'canary' in window)).toBe(false)
    expect(await desk.locator('#desk img, #desk script, #desk a[href^="javascript"]').count()).toBe(0)
  })

  it('tells the one who comes second that the case is taken', async () => {
    const { number } = await handOver()
    const other = await (await openChromium()).newPage()
    await other.goto(`${bot.url}/desk/cases/${number}`)
    await other.getByRole('textbox', { name: 'Your name' }).fill('Bob')
    await other.getByRole('textbox', { name: 'Password of this desk' }).fill(PASSWORD)
    await other.getByRole('button', { name: 'Sign in' }).click()
    await other.getByRole('button', { name: 'Claim' }).click()
    await other.getByText('In work').waitFor()
    await desk.goto(`${bot.url}/desk/cases/${number}`)
    await desk.getByText('Bob', { exact: true }).first().waitFor()
    await write('Let me try', 'Answer')
    await desk.getByText('Somebody else has this case.').waitFor()
    await other.context().close()
  })

  it('shows what could not be delivered, with the words to pass on', async () => {
    const { number } = await handOver()
    const database = new Database(join(bot.data, 'bot.db'))
    // As after 30 days of silence: the conversation is gone, its case is not.
    const { conversation } = database.prepare('select conversation from tickets where number = ?').get(number) as {
      conversation: string
    }
    database.prepare('delete from conversations where key = ?').run(conversation)
    database.close()
    await desk.goto(`${bot.url}/desk/cases/${number}`)
    await write('Set the host to kms01.corp.example.', 'Answer')
    await desk.getByText('Not delivered.').waitFor()
    await desk.screenshot({ path: new URL('desk-undelivered.png', SCREENS).pathname })
    await desk.getByRole('button', { name: 'Copy the text' }).click()
    await desk.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await desk.evaluate(() => navigator.clipboard.readText())).toBe('Set the host to kms01.corp.example.')
  })

  it('signs out, and keeps what was written', async () => {
    const { number } = await handOver()
    await desk.goto(`${bot.url}/desk/cases/${number}`)
    await desk.getByRole('textbox', { name: 'Your words' }).fill('half an answer')
    const database = new Database(join(bot.data, 'bot.db'))
    database.prepare('delete from desk_sessions').run()
    database.close()
    await desk.getByText('You were signed out').waitFor()
    await signInAs('Ada Lovelace')
    expect(await desk.getByRole('textbox', { name: 'Your words' }).inputValue()).toBe('half an answer')
  })

  it('finds cases by words, and leaves single keys to who writes', async () => {
    await desk.goto(`${bot.url}/desk`)
    await desk.getByRole('link', { name: /A-\d+/ }).first().waitFor()
    await desk.keyboard.press('/')
    await desk.keyboard.type('jck nothing like that')
    await desk.getByText('No case is like that.').waitFor()
    await desk.getByRole('textbox', { name: 'Search' }).fill('0xc004f074')
    await desk.getByRole('radio', { name: 'All' }).check({ force: true })
    await desk.getByRole('link', { name: /A-\d+/ }).first().waitFor()
  })

  it('hands out tables and drafts of documents', async () => {
    await desk.goto(`${bot.url}/desk/insights`)
    const [table] = await Promise.all([
      desk.waitForEvent('download'),
      desk.getByRole('link', { name: 'CSV of What comes in' }).click(),
    ])
    expect(readFileSync(await table.path(), 'utf8')).toContain('0xC004F042')
    await desk.goto(`${bot.url}/desk/questions`)
    const [draft] = await Promise.all([
      desk.waitForEvent('download'),
      desk.getByRole('link', { name: 'Write a document for this' }).first().click(),
    ])
    expect(readFileSync(await draft.path(), 'utf8')).toMatch(/^---\ntitle: /)
  })

  const places = ['', '/questions', '/feedback', '/insights', '/cases/A-1001'].map((place) => `/desk${place}`)
  const looks = [
    { width: 1440, height: 900, colorScheme: 'light' as const },
    { width: 1440, height: 900, colorScheme: 'dark' as const },
    { width: 360, height: 740, colorScheme: 'light' as const },
  ]
  it.each(looks)('is readable by everybody at $width in $colorScheme', async ({ width, height, colorScheme }) => {
    await desk.setViewportSize({ width, height })
    await desk.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const place of places) {
      await desk.goto(`${bot.url}${place}`)
      await desk.getByRole('heading', { level: 1 }).waitFor()
      if (place.endsWith('insights')) await desk.locator('canvas').first().waitFor()
      const name = `${place.slice(1).replaceAll('/', '-')}-${width}-${colorScheme}`
      await desk.screenshot({ path: new URL(`${name}.png`, SCREENS).pathname, fullPage: width === 360 })
      expect(await violations(desk), place).toEqual([])
      const [wide, seen] = await desk.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
      expect(wide, `${place} scrolls sideways`).toBeLessThanOrEqual(seen ?? 0)
    }
  })

  it('makes the browser complain about nothing', () => {
    // Refused moves and ended sessions are answers of their own; browsers print them.
    expect(complaints.filter((line) => !/40[19]/.test(line))).toEqual([])
  })
})
