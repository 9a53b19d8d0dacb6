import { once } from 'node:events'
import { ServerResponse } from 'node:http'
import { flushCompileCache } from 'node:module'

import { parseConfig, storePlace } from '../../../bot/config.ts'
import { conversationKey, openSqlite, type Store } from '../../../bot/store/index.ts'
import { openPostgres } from '../../../bot/store/postgres.ts'
import { startTestBot } from '../test-bot.ts'

// The bot of the tests in a process that ends itself, as `kill -9` would, when it comes to a point for the nth time.
// It loads, waits for a line `{ "point", "times", "settings" }` on standard input, and starts.

const OLD = 40 * 24 * 3_600_000
const STATEMENTS: [point: string, pattern: RegExp][] = [
  ['before-begin', /^begin/],
  ['after-lock', /^select "state"/],
  ['before-write', /^with /],
  ['before-state', /^update "conversations" set "state"/],
  ['before-lines', /^insert into "transcript"/],
  ['before-outbox', /^insert into "outbox"/],
  ['before-key', /^insert into "turns"/],
  ['before-commit', /^commit/],
  ['before-take', /^update "outbox" set "lease"/],
  ['before-mark', /^update "outbox" set "done_at"/],
  ['migration', /^create (table|index)|^alter/],
  ['purge', /^delete from/],
]

const [line] = await once(process.stdin, 'data')
const { point, times, settings }: { point: string; times: number; settings: Record<string, string> } = JSON.parse(line)
process.stdin.unref()
// Who is killed does not come to it at the end.
flushCompileCache()

let left = times
let armed = point === 'migration'
function reach(name: string): void {
  if (!armed || name !== point) return
  left -= 1
  if (left <= 0) process.kill(process.pid, 'SIGKILL')
}

let skew = 0
const store = watched(await open())
if (point === 'purge') await purgeOld(store)
const { bot } = await startTestBot(settings, { store, limits: { messagesPerMinute: 1e6, messagesPerSecond: 1e6 } })
watchAnswers()
armed = true
process.once('SIGTERM', () => {
  bot.stop(1000).then(() => process.exit(0))
  setTimeout(() => reach('stopping'), 5)
})
process.stdout.write(`${bot.url}\n`)

async function open(): Promise<Store> {
  const { url, file } = storePlace(parseConfig({ PORT: '0', ...settings }))
  const clock = () => Date.now() + skew
  const observe = (sql: string) => {
    for (const [name, pattern] of STATEMENTS) if (pattern.test(sql)) reach(name)
  }
  return url === undefined ? await openSqlite(file, clock, observe) : await openPostgres(url, clock, { observe })
}

function watched(inner: Store): Store {
  return {
    ...inner,
    turn: async (key, opening, work) => {
      reach('before-turn')
      const result = await inner.turn(key, opening, (before) => {
        reach('in-turn')
        return work(before)
      })
      reach('after-commit')
      return result
    },
    // Only who hands a case over asks for its files.
    files: async (conversation) => {
      reach('before-send')
      return await inner.files(conversation)
    },
    finish: async (id, lease, now) => {
      const mine = await inner.finish(id, lease, now)
      reach('after-mark')
      return mine
    },
  }
}

function watchAnswers(): void {
  const end = ServerResponse.prototype.end
  ServerResponse.prototype.end = function (this: ServerResponse, ...parts: never[]) {
    reach('before-answer')
    this.once('finish', () => reach('after-answer'))
    return end.apply(this, parts as never) as never
  } as typeof end
}

async function purgeOld(old: Store): Promise<void> {
  skew = -OLD
  for (let n = 0; n < 5; n += 1) {
    const name = { channel: 'directline', conversation: `old-${n}-${Date.now()}` }
    const key = { conversation: conversationKey(name), activity: 'a' }
    await old.turn(key, { name, person: 'p', locale: 'en' }, () => ({
      lines: [{ activity: {} }],
      effects: [],
      outbox: [],
      answer: {},
    }))
  }
  skew = 0
  armed = true
  await old.purge(old.now())
}
