import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { parseConfig, storePlace } from '../config.ts'
import { openBeside } from '../store/index.ts'
import { CommandFailed, runBeside } from './beside-bot.ts'

const USAGE = 'Usage: npm run -s backup -- <file>'

await runBeside(USAGE, async () => {
  const { positionals } = parseArgs({ allowPositionals: true })
  const [file] = positionals
  if (file === undefined || positionals.length > 1) return undefined
  const config = parseConfig(process.env)
  if (config.databaseUrl !== undefined)
    throw new CommandFailed(
      'With DATABASE_URL, PostgreSQL\'s own tool makes the backup: pg_dump --format=custom "$DATABASE_URL" > file',
    )
  const target = resolve(file)
  if (existsSync(target)) throw new CommandFailed(`${target} exists. Name a file that does not.`)
  await copy(storePlace(config), target)
  return `Saved ${statSync(target).size} bytes to ${target}. To restore, stop the bot, put the file in place of ${storePlace(config).file}, and remove the files beside it that end in -wal and -shm.`
})

// Never half a copy under its name, and never readable by others.
async function copy(place: { file: string }, target: string): Promise<void> {
  const part = `${target}.part`
  rmSync(part, { force: true })
  const before = process.umask(0o077)
  const beside = await openBeside(place)
  try {
    await beside.copyTo?.(part)
  } finally {
    await beside.close()
    process.umask(before)
  }
  chmodSync(part, 0o600)
  await check(part)
  const handle = openSync(part, 'r+')
  fsyncSync(handle)
  closeSync(handle)
  renameSync(part, target)
}

// A copy that cannot be read is none.
async function check(file: string): Promise<void> {
  const beside = await openBeside({ file })
  const { integrity } = await beside.inspect().finally(() => beside.close())
  for (const suffix of ['-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
  if (integrity === 'ok') return
  rmSync(file)
  throw new CommandFailed(`The copy is damaged, and so may be the database: ${integrity}. Run "npm run -s doctor".`)
}
