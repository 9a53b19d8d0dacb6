import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { parseConfig, storePlace } from '../config.ts'
import { openBeside } from '../store/index.ts'
import { runBeside } from './beside-bot.ts'

const USAGE =
  'Usage: npm run -s erase -- --user <id>   (the id as in a ticket: "dl_…", or the object id of a Teams user)'

const BACKUPS = 'Backups made before still hold them.'

await runBeside(USAGE, async () => {
  const { user } = parseArgs({ options: { user: { type: 'string' } } }).values
  if (!user) return undefined
  const config = parseConfig(process.env)
  const beside = await openBeside(storePlace(config))
  try {
    const { conversations, tickets, remains = [] } = await beside.erase(user)
    const folders = [config.dataDir, ...config.sinks.flatMap((sink) => (sink.kind === 'file' ? sink.folder : []))]
    for (const folder of folders)
      for (const number of tickets) rmSync(join(folder, 'tickets', number), { recursive: true, force: true })
    const others = config.sinks.filter(({ kind }) => kind !== 'file').map(({ name }) => name)
    const said = [`Erased ${conversations} conversations and ${tickets.length} tickets.`, ...remains, BACKUPS]
    if (others.length > 0 && tickets.length > 0) said.push(`So do ${others.join(', ')}, for ${tickets.join(', ')}.`)
    return said.join('\n')
  } finally {
    await beside.close()
  }
})
