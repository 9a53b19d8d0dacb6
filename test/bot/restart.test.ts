import { describe, expect, it } from 'vitest'

import { DirectLineClient } from './direct-line-client.ts'
import { newDataDir, startTestBot } from './test-bot.ts'

describe('startBot', () => {
  it('goes on in the middle of a conversation after a restart', async () => {
    const settings = { DATA_DIR: newDataDir() }
    const first = await startTestBot(settings)
    const client = await DirectLineClient.start(first.bot.url)
    await client.post({ text: 'before' })
    await first.stop()

    const second = await startTestBot(settings)
    const again = new DirectLineClient(second.bot.url)
    Object.assign(again, { token: client.token, id: client.id })
    await again.post({ text: 'after' })
    expect(await again.said()).toEqual(['1: before', '2: after'])
    await second.stop()
  })

  it('finishes what is in flight before it stops', async () => {
    const running = await startTestBot()
    const client = await DirectLineClient.start(running.bot.url)
    const posted = Array.from({ length: 10 }, (_, n) => client.post({ text: `m${n}` }))
    await Promise.race(posted)
    const [statuses] = await Promise.all([
      Promise.allSettled(posted.map(async (response) => (await response).status)),
      running.stop(),
    ])
    const answered = statuses.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    expect(answered.length).toBeGreaterThan(0)
    expect(new Set(answered)).toEqual(new Set([200]))
  })

  it('answers a state it cannot read with an honest sentence, and goes on', async () => {
    const settings = { DATA_DIR: newDataDir() }
    const first = await startTestBot(settings)
    const client = await DirectLineClient.start(first.bot.url)
    await client.post({ text: 'one' })
    await first.stop()
    const { default: Database } = await import('better-sqlite3')
    const db = new Database(`${settings.DATA_DIR}/bot.db`)
    db.exec("update conversations set state = 'nonsense'")
    db.close()

    const second = await startTestBot(settings)
    const again = Object.assign(new DirectLineClient(second.bot.url), { token: client.token, id: client.id })
    await again.post({ text: 'two' })
    const [, sorry, fresh] = await again.said()
    expect(sorry).toMatch(/start over/)
    expect(fresh).toBe('1: two')
    await second.stop()
  })
})

describe('createTurns', () => {
  it('says that it failed, keeps the place, and starts over after the second failure', async () => {
    const running = await startTestBot()
    const client = await DirectLineClient.start(running.bot.url)
    for (const text of ['one', 'fail', 'two', 'fail', 'fail', 'three']) await client.post({ text })
    const said = await client.said()
    expect(said[0]).toBe('1: one')
    expect(said[1]).toMatch(/went wrong/)
    expect(said[2]).toBe('2: two')
    expect(said.slice(-2)).toEqual([expect.stringMatching(/start over/), '1: three'])
    await running.stop()
  })
})
