import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { parseChat } from '../dialogs/chat-file.ts'
import { startBot } from '../support/bot-process.ts'
import { openChat } from '../support/chat-page.ts'
import { openChromium } from '../support/chromium.ts'

// The picture of the README: the conversation that stands there, as far as its first question, in the chat of a real
// bot. `npx node test/docs/picture.ts` draws it anew.
const ROOT = join(import.meta.dirname, '../..')
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
const { turns } = parseChat(/```chat\n([\s\S]*?)```/.exec(readme)?.[1] ?? '')

const bot = await startBot()
const browser = await openChromium({ width: 720, height: 1180 })
const person = await openChat(await browser.newPage(), bot.url)
for (const { user } of turns.slice(0, 2)) await person.say(user)
// The newest card is scrolled into view softly.
await person.page.waitForTimeout(1500)
await person.page.screenshot({ path: join(ROOT, 'deploy/docs/conversation.png') })
await browser.close()
await bot.stop()
