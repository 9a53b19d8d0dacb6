import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Locator, Page } from 'playwright-core'

const SCREENS = fileURLToPath(new URL('../../artifacts/screens/', import.meta.url))

/** A person in front of the chat page: reads what the bot shows, types, clicks. */
export type Person = {
  page: Page
  /** Types a text and sends it; resolves when the bot's next reply stands there. */
  say: (text: string) => Promise<string>
  /** Clicks a button of the newest card; resolves with the next reply. */
  click: (label: string) => Promise<string>
  /** Attaches a file and sends it; resolves with the next reply. */
  send: (file: { name: string; mimeType: string; buffer: Buffer }) => Promise<string>
  /** The newest reply of the bot. */
  latest: () => Locator
  /** Everything the bot has said so far. */
  count: () => Promise<number>
  screenshot: (name: string) => Promise<void>
  /** What the page complained about, and hosts it tried to reach that are not the bot. */
  complaints: string[]
}

/** Opens the chat and waits for the greeting. */
export async function openChat(page: Page, url: string): Promise<Person> {
  const complaints: string[] = []
  page.on('console', (line) => {
    if (line.type() === 'error' || /Content Security Policy/i.test(line.text())) complaints.push(line.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url())
    if (!['blob:', 'data:'].includes(protocol) && host !== new URL(url).host) complaints.push(`asked ${request.url()}`)
  })
  await page.goto(url)
  const replies = page.locator('.webchat__bubble:not(.webchat__bubble--from-user)')
  const person: Person = {
    page,
    complaints,
    latest: () => replies.last(),
    count: () => replies.count(),
    say: async (text) => {
      const box = page.getByRole('textbox')
      await box.fill(text)
      return await next(replies, () => box.press('Enter'))
    },
    click: (label) => next(replies, () => replies.last().getByRole('button', { name: label, exact: true }).click()),
    send: async (file) => {
      await page.locator('input[type=file]').setInputFiles(file)
      return await next(replies, () => page.getByRole('button', { name: 'Send' }).click())
    },
    screenshot: async (name) => {
      mkdirSync(SCREENS, { recursive: true })
      await page.screenshot({ path: `${SCREENS}${name}.png` })
    },
  }
  await replies.first().waitFor()
  return person
}

async function next(replies: Locator, act: () => Promise<void>): Promise<string> {
  const before = await replies.count()
  await act()
  const reply = replies.nth(before)
  // A bubble is there a moment before its card is drawn.
  await reply.filter({ hasText: /\S{2}/ }).waitFor()
  return await reply.innerText()
}
