import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { scale } from '../../soak/scale.ts'
import { DirectLineClient } from '../direct-line-client.ts'
import { startTestBot } from '../test-bot.ts'
import { writeBeside } from '../write-beside.ts'
import { postOnce, UNLIMITED } from './traffic.ts'

const MUTATIONS = scale(200, 5000)

// The same on every run, and different from row to row.
function sequence(seed: number): (below: number) => number {
  let value = seed
  return (below) => {
    value = (value * 1103515245 + 12345) % 2147483648
    return value % below
  }
}

function mutate(text: string, pick: (below: number) => number): string {
  const at = pick(text.length)
  const byte = String.fromCharCode(32 + pick(90))
  const kinds = [
    () => text.slice(0, at) + byte + text.slice(at + 1),
    () => text.slice(0, at) + text.slice(at + 1),
    () => text.slice(0, at) + byte + text.slice(at),
    () => text.slice(0, at),
  ]
  return kinds[pick(kinds.length)]?.() ?? ''
}

describe('F12 damaged record', () => {
  it('is answered honestly and set aside, wherever it is damaged', async () => {
    const running = await startTestBot({}, { limits: UNLIMITED })
    const client = await DirectLineClient.start(running.bot.url)
    const db = new Database(`${running.config.dataDir}/bot.db`)
    const pick = sequence(7)
    let damaged = 0
    for (let n = 0; n < MUTATIONS; n += 1) {
      const column = n % 3 === 0 ? 'checksum' : 'state'
      expect((await postOnce(client, `before-${n}`)).status).toBe(200)
      const { found } = db.prepare(`select ${column} as found from conversations`).get() as { found: string }
      const changed = mutate(found, pick)
      if (changed === found) continue
      damaged += 1
      await writeBeside(db, () => db.prepare(`update conversations set ${column} = ?`).run(changed))
      expect((await postOnce(client, `after-${n}`)).status).toBe(200)
      const [sorry, fresh] = db
        .prepare("select activity ->> 'text' as text from transcript order by seq desc limit 2")
        .all()
        .toReversed() as { text: string }[]
      expect([sorry?.text, fresh?.text]).toEqual([expect.stringMatching(/start over/), `1: after-${n}`])
    }
    expect(damaged).toBeGreaterThan(0.9 * MUTATIONS)
    expect(db.prepare('select count(*) as rows from quarantine').get()).toEqual({ rows: damaged })
    expect(running.lines.filter((line) => (line as { event: string }).event === 'quarantined')).toHaveLength(damaged)
    db.close()
    await running.stop()
  }, 60_000)

  it('does not keep a conversation from going on when a line of its transcript or an answer is broken', async () => {
    const running = await startTestBot({}, { limits: UNLIMITED })
    const client = await DirectLineClient.start(running.bot.url)
    await postOnce(client, 'one')
    const db = new Database(`${running.config.dataDir}/bot.db`)
    await writeBeside(db, () => db.exec(`update transcript set activity = '{"te'; update turns set answer = '{'`))
    db.close()
    expect((await postOnce(client, 'one')).status).toBe(200)
    expect((await postOnce(client, 'two')).status).toBe(200)
    expect(await client.said()).toEqual(['2: two'])
    await running.stop()
  })
})
