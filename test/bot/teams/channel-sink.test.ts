import { describe, expect, it } from 'vitest'

import type { Case } from '../../../bot/cases/index.ts'
import type { Delivery } from '../../../bot/handoff/index.ts'
import { createDispatcher, ParcelFailed } from '../../../bot/handoff/index.ts'
import type { News } from '../../../bot/handoff/news.ts'
import { conversationKey, openSqlite } from '../../../bot/store/index.ts'
import { createChannelSink } from '../../../bot/teams-channel/channel-sink.ts'
import type { TeamsOutlet } from '../../../bot/teams-channel/index.ts'
import { newDataDir } from '../test-bot.ts'

const MINUTE = 60_000
const SETTINGS = {
  name: 'teams',
  kind: 'teams',
  external: false,
  tenant: 'contoso',
  channel: '19:it@thread.tacv2',
} as const

function caseOf(changes: Partial<Case> = {}): Case {
  const draft = { number: 'A-1', codes: [], facts: {}, tried: [], question: 'Which host?' }
  return {
    ...{ number: 'A-1', conversation: 'c', channel: 'directline', person: 'dl_1', locale: 'en', status: 'open' },
    ...{ version: 0, draft, seq: 1, openedAt: 0, changedAt: 0, entries: [], links: [] },
    ...changes,
  } as Case
}

/** A channel that does as it is told, and the cards in it. */
function channel(faults: (Error | undefined)[] = [], found = caseOf()) {
  const posts: string[] = []
  const act = (what: string) => {
    posts.push(what)
    const fault = faults.shift()
    if (fault) throw fault
  }
  const outlet: TeamsOutlet = {
    post: async () => {
      act('post')
      return String(posts.length)
    },
    update: async (_, thread) => {
      act(`update ${thread}`)
      return !isGone
    },
    reply: async (_, thread) => act(`reply ${thread}`),
  }
  let now = 1_000_000
  let isGone = false
  const cases = {
    case: async () => found,
    link: async (_: string, sink: string, remote: string) => void found.links.push({ sink, remote }),
  }
  // Who is outside is not told where else a case is; its card is found all the same.
  const readNews = async ({ key }: Delivery) => {
    const kind = key.includes('/') ? 'changed' : 'opened'
    return { kind, case: { ...found, links: [] as Case['links'] } } as News
  }
  const sink = createChannelSink(SETTINGS, { outlet, cases, readNews, titleOf: () => undefined, clock: () => now })
  return {
    ...{ sink, posts, found, now: () => now },
    pass: (ms: number) => {
      now += ms
    },
    remove: () => {
      isGone = true
    },
  }
}

const OPENED = { key: 'A-1', payload: { number: 'A-1' } }
const CHANGED = { key: 'A-1/1', payload: { number: 'A-1' } }
const DOWN = () => new ParcelFailed('Teams answered 500.', { kind: 'down' })

describe('createChannelSink', () => {
  it('keeps one card: posts it once, and changes it from then on', async () => {
    const { sink, posts } = channel()
    await sink(OPENED)
    await sink(CHANGED)
    await sink(OPENED)
    expect(posts).toEqual(['post', 'update 1', 'update 1'])
  })

  it('posts a new card where somebody deleted the old one', async () => {
    const { sink, posts, found, remove } = channel()
    await sink(OPENED)
    remove()
    await sink(CHANGED)
    expect(posts).toEqual(['post', 'update 1', 'post'])
    expect(found.links.at(-1)?.remote).toBe('19:it@thread.tacv2;messageid=3')
  })

  it('posts again two minutes after a post in doubt, and not before', async () => {
    const { sink, posts, pass, now } = channel([DOWN()])
    await expect(sink(OPENED)).rejects.toThrow('500')
    const doubtedAt = now()
    pass(MINUTE)
    await expect(sink({ ...OPENED, doubtedAt })).rejects.toMatchObject({ failure: { kind: 'early', after: MINUTE } })
    expect(posts).toEqual(['post'])
    pass(MINUTE)
    await sink({ ...OPENED, doubtedAt })
    expect(posts).toEqual(['post', 'post'])
  })

  it('changes a card again at once: that does no harm', async () => {
    const { sink, posts, now } = channel([undefined, DOWN()])
    await sink(OPENED)
    await expect(sink(CHANGED)).rejects.toThrow('500')
    await sink({ ...CHANGED, doubtedAt: now() })
    expect(posts).toEqual(['post', 'update 1', 'update 1'])
  })

  it('asks for patience in place of more than Teams takes from a bot', async () => {
    const { sink, posts, pass, now } = channel()
    let early = 0
    const times: number[] = []
    await sink(OPENED)
    while (posts.length < 130) {
      try {
        await sink(CHANGED)
        times.push(now())
      } catch (error) {
        early += 1
        const { failure } = error as ParcelFailed
        pass(failure.kind === 'early' ? failure.after : 0)
      }
      pass(300)
    }
    expect(early).toBeGreaterThan(0)
    for (const [n, at] of times.entries()) expect(at - (times[n - 60] ?? -Infinity)).toBeGreaterThanOrEqual(30_000)
  })

  it('is tried on for days, by the clock of the outbox, and its case is never given up', async () => {
    const faults = Array.from({ length: 40 }, DOWN)
    const { sink, posts, pass, now } = channel(faults)
    const store = await openSqlite(`${newDataDir()}/bot.db`, now)
    const name = { channel: 'directline', conversation: 'c' }
    await store.turn(
      { conversation: conversationKey(name), activity: '1' },
      { name, person: 'p', locale: 'en' },
      () => ({
        ...{ lines: [], effects: [], answer: {} },
        outbox: [{ kind: 'teams', key: 'A-1', payload: { number: 'A-1' } }],
      }),
    )
    const log = { info: () => {}, warn: () => {}, error: () => {} }
    const dispatcher = createDispatcher({ store, sinks: { teams: sink }, clock: now, log, random: () => 0.5 })
    for (let minutes = 0; minutes < 40 * 32; minutes += 1) {
      await dispatcher.settle()
      pass(MINUTE)
    }
    expect(posts.length).toBe(41)
    expect(await store.backlog()).toEqual({ waiting: 0, parked: 0 })
    await dispatcher.stop(0)
    await store.close()
  })
})
