import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { parseConfig, storePlace } from '../config.ts'
import { openBeside } from '../store/index.ts'
import { runBeside } from './beside-bot.ts'

const USAGE =
  'Usage: npm run -s erase -- --user <id>   (the id as in a ticket: "dl_…", or the object id of a Teams user)'

await runBeside(USAGE, async () => {
  const { user } = parseArgs({ options: { user: { type: 'string' } } }).values
  if (!user) return undefined
  const config = parseConfig(process.env)
  const beside = await openBeside(storePlace(config))
  try {
    const { conversations, tickets } = await beside.erase(user)
    for (const number of tickets) rmSync(join(config.dataDir, 'tickets', number), { recursive: true, force: true })
    const elsewhere =
      config.databaseUrl === undefined
        ? 'Backups made before still hold them.'
        : "Backups and the server's archived WAL still hold them until they expire."
    return `Erased ${conversations} conversations and ${tickets.length} tickets. ${elsewhere}`
  } finally {
    await beside.close()
  }
})
