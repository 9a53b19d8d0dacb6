import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'

const EXECUTABLE = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Whether this machine can run the browser tests; says once how to get there when it cannot. */
export function hasChromium(): boolean {
  const found = existsSync(EXECUTABLE)
  if (!found)
    console.warn(
      `No ${EXECUTABLE}: browser tests are skipped. Install it with "apt-get install chromium" or set CHROMIUM.`,
    )
  return found
}

/** Opens headless Chromium with a fresh profile and a readable clipboard. */
export async function openChromium(size = { width: 1024, height: 800 }, flags: string[] = []): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), 'chromium-')), {
    executablePath: EXECUTABLE,
    headless: true,
    args: [...FLAGS, ...flags],
    viewport: size,
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  context.setDefaultTimeout(15_000)
  return context
}
