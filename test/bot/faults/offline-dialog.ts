import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { startBot } from '../../support/bot-process.ts'
import { DirectLineClient } from '../direct-line-client.ts'
import { MailServer } from '../handoff/mail-server.ts'

// A whole dialog with a hand-off by mail, in a network that ends at this machine: `offline-dialog.ts <file>` writes what
// the bot said, what the mail server got, and the bot's errors there.

const [, , target = ''] = process.argv
const mail = await new MailServer().start()
const bot = await startBot({
  HANDOFF_MAIL_URL: `smtp://127.0.0.1:${mail.port}`,
  HANDOFF_MAIL_FROM: 'activation@corp.example',
  HANDOFF_MAIL_TO: 'it@corp.example',
  NODE_OPTIONS: `--require ${fileURLToPath(new URL('connections.cjs', import.meta.url))}`,
  CONNECTIONS: `${target}.connections`,
})
const client = await DirectLineClient.start(bot.url)
const page = (await fetch(`${bot.url}/`)).status
for (const text of ['office 2010 0x8007232B DNS name does not exist', 'yes', 'person', 'Send to IT'])
  await client.post({ text })
for (let n = 0; n < 200 && mail.taken.length === 0; n += 1) await new Promise((resolve) => setTimeout(resolve, 50))
const { activities } = await client.read()
const said = activities.filter(({ from }) => from.role === 'bot').map((one) => JSON.stringify(one))
const code = await bot.stop()
await mail.stop()
writeFileSync(
  target,
  JSON.stringify({ page, said, mails: mail.taken.map(({ raw }) => raw), errors: bot.errors(), code }),
)
