import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { createDeliveries, type Deliveries, type Post } from '../../bot/deliveries.ts'
import type { ConversationRecord } from '../../bot/store/index.ts'
import { Replies } from './replies.ts'

const SECOND = 1000
const failure = (fields: object) => Object.assign(new Error('not posted'), fields)

let store: Replies
let posted: string[]
let logged: object[]
let deliveries: Deliveries
/** What the channel does with a post, by its text. */
let channel: (text: string) => Promise<void>
let reach: (conversation: ConversationRecord, work: (post: Post) => Promise<void>) => Promise<void>

const post: Post = async ({ text }) => {
  await channel(String(text))
  posted.push(String(text))
}
const rounds = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * SECOND)

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(1)
  store = new Replies()
  posted = []
  logged = []
  channel = async () => {}
  reach = (_, work) => work(post)
  const write = (fields: object) => void logged.push(fields)
  deliveries = createDeliveries({
    store,
    reach: (conversation, work) => reach(conversation, work),
    clock: Date.now,
    log: { info: write, warn: write, error: write },
  })
})
afterEach(async () => {
  const stopped = deliveries.stop()
  await rounds(60)
  await stopped
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe('createDeliveries', () => {
  it('posts what was taken with a turn, in order, and marks it', async () => {
    await deliveries.deliver('c', post, store.taken('c', 'one', 'two'))
    expect(posted).toEqual(['one', 'two'])
    expect(store.states('c')).toEqual(['sent', 'sent'])
    expect(logged).toEqual([])
  })

  it('posts what waits where nothing was taken', async () => {
    store.add('c', 'one')
    await deliveries.deliver('c', post)
    expect([posted, store.states('c')]).toEqual([['one'], ['sent']])
  })

  it('posts what is said, and not what the store notes about it', async () => {
    const said: object[] = []
    const named = { id: '1', timestamp: 't', from: { id: 'bot' }, recipient: { id: 'p' }, replyToId: 'a', summary: 's' }
    store.add('c', 'one', named)
    await deliveries.deliver('c', async (activity) => void said.push(activity))
    expect(said).toEqual([{ type: 'message', text: 'one', summary: 's' }])
  })

  it('has each post traced, where posts are traced', async () => {
    const traced: string[] = []
    const tracing = {
      post:
        (work: Post): Post =>
        async (activity) => {
          traced.push(String(activity['text']))
          await work(activity)
        },
    }
    const log = { info: () => {}, warn: () => {}, error: () => {} }
    const other = createDeliveries({ store, reach, clock: Date.now, log, tracing })
    await other.deliver('c', post, store.taken('c', 'one'))
    await other.stop()
    expect([traced, posted]).toEqual([['one'], ['one']])
  })

  it.each<[string, object]>([
    ['429', { statusCode: 429 }],
    ['412', { statusCode: 412 }],
    ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH'].map((code): [string, object] => [
      code,
      { code },
    ]),
    ['no token', { name: 'AuthError' }],
    ['a token service that fails', { name: 'ServerError' }],
  ])('posts again, with all behind it, what was not taken: %s', async (_, fields) => {
    let isRefused = true
    channel = async (text) => {
      if (text === 'two' && isRefused) throw failure(fields)
    }
    await deliveries.deliver('c', post, store.taken('c', 'one', 'two', 'three'))
    expect([posted, store.states('c')]).toEqual([['one'], ['sent', 'pending', 'pending']])
    isRefused = false
    await rounds(4)
    expect([posted, store.states('c')]).toEqual([
      ['one', 'two', 'three'],
      ['sent', 'sent', 'sent'],
    ])
  })

  it.each([
    ['500', { statusCode: 500 }, 500],
    ['a refusal of the network that came with an answer', { statusCode: 400, code: 'ECONNREFUSED' }, 400],
    ['a connection that breaks', { code: 'ECONNRESET' }, 0],
    ['anything else', {}, 0],
  ])('posts nothing twice that may have been shown, and goes on behind it: %s', async (_, fields, status) => {
    channel = async (text) => {
      if (text === 'one') throw failure(fields)
    }
    const conversation = 'a conversation with a long name'
    await deliveries.deliver(conversation, post, store.taken(conversation, 'one', 'two'))
    await rounds(60)
    expect([posted, store.states(conversation)]).toEqual([['two'], ['unconfirmed', 'sent']])
    expect(logged).toMatchObject([{ event: 'unconfirmed', conversation: 'a conversati', status }])
  })

  it.each([
    ['as long as it is asked to', '7', 7],
    ['no longer than an hour', '86400', 3600],
    ['at least a second', '0', 1],
    ['about a second where it is not said', undefined, 1],
    ['about a second where it cannot be read', 'soon', 1],
  ])('waits %s', async (_, retryAfter, seconds) => {
    let tries = 0
    const headers = { get: (name: string) => (name === 'retry-after' ? retryAfter : undefined) }
    channel = async () => {
      tries += 1
      if (tries === 1) throw failure({ statusCode: 429, response: { headers } })
    }
    await deliveries.deliver('c', post, store.taken('c', 'one'))
    // Rounds come every two seconds: the last one before the time is up is too early, the next one is not.
    const early = Math.ceil(seconds / 2) * 2 - 2
    await rounds(early + 1)
    expect(tries).toBe(1)
    await rounds(1)
    expect([tries, posted]).toEqual([2, ['one']])
  })

  it('waits twice as long each time that it is not told how long, up to half a minute, and from anew after a success', async () => {
    const tries: number[] = []
    let isDown = true
    channel = async () => {
      tries.push(Date.now() / SECOND)
      if (isDown) throw failure({ code: 'ENOTFOUND' })
    }
    const waits = () => tries.slice(1).map((at, index) => at - (tries[index] ?? 0))
    await deliveries.deliver('c', post, store.taken('c', 'one'))
    await rounds(100)
    // What a round of two seconds makes of 1, 2, 4, 8, 16, 32, 32.
    expect(waits()).toEqual([2, 2, 4, 8, 16, 32, 32])
    isDown = false
    await rounds(32)
    expect(posted).toEqual(['one'])
    isDown = true
    tries.length = 0
    await deliveries.deliver('c', post, store.taken('c', 'two'))
    await rounds(4)
    expect(waits()).toEqual([2, 2])
  })

  it('spreads what many wait by half', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    let tries = 0
    channel = async () => {
      tries += 1
      if (tries < 3) throw failure({ statusCode: 429 })
    }
    await rounds(1.5)
    await deliveries.deliver('c', post, store.taken('c', 'one'))
    await rounds(0.5)
    expect(tries).toBe(2)
    await rounds(2)
    expect(posted).toEqual(['one'])
  })

  it('gives back what a turn has taken while the channel asks for patience', async () => {
    channel = async (text) => {
      if (text === 'one') throw failure({ statusCode: 429, response: { headers: { get: () => '9' } } })
    }
    await deliveries.deliver('c', post, store.taken('c', 'one'))
    await deliveries.deliver('c', post, store.taken('c', 'two'))
    expect([posted, store.states('c')]).toEqual([[], ['pending', 'pending']])
    channel = async () => {}
    await rounds(12)
    expect(posted).toEqual(['one', 'two'])
  })

  it('posts to Teams no faster than it takes, and leaves to a round what a turn has no time for', async () => {
    for (let n = 1; n <= 30; n += 1) store.add('c', `${n}`, { channelId: 'msteams' })
    const turn = deliveries.deliver('c', post)
    const counts: number[] = []
    for (let n = 0; n < 3; n += 1) {
      await rounds(0.99)
      counts.push(posted.length)
      await rounds(0.01)
    }
    await turn
    expect([...counts, posted.length]).toEqual([7, 8, 15, 16])
    expect(store.states('c').filter((state) => state === 'pending')).toHaveLength(14)
    await rounds(5)
    expect(posted).toEqual(Array.from({ length: 30 }, (_, n) => `${n + 1}`))
    expect(logged).toEqual([])
  })

  it('posts to other channels as fast as they take', async () => {
    for (let n = 1; n <= 30; n += 1) store.add('c', `${n}`)
    await deliveries.deliver('c', post)
    expect(posted).toHaveLength(30)
  })

  it('gives back what a turn has taken when its time is over before it is its turn', async () => {
    const answers: (() => void)[] = []
    channel = () => new Promise((resolve) => answers.push(resolve))
    const turns = ['one', 'two'].map((text) => deliveries.deliver('c', post, store.taken('c', text)))
    await rounds(3.5)
    await Promise.all(turns)
    channel = async () => {}
    for (const answer of answers) answer()
    await rounds(0)
    expect([posted, store.states('c')]).toEqual([['one'], ['sent', 'pending']])
    await rounds(1)
    expect(posted).toEqual(['one', 'two'])
  })

  it('keeps nobody waiting longer than three seconds, and goes on', async () => {
    let answer = () => {}
    channel = () => new Promise((resolve) => (answer = resolve))
    let isAnswered = false
    const turn = deliveries.deliver('c', post, store.taken('c', 'one', 'two')).then(() => (isAnswered = true))
    await rounds(2.9)
    expect(isAnswered).toBe(false)
    await rounds(0.2)
    await turn
    channel = async () => {}
    answer()
    await rounds(4)
    expect([posted, store.states('c')]).toEqual([
      ['one', 'two'],
      ['sent', 'sent'],
    ])
  })

  it('posts replies of two turns at once in the order of the turns, each conversation for itself', async () => {
    let answer = () => {}
    channel = (text) => (text === 'one' ? new Promise((resolve) => (answer = resolve)) : Promise.resolve())
    const first = deliveries.deliver('c', post, store.taken('c', 'one'))
    const second = deliveries.deliver('c', post, store.taken('c', 'two'))
    await deliveries.deliver('d', post, store.taken('d', 'other'))
    expect(posted).toEqual(['other'])
    answer()
    await Promise.all([first, second])
    expect(posted).toEqual(['other', 'one', 'two'])
  })

  it('posts to nobody in a round whom a turn is posting to', async () => {
    let answer = () => {}
    channel = () => new Promise((resolve) => (answer = resolve))
    const reached: string[] = []
    reach = async ({ key }) => void reached.push(key)
    store.add('d', 'late')
    void deliveries.deliver('c', post, store.taken('c', 'one'))
    store.add('c', 'two')
    await rounds(2)
    expect(reached).toEqual(['d'])
    answer()
    await rounds(2)
    answer()
  })

  it('takes up in rounds what another bot left, eight conversations at once', async () => {
    const waiting: (() => void)[] = []
    reach = (_, work) => new Promise<void>((resolve) => waiting.push(resolve)).then(() => work(post))
    for (let n = 0; n < 12; n += 1) store.add(`c${n}`, `${n}`)
    await rounds(2)
    expect(waiting).toHaveLength(8)
    for (const go of waiting.splice(0)) go()
    await rounds(0)
    expect([posted.length, waiting.length]).toEqual([8, 4])
    for (const go of waiting.splice(0)) go()
    await rounds(0)
    expect(posted).toHaveLength(12)
  })

  it('holds no more than four rounds at once', async () => {
    let open = () => {}
    let begun = 0
    const held = new Promise<void>((resolve) => (open = resolve))
    vi.spyOn(store, 'undelivered').mockImplementation(async () => {
      begun += 1
      await held
      return []
    })
    await rounds(20)
    expect(begun).toBe(4)
    open()
    await rounds(4)
    expect(begun).toBe(6)
  })

  it('leaves in doubt what is for a channel that cannot be reached at all, and goes on with the others', async () => {
    reach = async ({ key }, work) => {
      if (key.startsWith('gone')) throw new Error('No such service.')
      await work(post)
    }
    store.add('gone for a long time', 'lost')
    store.add('c', 'one')
    await rounds(2)
    expect([posted, store.states('gone for a long time'), store.states('c')]).toEqual([
      ['one'],
      ['unconfirmed'],
      ['sent'],
    ])
    expect(logged).toMatchObject([{ event: 'unreachable', conversation: 'gone for a l' }])
  })

  it('says when the store fails, and goes on when it is back', async () => {
    const taking = vi.spyOn(store, 'takeReplies').mockRejectedValueOnce(new Error('The disk is full.'))
    store.add('c', 'one')
    await deliveries.deliver('c', post)
    expect([posted, taking.mock.calls.length]).toEqual([[], 1])
    vi.spyOn(store, 'undelivered').mockRejectedValueOnce(new Error('The disk is full.'))
    await rounds(2)
    expect(logged).toMatchObject([
      { event: 'delivery' },
      { event: 'delivery', error: { message: 'The disk is full.' } },
    ])
    await rounds(2)
    expect(posted).toEqual(['one'])
  })

  it('begins nothing more once it is stopped, and waits for what is under way', async () => {
    const answers: (() => void)[] = []
    channel = () => new Promise((resolve) => answers.push(resolve))
    for (let n = 0; n < 20; n += 1) store.add(`c${n}`, `${n}`)
    await rounds(2)
    let isStopped = false
    const stopped = deliveries.stop().then(() => (isStopped = true))
    await rounds(4)
    expect([answers.length, isStopped]).toEqual([8, false])
    for (const answer of answers) answer()
    await stopped
    expect(posted).toHaveLength(8)
  })

  it('waits when it is stopped for what a turn is posting', async () => {
    const answers: (() => void)[] = []
    channel = () => new Promise((resolve) => answers.push(resolve))
    void deliveries.deliver('c', post, store.taken('c', 'one'))
    let isStopped = false
    const stopped = deliveries.stop().then(() => (isStopped = true))
    await rounds(9)
    expect(isStopped).toBe(false)
    for (const answer of answers) answer()
    await stopped
    expect(store.states('c')).toEqual(['sent'])
  })
})
