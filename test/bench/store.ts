import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

import type { After, Before, Store } from '../../bot/store/index.ts'

// Committed turns per second of the store, for this project and, if it is named, for another copy of it, taking turns:
// `npx node test/bench/store.ts [folder of the other copy] [url of a PostgreSQL database]`.
const CONVERSATIONS = 50
const ROUNDS = 7
const ROUND = 2000

type Opened = { title: string; store: Store; rates: number[]; costs: number[] }

const [other, url] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'bench-store-'))
const opened = await Promise.all([
  openFrom('.'),
  ...(other ? [openFrom(other)] : []),
  ...(url ? [openPostgresAt(url)] : []),
])
for (let round = 0; round < ROUNDS; round += 1) {
  // Whoever comes first in a round is last in the next.
  for (const one of round % 2 === 0 ? opened : opened.toReversed()) await measure(one)
}
for (const { title, rates, costs } of opened)
  process.stdout.write(
    `${title}: ${median(rates).toFixed(0)} turns/s, ${median(costs).toFixed(0)} µs of processor a turn\n`,
  )
await Promise.all(opened.map(({ store }) => store.close()))
rmSync(folder, { recursive: true })

async function openFrom(root: string): Promise<Opened> {
  const { openSqlite } = await import(pathToFileURL(resolve(root, 'bot/store/index.ts')).href)
  const file = join(folder, `${root.replaceAll(/\W/g, '')}.db`)
  return { title: `SQLite ${resolve(root)}`, store: await openSqlite(file), rates: [], costs: [] }
}

async function openPostgresAt(at: string): Promise<Opened> {
  const { openPostgres } = await import('../../bot/store/postgres.ts')
  return { title: 'PostgreSQL', store: await openPostgres(at), rates: [], costs: [] }
}

async function measure({ store, rates, costs }: Opened): Promise<void> {
  const { conversationKey } = await import('../../bot/store/index.ts')
  const started = performance.now()
  const before = process.cpuUsage()
  let turns = 0
  const talk = async (n: number) => {
    const name = { channel: 'directline', conversation: `c${n}` }
    const opening = { name, person: `dl_${n}`, locale: 'en' }
    const conversation = conversationKey(name)
    while (performance.now() - started < ROUND) {
      await store.turn({ conversation, activity: crypto.randomUUID() }, opening, work)
      turns += 1
    }
  }
  await Promise.all(Array.from({ length: CONVERSATIONS }, (_, n) => talk(n)))
  const { user, system } = process.cpuUsage(before)
  rates.push((turns * 1000) / (performance.now() - started))
  // What other processes take does not count here.
  costs.push((user + system) / turns)
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}

// As large as a real turn: 2 KB of state, a paste, and a card.
function work({ state }: Before): After {
  const n = ((state as { n?: number } | undefined)?.n ?? 0) + 1
  return {
    state: { schema: 1, n, facts: 'f'.repeat(2000) },
    lines: [{ activity: { text: 'p'.repeat(500) } }, { activity: { card: 'c'.repeat(3000) } }],
    effects: [],
    outbox: [],
    answer: { activityId: `c|${n}` },
  }
}
