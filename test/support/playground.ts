import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { freePort } from './free-port.ts'

const SCREENS = fileURLToPath(new URL('../../artifacts/screens/', import.meta.url))
const PRELOAD = fileURLToPath(new URL('loopback-only.cjs', import.meta.url))
const require = createRequire(import.meta.url)
const CLI = require.resolve('@microsoft/m365agentsplayground/cli.js')

/** The people and places that the playground pretends; it wants exactly five others. */
export const TENANT = {
  version: '0.1.1',
  tenantId: 'contoso',
  bot: { id: 'bot', name: 'Activation support' },
  currentUser: person('Alex'),
  users: ['Megan', 'Adele', 'Isaiah', 'Patti', 'Lynne'].map(person),
  personalChat: { id: 'personal-chat' },
  groupChat: { id: 'group-chat', name: 'Group Chat' },
  team: { id: 'team', name: 'IT', aadGroupId: 'group', channels: [{ id: 'announcements', name: 'Announcements' }] },
}

function person(name: string) {
  const id = name.toLowerCase()
  const email = `${id}@contoso.example`
  return { id, name, userPrincipleName: email, aadObjectId: `aad-${id}`, givenName: name, surname: 'Example', email }
}

/** Microsoft's emulator of Teams, in a process of its own on loopback. */
export type Playground = { url: string; stop: () => Promise<void> }

/** Starts the emulator for the bot at an address and waits until it listens. */
export async function startPlayground(bot: string): Promise<Playground> {
  const home = mkdtempSync(join(tmpdir(), 'playground-'))
  // JSON is YAML too.
  writeFileSync(join(home, '.m365agentsplayground.yml'), JSON.stringify(TENANT))
  const port = await freePort()
  const options = ['-e', `${bot}/api/messages`, '-c', 'msteams', '-p', String(port), '--disable-telemetry']
  const child = spawn(process.execPath, ['-r', PRELOAD, CLI, ...options], {
    cwd: home,
    env: { PATH: process.env['PATH'] ?? '', HOME: home, BROWSER: 'none' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  await untilListening(child, port)
  return { url: `http://127.0.0.1:${port}`, stop: () => stop(child) }
}

async function untilListening(child: ChildProcess, port: number): Promise<void> {
  let said = ''
  const listening = new Promise<void>((resolve) => {
    const hear = (chunk: Buffer) => {
      said += chunk
      if (said.includes(`Listening on ${port}`)) resolve()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
  })
  const signal = AbortSignal.timeout(20_000)
  const ended = once(child, 'exit', { signal }).then(
    () => 'stopped',
    () => 'did not listen in 20 s',
  )
  const failure = await Promise.race([listening.then(() => untilServing(port)), ended])
  if (failure === undefined) return
  await stop(child)
  throw new Error(`The playground ${failure}:\n${said}`)
}

// It says that it listens before it has read its configuration.
async function untilServing(port: number): Promise<undefined> {
  const isServed = () =>
    fetch(`http://127.0.0.1:${port}/`).then(
      ({ ok }) => ok,
      () => false,
    )
  while (!(await isServed())) await new Promise((resolve) => setTimeout(resolve, 100))
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

/** A person in front of Teams. */
export type TeamsPerson = {
  page: Page
  /** Opens a chat or a channel by its name. */
  open: (name: string | RegExp) => Promise<void>
  /** Sends a text; resolves with the card that comes. */
  say: (text: string) => Promise<string>
  /** Starts a thread in a channel with a mention of the bot; the newest thread stands first. */
  post: (text: string) => Promise<string>
  /** Sends a text with a mention of the bot. */
  mention: (text: string) => Promise<string>
  /** Clicks a button of a card, the newest if none is named; resolves with the card that comes. */
  click: (label: string, card?: Locator) => Promise<string>
  cards: Locator
  screenshot: (name: string) => Promise<void>
}

/** Opens the emulator's page as its current user. */
export async function openTeams(browser: BrowserContext, { url }: Playground): Promise<TeamsPerson> {
  // Fonts and pictures of Microsoft's content network; a test needs no other machine.
  await browser.route(
    ({ hostname }) => hostname !== '127.0.0.1',
    (route) => route.abort(),
  )
  const page = await browser.newPage()
  await page.goto(url)
  await page.getByTitle('Toggle Log Panel').click()
  const cards = page.locator('.ac-adaptiveCard')
  const box = page.locator('[contenteditable=true]').first()
  const next = async (act: () => Promise<void>) => {
    const before = await cards.count()
    await act()
    await cards.nth(before).waitFor()
    return await cards.nth(before).innerText()
  }
  const send = (button: string) => page.getByRole('button', { name: button }).first().click()
  const address = async (text: string) => {
    await box.pressSequentially('@')
    await page.getByRole('menuitem', { name: TENANT.bot.name }).click()
    await page.keyboard.type(text)
  }
  return {
    page,
    cards,
    open: async (name) => {
      await page.getByRole('treeitem', { name }).click()
      await cards.first().waitFor()
    },
    say: (text) => next(async () => box.fill(text).then(() => send('Send Message'))),
    mention: (text) => next(async () => address(text).then(() => send('Send Message'))),
    post: async (text) => {
      await next(async () => address(text).then(() => send('Post')))
      return await cards.first().innerText()
    },
    click: (label, card = cards.last()) => next(() => card.getByRole('button', { name: label, exact: true }).click()),
    screenshot: async (name) => {
      mkdirSync(SCREENS, { recursive: true })
      await page.screenshot({ path: `${SCREENS}teams-${name}.png` })
    },
  }
}
